/**
 * Feeds mutated files and texts to the program's readers in a Java of their own, and reports unexpected exceptions,
 * messages that are no sentences, inputs that take too long, and deaths of the virtual machine. {@code FuzzRun} drives
 * a {@code FuzzWorker}, which makes inputs with {@code Mutator}s from the seeds of {@code FuzzTarget}s.
 */
package io.github.montecat.fuzz;
