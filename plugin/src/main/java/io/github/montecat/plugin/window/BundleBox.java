package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.BundleInfo;
import java.awt.Component;
import java.util.List;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;

/** Chooses a bundle, or leaves it to each spectrum. Bundles that do not fit are grey, say why, and cannot be chosen. */
final class BundleBox extends JComboBox<Object> {

    private static final long serialVersionUID = 1;
    private static final String BY_SPECTRUM = "(chosen by each spectrum)";

    BundleBox() {
        addItem(BY_SPECTRUM);
        setRenderer(new Renderer());
        setPrototypeDisplayValue("nicer-b: tbabs*(powerlaw+bbodyrad), NICER XTI, 1501 channels, 10.0 to 300.0 s");
    }

    /** @param bundles the agent's bundles; the choice is kept where it still fits */
    void show(List<BundleInfo> bundles) {
        String before = bundle();
        removeAllItems();
        addItem(BY_SPECTRUM);
        for (BundleInfo bundle : bundles) {
            addItem(bundle);
            if (bundle.name().equals(before)) {
                setSelectedItem(bundle);
            }
        }
    }

    /** @return name of the bundle, empty if each spectrum is to choose */
    String bundle() {
        Object selected = getSelectedItem();
        return selected instanceof BundleInfo ? ((BundleInfo) selected).name() : "";
    }

    @Override
    public void setSelectedItem(Object item) {
        if (!(item instanceof BundleInfo) || ((BundleInfo) item).misfit().isEmpty()) {
            super.setSelectedItem(item);
        }
    }

    /** A line for a bundle. */
    private static final class Renderer extends DefaultListCellRenderer {

        private static final long serialVersionUID = 1;

        @Override
        public Component getListCellRendererComponent(JList<?> list, Object value, int index, boolean selected,
                boolean focus) {
            BundleInfo bundle = value instanceof BundleInfo ? (BundleInfo) value : null;
            boolean fits = bundle == null || bundle.misfit().isEmpty();
            super.getListCellRendererComponent(list, bundle == null ? value : bundle.name() + ": "
                    + (fits ? bundle.purpose() : bundle.misfit()), index, selected && fits, focus);
            setToolTipText(bundle == null ? null : bundle.description());
            setEnabled(fits);
            return this;
        }
    }
}
