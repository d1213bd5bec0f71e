package io.github.montecat.table;

import io.github.montecat.fitmodel.RowParameter;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.SourcePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import uk.ac.starlink.table.RowAccess;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

/**
 * A table in which several spectra belong to one source: those of rows with the same id, wherever these rows are, or
 * those of several columns in one row. There is one request per source. Spectra are read source by source; of a table
 * with ids a few bytes per row are held. Safe for use by several threads as far as its table is.
 */
public final class SourceRows implements SpectrumRows {

    private final StarTable table;
    private final SourceMembers members;

    private SourceRows(StarTable table, SourceMembers members) {
        this.table = table;
        this.members = members;
    }

    /**
     * Recognises where and how a table holds spectra, and which of them belong together.
     *
     * @param table the table
     * @param settings what the user said about it, the grouping too
     * @return its sources; its single spectra if there is no grouping
     * @throws UnrecognisedTableException if it holds no spectra, it is not clear where, or it lacks a column
     * @throws IOException if the table cannot be read
     */
    public static SpectrumRows of(StarTable table, SpectrumTableSettings settings) throws IOException {
        SourceGrouping grouping = settings.grouping();
        if (grouping.isNone()) {
            return SpectrumTable.of(table, settings);
        }
        StarTable random = Tables.randomTable(table);
        return new SourceRows(random, grouping.idColumn().isPresent()
                ? RowsById.of(random, settings, grouping.idColumn().get())
                : SpectraInColumns.of(random, settings));
    }

    /** @return a table of spectra from which a source's are taken; the first of several */
    private SpectrumTable first() {
        return members.tables().get(0);
    }

    @Override
    public SpectrumTableKind kind() {
        return first().kind();
    }

    @Override
    public String name() {
        return first().name();
    }

    @Override
    public String columnName() {
        return String.join(",", members.tables().stream().map(SpectrumTable::columnName).toList());
    }

    @Override
    public String exposureSource() {
        return first().exposureSource();
    }

    @Override
    public String companionSource() {
        return first().companionSource();
    }

    @Override
    public String parameterSource() {
        return first().parameterSource();
    }

    @Override
    public String grouping() {
        return members.description();
    }

    @Override
    public boolean keepsRows() {
        return members.keepsRows();
    }

    @Override
    public long rowCount() {
        return table.getRowCount();
    }

    @Override
    public long numberOf(long row) {
        return members.sourceOf(row);
    }

    @Override
    public long spectrumCount() {
        return members.count();
    }

    @Override
    public StarTable resultBase() {
        return members.resultBase(table);
    }

    @Override
    public FitRequest request(long source) throws IOException {
        if (source < 0 || source >= members.count()) {
            throw new IndexOutOfBoundsException("source " + source + " of table " + name() + ", which has "
                    + members.count());
        }
        List<SourcePart> parts = new ArrayList<>();
        List<RowParameters> said = new ArrayList<>();
        UnfitSpectrumException silent = null;
        try (RowAccess cells = table.getRowAccess()) {
            for (SourceMembers.Member member : members.of(source)) {
                cells.setRowIndex(member.row());
                if (member.mayBeBlank() && member.table().isBlank(cells)) {
                    continue;
                }
                parts.add(new SourcePart(member.name(), member.title(), member.table().spectrum(member.row(), cells)));
                try {
                    said.add(member.table().parameters(cells));
                } catch (UnfitSpectrumException e) {
                    silent = silent == null ? e : silent;
                }
            }
        }
        if (parts.isEmpty()) {
            return FitRequest.unreadable(source, new UnfitSpectrumException(FitFlag.UNREADABLE, "columns "
                    + columnName().replace(",", ", ") + " are blank in this row, expected names of PHA files"));
        } else if (said.isEmpty()) {
            return FitRequest.unreadable(source, silent);
        }
        try {
            return FitRequest.joint(source, parts, agreed(said));
        } catch (UnfitSpectrumException e) {
            return FitRequest.unreadable(source, e);
        }
    }

    /** What those say that say anything. */
    private static RowParameters agreed(List<RowParameters> said) throws UnfitSpectrumException {
        List<RowParameter> all = new ArrayList<>();
        for (int p = 0; p < said.get(0).list().size(); p++) {
            RowParameter known = said.get(0).list().get(p);
            for (RowParameters one : said) {
                RowParameter other = one.list().get(p);
                boolean knows = known.value().isPresent() || known.prior().isPresent();
                if (!knows) {
                    known = other;
                } else if ((other.value().isPresent() || other.prior().isPresent())
                        && !(other.value().equals(known.value()) && other.prior().equals(known.prior()))) {
                    throw new UnfitSpectrumException(FitFlag.NO_PARAMETER, "rows of the source disagree about "
                            + known.name() + ": " + text(known) + " and " + text(other) + " (" + known.source()
                            + "), expected one value for all");
                }
            }
            all.add(known);
        }
        return new RowParameters(all);
    }

    private static String text(RowParameter parameter) {
        return parameter.value().map(String::valueOf).orElseGet(() -> parameter.prior().map(String::valueOf).orElse(""));
    }

    @Override
    public RequestSequence requests() {
        return new RequestSequence() {
            private long next;

            @Override
            public List<FitRequest> next(int max) throws IOException {
                List<FitRequest> chunk = new ArrayList<>();
                while (chunk.size() < max && next < members.count()) {
                    chunk.add(request(next++));
                }
                return chunk;
            }

            @Override
            public void close() {
                next = members.count();
            }
        };
    }
}
