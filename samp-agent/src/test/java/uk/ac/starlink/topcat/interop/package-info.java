/** Compile-only stubs of TOPCAT's SAMP side, as in {@link uk.ac.starlink.topcat}. */
package uk.ac.starlink.topcat.interop;
