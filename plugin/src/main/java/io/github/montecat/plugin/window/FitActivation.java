package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.FitParts;
import io.github.montecat.plugin.link.ProgressListener;
import io.github.montecat.plugin.table.SpectrumColumn;
import java.awt.FlowLayout;
import java.awt.event.ActionListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import uk.ac.starlink.topcat.Outcome;
import uk.ac.starlink.topcat.Safety;
import uk.ac.starlink.topcat.TopcatModel;
import uk.ac.starlink.topcat.activate.ActivationMeta;
import uk.ac.starlink.topcat.activate.ActivationType;
import uk.ac.starlink.topcat.activate.Activator;
import uk.ac.starlink.topcat.activate.ActivatorConfigurator;
import uk.ac.starlink.topcat.activate.ConfigState;
import uk.ac.starlink.topcat.activate.Suitability;
import uk.ac.starlink.topcat.activate.TopcatModelInfo;

/**
 * The activation action "Fit this spectrum": fits the row that is clicked, which holds a spectrum, the name of a PHA file
 * or a URL, and opens its posterior. TOPCAT makes it by the property {@code topcat.activators}.
 */
public final class FitActivation implements ActivationType {

    private static final int SAMPLES = 1000;

    /** Called by TOPCAT. */
    public FitActivation() {
    }

    @Override
    public String getName() {
        return "Fit this spectrum";
    }

    @Override
    public String getDescription() {
        return "Infer the parameters of the row's X-ray spectrum with Montecat, and open its posterior as a table";
    }

    @Override
    public Suitability getSuitability(TopcatModelInfo info) {
        return spectra(info.getTopcatModel()).isEmpty() ? Suitability.DISABLED : Suitability.SUGGESTED;
    }

    @Override
    public ActivatorConfigurator createConfigurator(TopcatModelInfo info) {
        return new Configurator(info.getTopcatModel());
    }

    /** A table that is one spectrum has no row for each. */
    private static List<SpectrumColumn> spectra(TopcatModel model) {
        List<SpectrumColumn> list = SpectrumColumn.candidates(model.getDataModel(),
                FitSettings.visibleColumns(model));
        list.removeIf(SpectrumColumn::isWholeTable);
        return list;
    }

    /** Chooses the column. */
    private static final class Configurator implements ActivatorConfigurator {

        private static final String COLUMN = "column";

        private final TopcatModel model;
        private final JPanel panel = new JPanel(new FlowLayout(FlowLayout.LEADING));
        private final JComboBox<SpectrumColumn> column = new JComboBox<>();

        Configurator(TopcatModel model) {
            this.model = model;
            spectra(model).forEach(column::addItem);
            panel.add(new JLabel("Spectra in column"));
            panel.add(column);
        }

        @Override
        public JComponent getPanel() {
            return panel;
        }

        @Override
        public Activator getActivator() {
            SpectrumColumn chosen = (SpectrumColumn) column.getSelectedItem();
            return chosen == null ? null : new RowFit(model, chosen);
        }

        @Override
        public String getConfigMessage() {
            return column.getSelectedItem() == null
                    ? "No column holds arrays of counts, or names or URLs of PHA files" : null;
        }

        @Override
        public void addActionListener(ActionListener listener) {
            column.addActionListener(listener);
        }

        @Override
        public void removeActionListener(ActionListener listener) {
            column.removeActionListener(listener);
        }

        @Override
        public ConfigState getState() {
            ConfigState state = new ConfigState();
            state.saveSelection(COLUMN, column);
            return state;
        }

        @Override
        public void setState(ConfigState state) {
            state.restoreSelection(COLUMN, column);
        }

        @Override
        public Safety getSafety() {
            return Safety.SAFE;
        }
    }

    /** The action. */
    private static final class RowFit implements Activator {

        private final TopcatModel model;
        private final SpectrumColumn column;

        RowFit(TopcatModel model, SpectrumColumn column) {
            this.model = model;
            this.column = column;
        }

        @Override
        public boolean invokeOnEdt() {
            return false;
        }

        @Override
        public Outcome activateRow(long row, ActivationMeta meta) {
            FitSettings settings = new FitSettings(model, column, FitSettings.AUTOMATIC, "", Map.of(), SAMPLES,
                    false);
            try {
                FitParts parts = AgentLink.shared().fit(settings.call(new long[] {row}), ProgressListener.NONE);
                FitTask.openPosterior(parts);
                String line = RowSummary.of(parts, "Row " + (row + 1));
                return parts.posterior().isPresent() ? Outcome.success(line) : Outcome.failure(line);
            } catch (IOException | CancellationException e) {
                return Outcome.failure(FitTask.sentence(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.failure("Interrupted");
            }
        }
    }
}
