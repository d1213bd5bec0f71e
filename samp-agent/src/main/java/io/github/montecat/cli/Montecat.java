package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.LogLevel;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.output.OutputException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * The program: finds the command, parses its options, runs it and turns what goes wrong into one sentence and an exit
 * code.
 *
 * <pre>{@code
 * ExitCode code = new Montecat(List.of(new BundlesCommand(), new DemoCommand())).run(Console.system(), "bundles", "list");
 * }</pre>
 */
public final class Montecat {

    private static final String HELP = "help";
    private static final String QUIET = "quiet";
    private static final String DEBUG = "debug";

    private final List<Command> commands;

    /** @param commands the commands known, in the order in which help lists them */
    public Montecat(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    /**
     * Runs the program and exits.
     *
     * @param words command line
     */
    public static void main(String[] words) {
        ExitCode code = new Montecat(List.of(new DemoCommand(), new AgentCommand(), new TopcatCommand(), new InferCommand(),
                new RegionCommand(), new SimulateCommand(), new ModelCommand(), new ModelsCommand(),
                new TrainCommand(), new AdaptCommand(), new CalibrateCommand(), new EvaluateCommand(), new ReportCommand(),
                new BundlesCommand(), new BenchCommand()))
                .run(Console.system(), words);
        System.exit(code.status());
    }

    /**
     * Runs one command.
     *
     * @param console where it speaks
     * @param words command line
     * @return how it ended; nothing is thrown
     */
    public ExitCode run(Console console, String... words) {
        ExitCode code = dispatch(console, words);
        try {
            console.requireWritten();
        } catch (OutputException e) {
            // Else an error was told already, most likely this one.
            return code == ExitCode.OK ? failed(e, console) : code;
        }
        return code;
    }

    private ExitCode dispatch(Console console, String... words) {
        if (words.length == 0) {
            console.error("no command given; 'montecat --help' lists them");
            return ExitCode.BAD_USAGE;
        }
        switch (words[0]) {
            case "--version", "-V" -> {
                console.out().println("montecat " + Version.current());
                return ExitCode.OK;
            }
            case "--help", "-h", HELP -> {
                if (words.length > 1) {
                    return dispatch(console, words[1], "--" + HELP);
                }
                console.out().print(HelpPage.overview(commands));
                return ExitCode.OK;
            }
            default -> {
                Optional<Command> command = commands.stream().filter(c -> c.name().equals(words[0])).findFirst();
                return command.isPresent() ? runCommand(command.get(), console, List.of(words).subList(1, words.length))
                        : unknown(words[0], console);
            }
        }
    }

    private ExitCode unknown(String word, Console console) {
        List<String> names = commands.stream().map(Command::name).collect(Collectors.toList());
        console.error("unknown command '" + word + "'"
                + NearestName.of(word, names).map(n -> "; did you mean '" + n + "'?").orElse("")
                + "; known: " + String.join(", ", names));
        return ExitCode.BAD_USAGE;
    }

    private ExitCode runCommand(Command command, Console console, List<String> words) {
        Options options = command.options();
        options.addOption("q", QUIET, false, "no progress and no remarks, only results and errors");
        options.addOption(null, DEBUG, false, "log what happens inside and show where an error came from");
        options.addOption("h", HELP, false, "show this help");
        // Asked for before parsing, so that it works beside wrong or missing options.
        boolean wantsHelp = words.contains("--" + HELP) || words.contains("-h");
        boolean debug = words.contains("--" + DEBUG);
        LogLevel.configure(debug);
        if (wantsHelp) {
            console.out().print(HelpPage.of(command, options));
            return ExitCode.OK;
        }
        try {
            CommandLine line = new DefaultParser().parse(options, words.toArray(String[]::new));
            Arguments arguments = new Arguments(line);
            arguments.requireOnce();
            return command.run(arguments, line.hasOption(QUIET) ? console.quietly() : console);
        } catch (ParseException e) {
            return badUsage(command, sentence(e, options), "", console);
        } catch (UsageException e) {
            return badUsage(command, e.getMessage(), e.illustration(), console);
        } catch (Exception | Error e) {
            // Errors too: this is the outermost boundary, and a library that cannot be loaded is an Error.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (debug) {
                console.stackTrace(e);
            }
            return failed(e, console);
        }
    }

    private static ExitCode failed(Throwable error, Console console) {
        // Who reads no further, as 'head' does, knows that.
        if (!(error instanceof OutputException output && output.isBrokenPipe())) {
            console.error(ErrorSentence.of(error), ErrorSentence.illustration(error));
        }
        return ExitCode.BAD_INPUT;
    }

    private static String sentence(ParseException error, Options options) {
        if (error instanceof AmbiguousOptionException) {
            return error.getMessage();
        }
        if (error instanceof UnrecognizedOptionException unknown) {
            String typed = unknown.getOption().replaceFirst("^-+", "").replaceFirst("=.*", "");
            List<String> names = options.getOptions().stream().map(Option::getLongOpt).filter(Objects::nonNull)
                    .collect(Collectors.toList());
            return "unknown option '" + unknown.getOption() + "'"
                    + NearestName.of(typed, names).map(n -> "; did you mean '--" + n + "'?").orElse("");
        }
        String message = error.getMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static ExitCode badUsage(Command command, String message, String illustration, Console console) {
        console.error(message + "; 'montecat " + command.name() + " --help' shows its options", illustration);
        return ExitCode.BAD_USAGE;
    }
}
