/**
 * The command line: {@link io.github.montecat.cli.Montecat} finds the {@link io.github.montecat.cli.Command}, parses its
 * options and turns errors into one sentence and an exit code.
 *
 * <p>In: words of the command line, tables and bundles named by them. Out: results on standard output or in files,
 * progress and messages on standard error, an {@link io.github.montecat.cli.ExitCode}. What a command does is done by
 * the packages below ({@code job}, {@code agent} and those of the other modules); here is only what a terminal needs.
 *
 * <p>Source: the conventions of POSIX utilities (section 12.2) and GNU long options, through Commons CLI.
 */
package io.github.montecat.cli;
