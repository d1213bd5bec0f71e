package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.ModelInfo;
import java.awt.Component;
import java.util.List;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/** Chooses a model by its name, or takes an expression that is typed; else bundles are used. */
final class ModelBox extends JComboBox<Object> {

    private static final long serialVersionUID = 1;
    /** Stands for no model. */
    static final String BY_BUNDLE = "(bundle that fits)";

    private transient List<ModelInfo> models = List.of();

    /** @param changed told when another model is chosen or something is typed */
    ModelBox(Runnable changed) {
        setEditable(true);
        addItem(BY_BUNDLE);
        setRenderer(new Renderer());
        setToolTipText("A model by name, or an expression in XSPEC's syntax such as tbabs*(powerlaw+bbodyrad); "
                + "several, separated by commas, are compared");
        editor().getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent e) {
                changed.run();
            }

            @Override
            public void removeUpdate(DocumentEvent e) {
                changed.run();
            }

            @Override
            public void changedUpdate(DocumentEvent e) {
                changed.run();
            }
        });
    }

    private JTextComponent editor() {
        return (JTextComponent) getEditor().getEditorComponent();
    }

    /** @param now the agent's models; what is chosen or typed stays */
    void show(List<ModelInfo> now) {
        if (names(now).equals(names(models))) {
            return;
        }
        String before = editor().getText();
        models = List.copyOf(now);
        removeAllItems();
        addItem(BY_BUNDLE);
        models.forEach(this::addItem);
        setSelectedItem(before);
    }

    private static String names(List<ModelInfo> models) {
        StringBuilder names = new StringBuilder();
        models.forEach(m -> names.append(m.name()).append('\n').append(m.expression()).append('\n'));
        return names.toString();
    }

    /** @return name or expression of the model, empty for bundles */
    String model() {
        String text = editor().getText().trim();
        return text.equals(BY_BUNDLE) ? "" : text;
    }

    /** @return the model's expression as far as it is known, empty for bundles */
    String expression() {
        String text = model();
        return models.stream().filter(m -> m.name().equals(text)).map(ModelInfo::expression).findFirst().orElse(text);
    }

    /** A line for a model. */
    private static final class Renderer extends DefaultListCellRenderer {

        private static final long serialVersionUID = 1;

        @Override
        public Component getListCellRendererComponent(JList<?> list, Object value, int index, boolean selected,
                boolean focus) {
            ModelInfo model = value instanceof ModelInfo ? (ModelInfo) value : null;
            super.getListCellRendererComponent(list, model == null ? value : model.name() + ": " + model.expression(), index,
                    selected, focus);
            setToolTipText(model == null ? null : model.description());
            return this;
        }
    }
}
