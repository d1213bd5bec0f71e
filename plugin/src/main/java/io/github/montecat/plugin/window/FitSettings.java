package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.FitCall;
import io.github.montecat.plugin.table.SentTable;
import io.github.montecat.plugin.table.SpectrumColumn;
import io.github.montecat.plugin.table.TableLocation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.topcat.TopcatModel;

/** What the user has chosen, at the moment of a press of a button. Immutable. */
final class FitSettings {

    /** What stands for a choice that is left to the agent. */
    static final String AUTOMATIC = "(automatic)";
    /** Letters of names of columns that the agent may take for RMFs, ARFs or backgrounds, as its Companion has them. */
    private static final String COMPANION = "(src|source)?(rmf|rsp|resp|response|redistribution|arf|anc|ancr|ancillary"
            + "|background|backgrd|back|bkg|bkgd|bg|bgd).*";

    private final TopcatModel model;
    private final SpectrumColumn spectra;
    private final String exposure;
    private final String bundle;
    private final Map<String, String> fit;
    private final int samples;
    private final boolean refine;
    private final List<Integer> visible;

    /**
     * @param model the table
     * @param spectra its spectra
     * @param exposure a number of s, the name of a column or table parameter, or {@link #AUTOMATIC}
     * @param bundle a bundle's name; empty to choose by each spectrum
     * @param fit what the agent is told of the model, by parameter
     * @param samples samples per spectrum
     * @param refine whether to refine posteriors against the likelihood
     */
    FitSettings(TopcatModel model, SpectrumColumn spectra, String exposure, String bundle,
            Map<String, String> fit, int samples, boolean refine) {
        this.model = model;
        this.spectra = spectra;
        this.exposure = exposure;
        this.bundle = bundle;
        this.fit = Map.copyOf(fit);
        this.samples = samples;
        this.refine = refine;
        this.visible = visibleColumns(model);
    }

    TopcatModel model() {
        return model;
    }

    boolean isWholeTable() {
        return spectra.isWholeTable();
    }

    /**
     * @param rows numbers of the rows to fit
     * @return the call that has them fitted
     */
    FitCall call(long[] rows) {
        StarTable data = model.getDataModel();
        boolean numbered = !spectra.isWholeTable();
        FitCall call = new FitCall(model.getLabel(), new SentTable(data, rows, columns(data), numbered))
                .with("location", TableLocation.address(model.getLocation()));
        if (numbered) {
            call.with("column", SentTable.plainName(spectra.name())).with("row-column", SentTable.ROW_COLUMN);
        }
        fit.forEach(call::with);
        return call.with("exposure", exposure.equals(AUTOMATIC) ? "" : SentTable.plainName(exposure))
                .with("bundle", bundle).with("samples", Integer.toString(samples)).with("refine", refine ? "1" : "");
    }

    /**
     * The spectra, what may be their exposure, and what may name their RMF, ARF or background; all that is shown where
     * the agent is to recognise the table.
     */
    private int[] columns(StarTable data) {
        if (spectra.isWholeTable()) {
            return visible.stream().mapToInt(Integer::intValue).toArray();
        }
        Set<Integer> columns = new LinkedHashSet<>();
        columns.add(spectra.index());
        for (int c : visible) {
            ColumnInfo info = data.getColumnInfo(c);
            String name = String.valueOf(info.getName());
            String ucd = String.valueOf(info.getUCD());
            boolean asked = exposure.equals(AUTOMATIC) ? name.toLowerCase(Locale.ROOT).matches(".*(exp|livetime|ontime).*")
                    || ucd.contains("obs.exposure") : name.equalsIgnoreCase(exposure);
            boolean named = info.getContentClass() == String.class
                    && name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").matches(COMPANION);
            if (named || asked && Number.class.isAssignableFrom(info.getContentClass())) {
                columns.add(c);
            }
        }
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * @param model a table; event thread or not
     * @return indices of the columns that are not hidden, in the data model
     */
    static List<Integer> visibleColumns(TopcatModel model) {
        List<Integer> list = new ArrayList<>();
        int n = model.getDataModel().getColumnCount();
        for (int i = 0; i < model.getColumnModel().getColumnCount(); i++) {
            int index = model.getColumnModel().getColumn(i).getModelIndex();
            if (index >= 0 && index < n) {
                list.add(index);
            }
        }
        return list;
    }
}
