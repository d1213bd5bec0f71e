package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.UsageException;
import org.apache.commons.cli.Options;

/**
 * One command of the program. Immutable; made once and run at most once per process outside tests. Options
 * {@code --help}, {@code --quiet} and {@code --debug} are added to every command by {@link Montecat}.
 */
public interface Command {

    /** @return the word that calls it, such as {@code infer} */
    String name();

    /** @return what it does, one line with a capital and without a full stop, for the list of commands */
    String summary();

    /** @return its arguments as shown after {@code montecat NAME [OPTION...]}, such as {@code TABLE}; empty if none */
    String usageArguments();

    /** @return a fresh set of its own options, without the common ones */
    Options options();

    /** @return paragraphs shown below the options in its help, such as examples; empty if there is no more to say */
    default String details() {
        return "";
    }

    /**
     * Does the work.
     *
     * @param arguments the parsed words
     * @param console where results, messages and progress go
     * @return how it ended
     * @throws UsageException if the words are wrong in a way that the parser cannot see (exit code 2)
     * @throws Exception if the input is bad or an output cannot be written (exit code 1); shown as a sentence
     */
    ExitCode run(Arguments arguments, Console console) throws Exception;
}
