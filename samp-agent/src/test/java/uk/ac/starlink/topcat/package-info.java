/**
 * Compile-only stubs of the few TOPCAT types that the test driver uses: TOPCAT is in no Maven repository. Inside TOPCAT
 * its own classes come first on the class path, so that these are never loaded; kind and method descriptors must match.
 */
package uk.ac.starlink.topcat;
