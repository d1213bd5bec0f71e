/** Compile-only stubs of TOPCAT's activation actions, as in {@link uk.ac.starlink.topcat}. */
package uk.ac.starlink.topcat.activate;
