/**
 * How long work reports how far it is and learns that it is no longer wanted. Everything that runs for more than a
 * moment takes a {@link io.github.montecat.progress.Progress}.
 */
package io.github.montecat.progress;
