/**
 * Options of commands: {@link io.github.montecat.cli.option.Arguments} reads single values,
 * the other classes what belongs together, such as all about a training.
 *
 * <p>In: parsed words of the command line, and the files that they name. Out: settings and types of the packages below,
 * or a {@link io.github.montecat.cli.option.UsageException}. What options name as outputs is checked here, before the
 * work.
 */
package io.github.montecat.cli.option;
