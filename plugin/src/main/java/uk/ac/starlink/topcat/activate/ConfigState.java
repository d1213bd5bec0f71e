package uk.ac.starlink.topcat.activate;

import javax.swing.JComboBox;

/** Stub: a saved configuration. */
public class ConfigState {

    /** Empty. */
    public ConfigState() {
    }

    /**
     * @param key its name
     * @param box whose selection is saved
     */
    public void saveSelection(String key, JComboBox<?> box) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * @param key its name
     * @param box whose selection is restored
     */
    public void restoreSelection(String key, JComboBox<?> box) {
        throw new UnsupportedOperationException("stub");
    }
}
