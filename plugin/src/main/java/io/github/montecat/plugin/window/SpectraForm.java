package io.github.montecat.plugin.window;

import io.github.montecat.plugin.table.SpectrumColumn;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import javax.swing.ComboBoxModel;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.ListModel;
import javax.swing.SpinnerNumberModel;
import javax.swing.event.ListDataEvent;
import javax.swing.event.ListDataListener;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.topcat.RowSubset;
import uk.ac.starlink.topcat.TopcatModel;

/**
 * What is fitted and how: table, subset, column, exposure, model, bundle, samples. Follows TOPCAT's list of tables.
 * Event thread
 * only.
 */
final class SpectraForm extends JPanel {

    private static final long serialVersionUID = 1;

    private final transient ListModel<TopcatModel> tables;
    private final JComboBox<TopcatModel> table = new JComboBox<>();
    private final JComboBox<RowSubset> subset = new JComboBox<>();
    private final JComboBox<SpectrumColumn> column = new JComboBox<>();
    private final JComboBox<String> exposure = new JComboBox<>();
    private final BundleBox bundle = new BundleBox();
    private final transient ModelFields fit = new ModelFields(this::modelChosen);
    private final JSpinner samples = new JSpinner(new SpinnerNumberModel(1000, 1, 1_000_000, 100));
    private final transient Runnable changed;
    private boolean filling;

    /**
     * @param tables TOPCAT's tables
     * @param changed told when other spectra are chosen
     */
    SpectraForm(ListModel<TopcatModel> tables, Runnable changed) {
        super(new GridBagLayout());
        this.tables = tables;
        this.changed = changed;
        exposure.setEditable(true);
        exposure.setToolTipText("A column or table parameter with the exposure, or a number of seconds");
        addRow(0, "Table", table, "montecat.table");
        addRow(1, "Subset", subset, "montecat.subset");
        addRow(2, "Spectra", column, "montecat.column");
        addRow(3, "Exposure (s)", exposure, "montecat.exposure");
        addRow(4, "Model", fit.box(), "montecat.model");
        addRow(5, "", fit.meaning(), "montecat.meaning");
        addRow(6, "Priors", fit.priors(), "montecat.priors");
        addRow(7, "Fixed", fit.fixed(), "montecat.fixed");
        addRow(8, "Energies (keV)", fit.energies(), "montecat.energies");
        addRow(9, "Bundle", bundle, "montecat.bundle");
        addRow(10, "Samples", samples, "montecat.samples");
        table.addActionListener(e -> tableChosen());
        column.addActionListener(e -> tellChange());
        exposure.addActionListener(e -> tellChange());
        tables.addListDataListener(new ListDataListener() {
            @Override
            public void intervalAdded(ListDataEvent e) {
                follow();
            }

            @Override
            public void intervalRemoved(ListDataEvent e) {
                follow();
            }

            @Override
            public void contentsChanged(ListDataEvent e) {
                // A table's label has changed, which is read when it is drawn, or a column was added.
                table.repaint();
            }
        });
    }

    private void addRow(int row, String label, JComponent component, String name) {
        component.setName(name);
        GridBagConstraints c = new GridBagConstraints();
        c.gridy = row;
        c.insets = new Insets(3, 0, 3, 8);
        c.anchor = GridBagConstraints.LINE_START;
        add(new JLabel(label), c);
        c.gridx = 1;
        c.weightx = 1;
        c.fill = GridBagConstraints.HORIZONTAL;
        c.insets = new Insets(3, 0, 3, 0);
        add(component, c);
    }

    private void modelChosen() {
        if (fit != null) {
            bundle.setEnabled(!fit.isChosen());
        }
    }

    /** @param model the table to choose, null to keep the choice */
    void choose(TopcatModel model) {
        follow();
        if (model != null) {
            table.setSelectedItem(model);
        }
    }

    private void follow() {
        Object before = table.getSelectedItem();
        filling = true;
        DefaultComboBoxModel<TopcatModel> list = new DefaultComboBoxModel<>();
        for (int i = 0; i < tables.getSize(); i++) {
            list.addElement(tables.getElementAt(i));
        }
        table.setModel(list);
        if (before != null && list.getIndexOf(before) >= 0) {
            table.setSelectedItem(before);
        }
        filling = false;
        if (table.getSelectedItem() != before) {
            tableChosen();
        }
    }

    private void tableChosen() {
        if (filling) {
            return;
        }
        filling = true;
        TopcatModel model = model();
        column.removeAllItems();
        exposure.removeAllItems();
        exposure.addItem(FitSettings.AUTOMATIC);
        if (model == null) {
            subset.setModel(new DefaultComboBoxModel<>());
        } else {
            ComboBoxModel<RowSubset> subsets = model.getSubsets().makeComboBoxModel();
            subsets.setSelectedItem(model.getSelectedSubset());
            subset.setModel(subsets);
            SpectrumColumn.candidates(model.getDataModel(), FitSettings.visibleColumns(model))
                    .forEach(column::addItem);
            for (int c : FitSettings.visibleColumns(model)) {
                ColumnInfo info = model.getDataModel().getColumnInfo(c);
                if (Number.class.isAssignableFrom(info.getContentClass())) {
                    exposure.addItem(info.getName());
                }
            }
        }
        filling = false;
        tellChange();
    }

    private void tellChange() {
        if (!filling) {
            changed.run();
        }
    }

    /** @return the table, null if none is loaded */
    TopcatModel model() {
        return (TopcatModel) table.getSelectedItem();
    }

    /** @return the subset, null for all rows */
    RowSubset subset() {
        return (RowSubset) subset.getSelectedItem();
    }

    /** @return the column with the spectra, null if no table is loaded */
    SpectrumColumn column() {
        return (SpectrumColumn) column.getSelectedItem();
    }

    /** @return a number of s, the name of a column or table parameter, or {@link FitSettings#AUTOMATIC} */
    String exposure() {
        return String.valueOf(exposure.getEditor().getItem()).trim();
    }

    BundleBox bundle() {
        return bundle;
    }

    ModelFields fit() {
        return fit;
    }

    /**
     * @param refine whether to refine
     * @return all that is chosen; there must be a table
     */
    FitSettings settings(boolean refine) {
        return new FitSettings(model(), column(), exposure(), fit.isChosen() ? "" : bundle.bundle(),
                fit.parameters(), (Integer) samples.getValue(), refine);
    }
}
