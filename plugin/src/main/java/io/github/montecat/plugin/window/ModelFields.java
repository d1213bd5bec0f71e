package io.github.montecat.plugin.window;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JTextArea;
import javax.swing.JTextField;

/** The controls that choose a model, and a sentence about what it means. Event thread only. */
final class ModelFields {

    private final ModelBox box = new ModelBox(this::update);
    private final JTextField priors = new JTextField();
    private final JTextField fixed = new JTextField();
    private final JTextField energies = new JTextField();
    private final JTextArea meaning = new JTextArea(2, 44);
    private final Runnable changed;

    /** @param changed told when another model is chosen */
    ModelFields(Runnable changed) {
        priors.setToolTipText("Priors that differ from the model's, such as PhoIndex=normal:1.8,0.2; nH=loguniform:0.01,1");
        fixed.setToolTipText("Parameters that are not free, such as ztbabs_Redshift=0.52; a parameter's name ties the two");
        energies.setToolTipText("Energies to fit in keV, such as 0.5,8; empty for all. Bundles have energies of their own");
        meaning.setEditable(false);
        meaning.setFocusable(false);
        meaning.setOpaque(false);
        meaning.setLineWrap(true);
        meaning.setWrapStyleWord(true);
        this.changed = changed;
        update();
    }

    private void update() {
        // The list of models tells of its first text before this object is complete.
        if (changed != null) {
            boolean model = !box.model().isEmpty();
            priors.setEnabled(model);
            fixed.setEnabled(model);
            meaning.setText(model ? "The exact likelihood of " + box.expression() + " is sampled through the RMF and ARF that "
                    + "each PHA file names, in the file's own grouping."
                    : "The network of the bundle that fits a spectrum infers its parameters; where none fits, an absorbed power "
                    + "law is fitted through the RMF and ARF that the PHA file names.");
            changed.run();
        }
    }

    ModelBox box() {
        return box;
    }

    JTextField priors() {
        return priors;
    }

    JTextField fixed() {
        return fixed;
    }

    JTextField energies() {
        return energies;
    }

    JTextArea meaning() {
        return meaning;
    }

    /** @return whether a model is chosen, and no bundle used */
    boolean isChosen() {
        return !box.model().isEmpty();
    }

    /** @return what the agent is told of the model, by parameter; blank where nothing is said */
    Map<String, String> parameters() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("model", box.model());
        map.put("prior", isChosen() ? priors.getText() : "");
        map.put("fix", isChosen() ? fixed.getText() : "");
        map.put("notice", energies.getText());
        return map;
    }
}
