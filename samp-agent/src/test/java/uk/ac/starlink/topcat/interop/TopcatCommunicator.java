package uk.ac.starlink.topcat.interop;

/** Stub: TOPCAT's SAMP side. */
public interface TopcatCommunicator {

    /** @return what sends tables */
    Transmitter getTableTransmitter();

    /** @return what the activation action "Send row index" does */
    RowActivity createRowActivity();

    /** @return whether TOPCAT is registered with a hub */
    boolean isConnected();
}
