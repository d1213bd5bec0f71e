package io.github.montecat.plugin.table;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a table came from: names of files in it start there. Stateless. */
public final class TableLocation {

    private TableLocation() {
    }

    /**
     * @param location a table's location as TOPCAT has it: a file name or an address, perhaps with {@code #} and the
     *        number or name of an extension, or any text; may be null
     * @return the address of the file, in ASCII; empty if the text names neither a file that is there nor an http
     *         address
     */
    public static String address(String location) {
        if (location == null) {
            return "";
        }
        String place = new File(location).isFile() ? location : location.replaceFirst("#[^/]*$", "");
        try {
            String lower = place.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http:") || lower.startsWith("https:")) {
                return new URI(place).toASCIIString();
            }
            File file = lower.startsWith("file:") ? new File(new URI("file", null, new URI(place).getPath(), null))
                    : new File(place);
            return file.isFile() ? file.getAbsoluteFile().toURI().toASCIIString() : "";
        } catch (URISyntaxException | IllegalArgumentException e) {
            // A table of another kind, such as the answer to a query.
            return "";
        }
    }
}
