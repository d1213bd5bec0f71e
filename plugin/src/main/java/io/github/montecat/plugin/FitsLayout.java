package io.github.montecat.plugin;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import uk.ac.starlink.fits.FitsHeader;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.util.Compression;
import uk.ac.starlink.util.DataSource;

/**
 * Compares the sizes that the headers of a FITS file state with the bytes that are there, before STIL takes memory for
 * them: data within the file, columns as long as rows, variable-length arrays within the heap. Reads the file once. For
 * one thread.
 *
 * <p>Headers are read by STIL, so that both see the same sizes. Source: FITS standard 4.0, sections 7.3.2 and 7.3.5.
 */
final class FitsLayout {

    private static final int MOST_COLUMNS = 999;

    /** More than any header has; each line costs STIL memory. */
    private static final int MOST_HEADER_BYTES = 2000 * 2880;

    /** Of all columns together. No detector has a million channels, and few columns have a value per channel. */
    private static final int MOST_ROW_ELEMENTS = 1 << 22;

    /** STIL keeps a compressed table uncompressed, as a storage policy says in memory. */
    private static final long MOST_UNCOMPRESSED_BYTES = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);

    /** Arrays that share their bytes make a small file take long to read: so many bytes are always allowed. */
    private static final long SHARED_BYTES = 1L << 30;

    private static final Pattern FORM = Pattern.compile("(\\d{0,10})([LXBIJKAEDCMPQ])(.*)");

    /** A column of descriptors of variable-length arrays. */
    private static final class HeapColumn {

        private final String name;
        private final long offset;
        private final boolean wide;
        private final char element;

        HeapColumn(String name, long offset, boolean wide, char element) {
            this.name = name;
            this.offset = offset;
            this.wide = wide;
            this.element = element;
        }
    }

    private final DataSource source;
    private final CountedStream counted;
    private final DataInputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final List<Optional<String>> faults = new ArrayList<>();

    private FitsLayout(DataSource source, CountedStream counted) {
        this.source = source;
        this.counted = counted;
        this.in = new DataInputStream(counted);
    }

    /**
     * Checks the binary tables of a file.
     *
     * @param source a FITS file, compressed or not
     * @return what is wrong with each, in the order of the file; empty if a table is sound
     * @throws TableFormatException if the file is cut short, damaged or too large for STIL to open any of its tables
     * @throws IOException if it cannot be read
     */
    static List<Optional<String>> faults(DataSource source) throws IOException {
        try (CountedStream counted = new CountedStream(new BufferedInputStream(source.getInputStream(), 1 << 16))) {
            FitsLayout layout = new FitsLayout(source, counted);
            layout.check();
            return layout.faults;
        } catch (ZipException e) {
            throw new TableFormatException(source.getName() + " is damaged: its compression cannot be undone ("
                    + e.getMessage() + ")", e);
        }
    }

    private void check() throws IOException {
        for (int extension = 0;; extension++) {
            Optional<FitsHeader> header = header(extension);
            if (header.isEmpty()) {
                return;
            }
            String where = source.getName() + ", extension " + extension
                    + shown(header.get().getStringValue("EXTNAME"));
            long padded = header.get().getDataByteCount();
            long start = counted.position();
            if (padded < 0) {
                throw new TableFormatException(where + " states data of " + padded + " bytes");
            }
            try {
                if ("BINTABLE".equals(header.get().getStringValue("XTENSION"))) {
                    table(header.get(), where, padded);
                }
                // The last block of a file is often not filled up.
                passTo(start + padded - Math.min(padded, FitsUtil.BLOCK_LENG - 1));
            } catch (EOFException e) {
                throw new TableFormatException(where + " states data of " + padded + " bytes (NAXIS1, NAXIS2, PCOUNT), "
                        + "the file has " + (counted.position() - start) + " there; it may be cut short", e);
            }
            try {
                passTo(start + padded);
            } catch (EOFException e) {
                return;
            }
        }
    }

    private Optional<FitsHeader> header(int extension) throws IOException {
        long most = source.getCompression() == Compression.NONE ? Long.MAX_VALUE : MOST_UNCOMPRESSED_BYTES;
        String tooLarge = source.getName() + " has more than " + MOST_UNCOMPRESSED_BYTES
                + " bytes uncompressed; uncompress it first";
        long end = counted.position() + MOST_HEADER_BYTES;
        counted.limit(Math.min(most, end), most <= end ? tooLarge : source.getName() + " has no end (END) of header "
                + extension + " within " + MOST_HEADER_BYTES + " bytes");
        try {
            return Optional.of(FitsUtil.readHeader(in));
        } catch (EOFException e) {
            return Optional.empty();
        } finally {
            counted.limit(most, tooLarge);
        }
    }

    private void table(FitsHeader header, String where, long padded) throws IOException {
        long width = header.getRequiredLongValue("NAXIS1");
        long rows = header.getRequiredLongValue("NAXIS2");
        long extra = header.getLongValue("PCOUNT") == null ? 0 : header.getLongValue("PCOUNT");
        int columns = header.getRequiredIntValue("TFIELDS");
        if (columns < 0 || columns > MOST_COLUMNS) {
            throw new TableFormatException(where + " has " + columns + " columns (TFIELDS), expected 0 to "
                    + MOST_COLUMNS);
        }
        if (width < 0 || rows < 0 || extra < 0 || extra > padded || rows > 0 && (width == 0 || width > padded / rows)
                || FitsUtil.roundUp(width * rows + extra, FitsUtil.BLOCK_LENG) != padded) {
            faults.add(Optional.of(where + " has NAXIS1 = " + width + ", NAXIS2 = " + rows + " and PCOUNT = " + extra
                    + ", expected sizes of a table with data of " + padded + " bytes"));
            return;
        }
        long start = counted.position();
        List<HeapColumn> heapColumns = new ArrayList<>();
        long elements = 0;
        long offset = 0;
        for (int c = 1; c <= columns; c++) {
            String form = header.getRequiredStringValue("TFORM" + c);
            Matcher m = FORM.matcher(form);
            String element = m.lookingAt() ? m.group(3).trim() : "";
            char type = m.lookingAt() ? m.group(2).charAt(0) : ' ';
            boolean inHeap = type == 'P' || type == 'Q';
            if (type == ' ' || inHeap && !element.matches("[LXBIJKAEDCM].*")) {
                faults.add(Optional.of(where + " has TFORM" + c + " = '" + clean(form)
                        + "', expected a number of elements and their type, such as 1E or 1PE(100)"));
                return;
            }
            if (inHeap) {
                heapColumns.add(new HeapColumn("column " + c + shown(header.getStringValue("TTYPE" + c)), offset,
                        type == 'Q', element.charAt(0)));
            }
            long repeat = inHeap || m.group(1).isEmpty() ? 1 : Long.parseLong(m.group(1));
            offset += type == 'X' ? (repeat + 7) / 8 : repeat * size(type);
            elements += repeat;
        }
        if (offset != width || elements > MOST_ROW_ELEMENTS) {
            faults.add(Optional.of(where + " has columns (TFORM1 to TFORM" + columns + ") of " + elements
                    + " elements and " + offset + " bytes together, expected at most " + MOST_ROW_ELEMENTS
                    + " elements that fill rows of " + width + " bytes (NAXIS1)"));
            return;
        }
        faults.add(heapColumns.isEmpty() ? Optional.empty()
                : descriptors(header, where, heapColumns, elements, width * rows + extra));
        passTo(start + width * rows + extra);
    }

    /** Checks all variable-length arrays of a table; at most {@code data} bytes of it are read. */
    private Optional<String> descriptors(FitsHeader header, String where, List<HeapColumn> columns, long fixedElements,
            long data) throws IOException {
        long width = header.getRequiredLongValue("NAXIS1");
        long rows = header.getRequiredLongValue("NAXIS2");
        long heapStart = header.getLongValue("THEAP") == null ? width * rows : header.getLongValue("THEAP");
        if (heapStart < width * rows || heapStart > data) {
            return Optional.of(where + " has a heap from byte " + heapStart + " (THEAP), expected from " + width * rows
                    + " (end of the rows) to " + data + " (end of the data)");
        }
        long heap = data - heapStart;
        long start = counted.position();
        long total = 0;
        for (long row = 0; row < rows; row++) {
            long elements = fixedElements;
            for (HeapColumn column : columns) {
                passTo(start + row * width + column.offset);
                long count = column.wide ? in.readLong() : in.readInt();
                long from = column.wide ? in.readLong() : in.readInt();
                if (count < 0 || count > 0 && (from < 0 || from > heap
                        || count > capacity(column.element, heap - from))) {
                    return Optional.of(where + ", row " + (row + 1) + ", " + column.name + " has " + count
                            + " elements of type " + column.element + " from byte " + from
                            + ", expected an array within the " + heap + " bytes of its heap");
                }
                elements += count;
                if (elements > MOST_ROW_ELEMENTS) {
                    return Optional.of(where + ", row " + (row + 1) + " has " + elements + " elements up to "
                            + column.name
                            + ", expected at most " + MOST_ROW_ELEMENTS);
                }
                total += count * size(column.element);
            }
            if (total > SHARED_BYTES && total / 16 > heap) {
                return Optional.of(where + ", row " + (row + 1) + ": arrays up to here have " + total
                        + " bytes together, expected about the " + heap + " bytes of its heap");
            }
        }
        return Optional.empty();
    }

    /** @return how many elements have room in some bytes */
    private static long capacity(char element, long bytes) {
        return element == 'X' ? bytes * 8 : bytes / size(element);
    }

    private static int size(char type) {
        switch (type) {
            case 'I':
                return 2;
            case 'J':
            case 'E':
                return 4;
            case 'K':
            case 'D':
            case 'C':
            case 'P':
                return 8;
            case 'M':
            case 'Q':
                return 16;
            default:
                return 1;
        }
    }

    private void passTo(long end) throws IOException {
        while (counted.position() < end) {
            if (in.read(buffer, 0, (int) Math.min(buffer.length, end - counted.position())) < 0) {
                throw new EOFException();
            }
        }
    }

    private static String shown(String name) {
        return name == null || name.isBlank() ? "" : " (" + clean(name) + ")";
    }

    /** A text of the file without control characters, as messages show it. */
    private static String clean(String text) {
        return text.trim().replaceAll("\\p{Cntrl}", "?");
    }
}
