package uk.ac.starlink.topcat.interop;

import javax.swing.Action;

/** Stub: what sends something. */
public interface Transmitter {

    /** @return the menu entry that broadcasts */
    Action getBroadcastAction();
}
