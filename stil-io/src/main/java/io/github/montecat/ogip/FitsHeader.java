package io.github.montecat.ogip;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keywords of one FITS header that say how large its data are. All other keywords are passed over. Immutable.
 *
 * <p>Source: FITS standard 4.0, sections 4.1, 4.4.1, 7.2 and 7.3.
 */
final class FitsHeader {

    /** Length of a block, in which headers and data come. */
    static final int BLOCK = 2880;

    private static final int CARD = 80;
    private static final String END = "END" + " ".repeat(CARD - 3);
    /** More cards than any file has; each costs a reader's memory. */
    private static final int MOST_BLOCKS = 5000;
    private static final Pattern KEY = Pattern.compile(
            "SIMPLE|XTENSION|BITPIX|NAXIS\\d{0,3}|PCOUNT|GCOUNT|GROUPS|TFIELDS|TFORM\\d{1,3}|THEAP|EXTNAME");

    private final String where;
    private final Map<String, String> values;
    private final long length;

    private FitsHeader(String where, Map<String, String> values, long length) {
        this.where = where;
        this.values = values;
        this.length = length;
    }

    /**
     * Reads a header.
     *
     * @param in at the start of a header
     * @param file its name, for messages
     * @param number of the header from 0
     * @return the header, empty where the file ends or something that is no header follows
     * @throws IOException if the header is cut short, too long or contradicts itself
     */
    static Optional<FitsHeader> read(InputStream in, String file, int number) throws IOException {
        Map<String, String> values = new HashMap<>();
        String where = file + ", header " + (number + 1);
        Optional<String> foreign = Optional.empty();
        for (int block = 0; block < MOST_BLOCKS; block++) {
            byte[] bytes = in.readNBytes(BLOCK);
            if (block == 0) {
                String start = new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1).trim();
                foreign = Optional.of(start).filter(s -> !s.equals(number == 0 ? "SIMPLE" : "XTENSION"));
            }
            if (foreign.isPresent() && number == 0) {
                return Optional.empty();
            }
            for (int at = 0; at + CARD <= bytes.length; at += CARD) {
                String card = new String(bytes, at, CARD, StandardCharsets.ISO_8859_1);
                String key = card.substring(0, 8).trim();
                if (foreign.isPresent()) {
                    requireNoEnd(key, foreign.get(), where);
                    continue;
                }
                requireStandardForm(card, where);
                if (key.equals("END") && bytes.length == BLOCK) {
                    return Optional.of(new FitsHeader(where, values, (block + 1L) * BLOCK));
                }
                if (card.startsWith("= ", 8) && KEY.matcher(key).matches()) {
                    String value = value(card.substring(10));
                    String before = values.putIfAbsent(key, value);
                    if (before != null && !before.equals(value)) {
                        throw new OgipFormatException(where + " says " + key + " twice: " + before + " and " + value);
                    }
                }
            }
            if (bytes.length < BLOCK) {
                if (foreign.isPresent()) {
                    return Optional.empty();
                }
                throw new OgipFormatException(where + " is cut short: it has no END");
            }
        }
        throw new OgipFormatException(where + " has no END within " + MOST_BLOCKS * (BLOCK / CARD) + " lines");
    }

    /**
     * Libraries differ in what they take for a keyword: nom-tam-fits also takes small letters, leading blanks, and an
     * equals sign in another column or without its blank. A size that only one of them sees would not be compared.
     */
    private static void requireStandardForm(String card, String where) throws OgipFormatException {
        int sign = card.indexOf('=');
        boolean hasValue = sign >= 0 && sign <= 8;
        String key = card.substring(0, hasValue ? sign : 8).trim().toUpperCase(Locale.ROOT);
        boolean end = key.equals("END");
        if (!end && !(hasValue && KEY.matcher(key).matches())) {
            return;
        }
        String standard = end ? END : String.format(Locale.ROOT, "%-8s= ", key);
        if (!card.startsWith(standard)) {
            throw new OgipFormatException(where + " has the line '" + card.trim() + "', expected "
                    + (end ? "END and blanks" : "'" + standard + "' and a value") + ", as the FITS standard says");
        }
    }

    /**
     * What follows the last header is no header. Libraries take everything up to an END for one, whatever its first
     * keyword is, and would read a table there whose sizes nobody has compared.
     */
    private static void requireNoEnd(String key, String start, String where) throws OgipFormatException {
        if (key.equalsIgnoreCase("END")) {
            throw new OgipFormatException(where + " begins with " + start + ", expected XTENSION");
        }
    }

    private static String value(String field) {
        String trimmed = field.trim();
        if (trimmed.startsWith("'")) {
            int end = trimmed.indexOf('\'', 1);
            return trimmed.substring(1, end < 0 ? trimmed.length() : end).trim();
        }
        int slash = trimmed.indexOf('/');
        return (slash < 0 ? trimmed : trimmed.substring(0, slash)).trim();
    }

    /** @return file and extension, for messages */
    String where() {
        return text("EXTNAME").map(name -> where + " (" + name + ")").orElse(where);
    }

    /** @return its own length in bytes */
    long length() {
        return length;
    }

    boolean isBinaryTable() {
        return text("XTENSION").map(x -> x.equals("BINTABLE") || x.equals("A3DTABLE")).orElse(false);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(v -> !v.isEmpty());
    }

    /**
     * @param key a keyword
     * @param otherwise its value where it is missing; null if it must be there
     * @return a whole number from 0
     * @throws OgipFormatException if it is none
     */
    long size(String key, Long otherwise) throws OgipFormatException {
        String value = values.get(key);
        if (value == null) {
            if (otherwise == null) {
                throw new OgipFormatException(where() + " has no keyword " + key);
            }
            return otherwise;
        }
        if (!value.matches("\\+?\\d{1,18}")) {
            throw new OgipFormatException(where() + " has " + key + " = " + value + ", expected a whole number from 0");
        }
        return Long.parseLong(value.replace("+", ""));
    }

    /**
     * @return length of the data in bytes, without padding
     * @throws OgipFormatException if the header does not tell it, or it is more than any file has
     */
    long dataLength() throws OgipFormatException {
        int axes = (int) Math.min(size("NAXIS", null), 999);
        if (axes == 0) {
            return 0;
        }
        String bits = text("BITPIX").orElse("missing");
        if (!bits.matches("8|16|32|64|-32|-64")) {
            throw new OgipFormatException(where() + " has BITPIX " + bits + ", expected 8, 16, 32, 64, -32 or -64");
        }
        boolean groups = text("GROUPS").orElse("F").toUpperCase(Locale.ROOT).startsWith("T")
                && size("NAXIS1", null) == 0;
        BigInteger elements = BigInteger.ONE;
        for (int axis = groups ? 2 : 1; axis <= axes; axis++) {
            elements = elements.multiply(BigInteger.valueOf(size("NAXIS" + axis, null)));
        }
        BigInteger bytes = elements.add(BigInteger.valueOf(size("PCOUNT", 0L)))
                .multiply(BigInteger.valueOf(size("GCOUNT", 1L)))
                .multiply(BigInteger.valueOf(Math.abs(Integer.parseInt(bits)) / 8));
        if (bytes.bitLength() > 60) {
            throw new OgipFormatException(where() + " states data of " + bytes + " bytes");
        }
        return bytes.longValue();
    }
}
