package uk.ac.starlink.topcat.activate;

import uk.ac.starlink.topcat.Outcome;

/** Stub: an activation action. */
public interface Activator {

    /** @return whether it must run on the event thread */
    boolean invokeOnEdt();

    /**
     * @param row the row's number from 0, in the original order
     * @param meta about the activation
     * @return what came of it
     */
    Outcome activateRow(long row, ActivationMeta meta);
}
