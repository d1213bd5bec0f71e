package uk.ac.starlink.topcat;

import java.awt.Component;
import javax.swing.Action;

/** Stub: a button in TOPCAT's main window. */
public interface TopcatToolAction extends Action {

    /** @param parent the window */
    void setParent(Component parent);
}
