/**
 * How long work reports how far it is and learns that it is no longer wanted. Everything that runs for more than a
 * moment takes a {@link io.github.montecat.progress.Progress}; what is stopped stops whole
 * ({@link io.github.montecat.progress.ParallelTasks}).
 */
package io.github.montecat.progress;
