package io.github.montecat.ogip;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Compares the sizes that the headers of a FITS file state with the bytes that are there, before a library takes memory
 * for them: data within the file, columns as long as rows, variable-length arrays within the heap. Stateless.
 *
 * <p>Source: FITS standard 4.0, sections 3, 7.3.2 and 7.3.5.
 */
public final class FitsLayout {

    private static final Pattern FORM = Pattern.compile("(\\d{0,15})([LXBIJKAEDCMPQ])(.*)");
    private static final Pattern HEAP_FORM = Pattern.compile("([LXBIJKAEDCM])(\\(.*)?");

    /** More than these are no bad rows but a bad file. */
    private static final int MOST_PATCHES = 1_000_000;

    /** A column of descriptors of variable-length arrays. */
    private record HeapColumn(int number, long offset, boolean wide, char element) {

        /** @return length of its descriptors in bytes */
        int length() {
            return wide ? 16 : 8;
        }
    }

    /** What to do about a descriptor that points outside the heap. */
    private interface Broken {
        void descriptor(String where, long row, HeapColumn column, long position, long count) throws IOException;
    }

    private final InputStream in;
    private final String name;
    private final long length;
    private final Broken broken;
    private long position;

    private FitsLayout(InputStream in, String name, long length, Broken broken) {
        this.in = in;
        this.name = name;
        this.length = length;
        this.broken = broken;
    }

    /**
     * Checks a file, plain or gzipped.
     *
     * @param file a FITS file
     * @param name its name, for messages
     * @param most bytes that a gzipped file may have once it is uncompressed
     * @throws IOException if it cannot be read, is larger than allowed, or a size that it states is not that of its
     *         data; the message says where
     */
    static void require(Path file, String name, long most) throws IOException {
        Broken refuse = (where, row, column, position, count) -> {
            throw new OgipFormatException(where + " row " + (row + 1) + ", column " + column.number + " has " + count
                    + " elements outside its data");
        };
        try (InputStream plain = new BufferedInputStream(Files.newInputStream(file))) {
            if (isGzip(plain)) {
                InputStream unzipped = new SizeLimitedStream(new GZIPInputStream(plain, 1 << 16), name, most);
                new FitsLayout(unzipped, name, -1, refuse).check();
            } else {
                new FitsLayout(plain, name, Files.size(file), refuse).check();
            }
        } catch (ZipException e) {
            throw new OgipFormatException(name + " is damaged: its gzip compression cannot be undone (" + e.getMessage()
                    + ")", e);
        } catch (EOFException e) {
            throw new OgipFormatException(name + " is cut short: its gzip compression has no end", e);
        }
    }

    /**
     * Checks an uncompressed file as {@link #require} does, but lists variable-length arrays outside the heap, so that
     * a bad row does not cost the others.
     *
     * @param file a FITS file
     * @param name its name, for messages
     * @return a change for each of these arrays that makes it empty
     * @throws IOException if it cannot be read, or a size that it states is not that of its data
     */
    public static List<FitsPatch> repairs(Path file, String name) throws IOException {
        List<FitsPatch> patches = new ArrayList<>();
        Broken collect = (where, row, column, at, count) -> {
            if (patches.size() == MOST_PATCHES) {
                throw new OgipFormatException(where + " has more than " + MOST_PATCHES + " arrays outside its data");
            }
            patches.add(new FitsPatch(at, column.length(), row + 1, column.number));
        };
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            new FitsLayout(in, name, Files.size(file), collect).check();
        }
        return patches;
    }

    /**
     * @param file an uncompressed FITS file
     * @param name its name, for messages
     * @return the data of its first header, which may end early
     * @throws IOException if the header cannot be read
     */
    public static InputStream primaryData(Path file, String name) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            FitsHeader header = FitsHeader.read(in, name, 0).orElseThrow(() -> new OgipFormatException(name
                    + " is not a FITS file"));
            return new LeadingBytes(in, header.dataLength());
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** @return whether a stream begins as gzip does; the bytes stay to be read */
    static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    private void check() throws IOException {
        for (int number = 0;; number++) {
            Optional<FitsHeader> header = FitsHeader.read(in, name, number);
            if (header.isEmpty()) {
                return;
            }
            position += header.get().length();
            data(header.get());
        }
    }

    private void data(FitsHeader header) throws IOException {
        long bytes = header.dataLength();
        if (length >= 0 && bytes > length - position) {
            throw tooShort(header, bytes, length - position);
        }
        long start = position;
        if (header.isBinaryTable()) {
            descriptors(header, heapColumns(header), bytes);
        }
        pass(start + bytes);
        if (position < start + bytes) {
            throw tooShort(header, bytes, position - start);
        }
        // The last block of a file is often not filled up.
        pass(start + bytes + (FitsHeader.BLOCK - bytes % FitsHeader.BLOCK) % FitsHeader.BLOCK);
    }

    private static OgipFormatException tooShort(FitsHeader header, long stated, long there) {
        return new OgipFormatException(header.where() + " states data of " + stated + " bytes, the file has " + there
                + " there; it may be cut short");
    }

    /** Moves on to a position, or to the end of the file if that comes before. */
    private void pass(long end) throws IOException {
        while (position < end) {
            long skipped = in.skip(end - position);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    return;
                }
                skipped = 1;
            }
            position += skipped;
        }
    }

    /** Checks that the columns fill the rows, and returns those whose values lie in the heap. */
    private static List<HeapColumn> heapColumns(FitsHeader header) throws OgipFormatException {
        long width = header.size("NAXIS1", null);
        if (header.size("NAXIS", null) != 2 || header.size("GCOUNT", 1L) != 1) {
            throw new OgipFormatException(header.where() + " has NAXIS " + header.size("NAXIS", null) + " and GCOUNT "
                    + header.size("GCOUNT", 1L) + ", expected 2 and 1 in a table");
        }
        if (width == 0 && header.size("NAXIS2", null) > 0) {
            throw new OgipFormatException(header.where() + " has " + header.size("NAXIS2", null) + " rows of 0 bytes");
        }
        List<HeapColumn> heap = new ArrayList<>();
        long offset = 0;
        long columns = header.size("TFIELDS", null);
        for (int c = 1; c <= Math.min(columns, 1000); c++) {
            String key = "TFORM" + c;
            String form = header.text(key).orElseThrow(() -> new OgipFormatException(header.where() + " has no keyword "
                    + key)).toUpperCase(Locale.ROOT);
            Matcher m = FORM.matcher(form);
            if (!m.matches()) {
                throw new OgipFormatException(header.where() + " has TFORM" + c + " = " + form
                        + ", expected a number of elements and their type, such as 1E");
            }
            long repeat = m.group(1).isEmpty() ? 1 : Long.parseLong(m.group(1));
            char type = m.group(2).charAt(0);
            long bytes = type == 'X' ? (repeat + 7) / 8 : repeat * size(type);
            if (repeat > width * 8 || bytes > width - offset) {
                throw new OgipFormatException(header.where() + " has rows of " + width
                        + " bytes (NAXIS1), in which column " + c + " with TFORM " + form + " has no room");
            }
            if (type == 'P' || type == 'Q') {
                Matcher element = HEAP_FORM.matcher(m.group(3).trim());
                if (repeat != 1 || !element.matches()) {
                    throw new OgipFormatException(header.where() + " has TFORM" + c + " = " + form
                            + ", expected one array of numbers, such as 1PE(100)");
                }
                heap.add(new HeapColumn(c, offset, type == 'Q', element.group(1).charAt(0)));
            }
            offset += bytes;
        }
        if (columns > 999 || offset != width) {
            throw new OgipFormatException(header.where() + " has " + columns + " columns of " + offset
                    + " bytes together, expected at most 999 that fill rows of " + width + " bytes (NAXIS1)");
        }
        return heap;
    }

    private static int size(char type) {
        return switch (type) {
            case 'I' -> 2;
            case 'J', 'E' -> 4;
            case 'K', 'D', 'C', 'P' -> 8;
            case 'M', 'Q' -> 16;
            default -> 1;
        };
    }

    private void descriptors(FitsHeader header, List<HeapColumn> columns, long bytes) throws IOException {
        long width = header.size("NAXIS1", null);
        long rows = header.size("NAXIS2", null);
        long heapStart = header.size("THEAP", width * rows);
        if (columns.isEmpty()) {
            return;
        }
        if (heapStart < width * rows || heapStart > bytes) {
            throw new OgipFormatException(header.where() + " has THEAP = " + heapStart + ", expected a number from "
                    + width * rows + " (end of the rows) to " + bytes + " (end of the data)");
        }
        long start = position;
        byte[] descriptor = new byte[16];
        for (long row = 0; row < rows; row++) {
            for (HeapColumn column : columns) {
                long at = start + row * width + column.offset;
                pass(at);
                int n = in.readNBytes(descriptor, 0, column.length());
                position += n;
                if (n < column.length()) {
                    return;
                }
                ByteBuffer numbers = ByteBuffer.wrap(descriptor);
                long count = column.wide ? numbers.getLong() : numbers.getInt();
                long from = column.wide ? numbers.getLong() : numbers.getInt();
                long heap = bytes - heapStart;
                if (count < 0
                        || count > 0 && (from < 0 || from > heap || count > capacity(column.element, heap - from))) {
                    broken.descriptor(header.where(), row, column, at, count);
                }
            }
        }
    }

    /** @return how many elements have room in some bytes */
    private static long capacity(char element, long bytes) {
        return element == 'X' ? Math.multiplyExact(Math.min(bytes, Long.MAX_VALUE / 8), 8L) : bytes / size(element);
    }
}
