/** Whether loops run in the Java Vector API, and from when on. */
package io.github.montecat.vector;
