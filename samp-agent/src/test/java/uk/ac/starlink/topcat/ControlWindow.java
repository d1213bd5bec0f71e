package uk.ac.starlink.topcat;

import javax.swing.JFrame;
import uk.ac.starlink.topcat.interop.TopcatCommunicator;

/** Stub: TOPCAT's main window. */
public abstract class ControlWindow extends JFrame {

    private static final long serialVersionUID = 1;

    /** @return the selected table, or null */
    public abstract TopcatModel getCurrentModel();

    /** @return TOPCAT's SAMP side */
    public abstract TopcatCommunicator getCommunicator();

    /**
     * Ends TOPCAT.
     *
     * @param confirm whether to ask
     * @return false if the user said no
     */
    public abstract boolean exit(boolean confirm);
}
