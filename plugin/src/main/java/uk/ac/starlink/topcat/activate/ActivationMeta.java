package uk.ac.starlink.topcat.activate;

/** Stub: about an activation. */
public abstract class ActivationMeta {
}
