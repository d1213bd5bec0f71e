package uk.ac.starlink.topcat;

import java.util.AbstractList;
import javax.swing.ComboBoxModel;

/**
 * Stub: a list that tells of its changes.
 *
 * @param <T> its elements
 */
public abstract class OptionsListModel<T> extends AbstractList<T> {

    /** @return a model that follows this list, with a selection of its own */
    public abstract ComboBoxModel<T> makeComboBoxModel();
}
