package io.github.montecat.ogip;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.fits.header.Standard;

/**
 * An open FITS file whose extensions are found by their OGIP kind. Gzip is recognised by content, whatever the file's
 * name. Not safe for use by several threads; {@link OgipTable}s live no longer than their file.
 */
final class OgipFile implements Closeable {

    private static final int PEEK = 8192;
    /** No spectrum or response has more; a gzipped one is held in memory. */
    private static final long MOST_BYTES = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);
    private static final String MAGIC = "SIMPLE";

    private final String name;
    private final Fits fits;
    private final List<BasicHDU<?>> hdus;

    private OgipFile(String name, Fits fits) throws IOException {
        this.name = name;
        this.fits = fits;
        try {
            hdus = List.of(fits.read());
        } catch (RuntimeException e) {
            close();
            throw OgipFormatException.of(name, e);
        }
        if (hdus.isEmpty()) {
            close();
            throw new OgipFormatException(name + " cannot be read as FITS: it has no header");
        }
    }

    /**
     * @param path a FITS file
     * @return the open file
     * @throws IOException if there is no such file or it is not FITS, or a size in it is not that of its data
     */
    static OgipFile open(Path path) throws IOException {
        return open(path, path.toString());
    }

    /**
     * @param path a FITS file
     * @param name what it is called in messages
     * @return the open file
     * @throws IOException if there is no such file or it is not FITS, or a size in it is not that of its data
     */
    static OgipFile open(Path path, String name) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString(), null, Files.isDirectory(path)
                    ? "is a folder, expected a file"
                    : Files.exists(path) ? "is neither a file nor a folder" : "there is no such file");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            requireFits(in, name);
        }
        FitsLayout.require(path, name, MOST_BYTES);
        try {
            return new OgipFile(name, new Fits(path.toFile()));
        } catch (RuntimeException e) {
            throw OgipFormatException.of(name, e);
        }
    }

    /** Looks at the first bytes, which stay to be read. */
    private static void requireFits(InputStream in, String name) throws IOException {
        in.mark(PEEK);
        byte[] start = in.readNBytes(PEEK / 2);
        in.reset();
        boolean gzip = start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        byte[] head = start;
        if (gzip) {
            try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(start))) {
                head = unzipped.readNBytes(MAGIC.length());
            } catch (EOFException | ZipException e) {
                throw new OgipFormatException(name + " is not a FITS file: its gzip compression is damaged", e);
            }
        }
        if (!new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC)) {
            // What it starts with is not said: a reason may go to a program that must not see the file.
            throw new OgipFormatException(name + " is not a FITS file: it does not start with '" + MAGIC + "'");
        }
    }

    /**
     * The first extension of a kind: by name, else by class.
     *
     * @param kind what to look for
     * @return the extension, or empty if the file has none
     * @throws OgipFormatException if it is not a binary table
     */
    Optional<OgipTable> find(OgipExtension kind) throws OgipFormatException {
        List<OgipTable> all = findAll(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /**
     * All extensions of a kind, in the order of the file: those of its name, or those of its class if none has the
     * name.
     *
     * @param kind what to look for
     * @return the extensions
     * @throws OgipFormatException if one is not a binary table
     */
    List<OgipTable> findAll(OgipExtension kind) throws OgipFormatException {
        List<OgipTable> named = select(h -> kind.isNamed(h.getHeader()));
        return named.isEmpty() ? select(h -> kind.isClassed(h.getHeader())) : named;
    }

    /**
     * @param kind what to look for
     * @return the first extension of that kind
     * @throws OgipFormatException if there is none; the message names what the file has instead
     */
    OgipTable require(OgipExtension kind) throws OgipFormatException {
        return find(kind).orElseThrow(() -> new OgipFormatException(name + " has no extension " + kind
                + "; it has " + contents()));
    }

    String name() {
        return name;
    }

    /** @return whether the first header has a keyword */
    boolean primaryHas(OgipKeyword keyword) {
        return hdus.get(0).getHeader().containsKey(keyword);
    }

    /** @return the number of a keyword of the first header, empty if it is absent or not a number */
    OptionalDouble primaryNumber(OgipKeyword keyword) {
        double value = hdus.get(0).getHeader().getDoubleValue(keyword.key(), Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** @return the truth value of a keyword of the first header, empty if it is absent */
    Optional<Boolean> primaryFlag(OgipKeyword keyword) {
        return primaryHas(keyword) ? Optional.of(hdus.get(0).getHeader().getBooleanValue(keyword)) : Optional.empty();
    }

    private List<OgipTable> select(Predicate<BasicHDU<?>> wanted) throws OgipFormatException {
        List<OgipTable> found = new ArrayList<>();
        for (BasicHDU<?> hdu : hdus) {
            if (hdu instanceof BinaryTableHDU table) {
                if (wanted.test(hdu)) {
                    found.add(OgipTable.of(name, table));
                }
            } else if (hdu != hdus.get(0) && wanted.test(hdu)) {
                throw new OgipFormatException(name + "[" + extensionName(hdu.getHeader()) + "] is "
                        + text(hdu.getHeader(), Standard.XTENSION).orElse("of no kind") + ", expected a binary table "
                        + "(BINTABLE)");
            }
        }
        return found;
    }

    /** @return EXTNAME, or in words that there is none */
    static String extensionName(Header header) {
        return text(header, Standard.EXTNAME).orElse("an extension without a name");
    }

    private static Optional<String> text(Header header, Standard keyword) {
        return Optional.ofNullable(header.getStringValue(keyword)).filter(v -> !v.isBlank());
    }

    private String contents() {
        List<String> names = new ArrayList<>();
        for (BasicHDU<?> hdu : hdus.subList(1, hdus.size())) {
            names.add(extensionName(hdu.getHeader()));
        }
        return names.isEmpty() ? "no extensions" : String.join(", ", names);
    }

    @Override
    public void close() throws IOException {
        fits.close();
    }
}
