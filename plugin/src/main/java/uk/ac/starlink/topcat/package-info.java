/**
 * Compile-only stubs of the TOPCAT types that the plugin uses: TOPCAT is in no Maven repository. They are left out of
 * the jar; inside TOPCAT its own classes stand in their place, so kind and method descriptors must match. They do for
 * 4.8.7 and 4.10.5: only what is the same in both is declared.
 */
package uk.ac.starlink.topcat;
