package io.github.montecat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes header cards of FITS files in place, for tests of readers. */
public final class FitsBytes {

    private static final int CARD = 80;

    private FitsBytes() {
    }

    /**
     * Gives a keyword another value in the last header that has it.
     *
     * @param file a FITS file, which is changed
     * @param key a keyword that is there
     * @param value as it stands in a header, such as {@code -1} or {@code '9E'}
     * @return the file
     */
    public static Path set(Path file, String key, String value) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        String start = String.format("%-8s=", key);
        int at = all.lastIndexOf(start);
        while (at >= 0 && at % CARD != 0) {
            at = all.lastIndexOf(start, at - 1);
        }
        if (at < 0) {
            throw new IllegalArgumentException(file + " has no keyword " + key);
        }
        String card = String.format("%s %20s%50s", start, value, "");
        return Files.writeString(file, all.substring(0, at) + card.substring(0, CARD) + all.substring(at + CARD),
                StandardCharsets.ISO_8859_1);
    }
}
