/**
 * Tests against the real TOPCAT and DS9 on a virtual display, run by {@code ./mvnw verify -Pdesktop}.
 *
 * <p>{@link io.github.montecat.desktop.VirtualDisplay} is the screen, {@link io.github.montecat.desktop.Topcat} the
 * program on it, driven from inside by {@link io.github.montecat.desktop.TopcatDriver}.
 * {@link io.github.montecat.desktop.Ds9} is DS9, driven over SAMP and with the mouse. Where one of the programs is missing the
 * tests are skipped and say which.
 */
package io.github.montecat.desktop;
