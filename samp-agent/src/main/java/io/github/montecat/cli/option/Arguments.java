package io.github.montecat.cli.option;

import io.github.montecat.output.OutputException;
import io.github.montecat.output.OutputFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * The parsed words of a command: options by their long name, then what is left. Every reader checks its value and says
 * what was found and what was expected. An option with a value may be given once, but for those that collect values.
 */
public final class Arguments {

    /** Options that may be given several times: each value counts. */
    private static final Set<String> REPEATABLE = Set.of("prior", "fix", "let", "ignore", "band", "freeze",
            "thaw", "response-dir");

    private final CommandLine line;

    /** @param line what the parser made of the words */
    public Arguments(CommandLine line) {
        this.line = line;
    }

    /**
     * @param option long name
     * @return whether the option was given
     */
    public boolean has(String option) {
        return line.hasOption(option);
    }

    /**
     * @param option long name
     * @return its value, empty if it was not given
     */
    public Optional<String> text(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? Optional.empty() : Optional.of(values[values.length - 1]);
    }

    /**
     * @param option long name
     * @return all its values in the order given, empty if it was not given
     */
    public List<String> texts(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /**
     * @param option long name
     * @return its value as a file or folder name
     * @throws UsageException if it cannot be one
     */
    public Optional<Path> path(String option) throws UsageException {
        Optional<String> text = text(option);
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " is '" + text.get() + "', which cannot be a file name: "
                    + e.getReason());
        }
    }

    /**
     * A file that the command writes. Read before the work, so that a file that cannot be written is refused before it.
     *
     * @param option long name
     * @return its value as the name of a file that can be written
     * @throws UsageException if it cannot be a file name, or there is no such folder
     * @throws OutputException if it cannot be written for another reason
     */
    public Optional<Path> outputFile(String option) throws UsageException, OutputException {
        Optional<Path> file = path(option);
        if (file.isPresent()) {
            Path folder = file.get().toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new UsageException("--" + option + " is '" + file.get() + "', but there is no folder " + folder
                        + "; make it first");
            }
            OutputFile.requireWritable(file.get());
        }
        return file;
    }

    /**
     * A folder that the command writes into, made if it is not there. Read before the work, as {@link #outputFile}.
     *
     * @param option long name
     * @return its value as the name of a folder that can be written into
     * @throws UsageException if it cannot be a file name
     * @throws OutputException if the folder cannot be made or written into
     */
    public Optional<Path> outputFolder(String option) throws UsageException, OutputException {
        Optional<Path> folder = path(option);
        if (folder.isPresent()) {
            OutputFile.requireFolder(folder.get());
        }
        return folder;
    }

    /**
     * @param option long name
     * @param min smallest value allowed
     * @return its value as a whole number
     * @throws UsageException if it is none or less than {@code min}
     */
    public OptionalInt integer(String option, int min) throws UsageException {
        OptionalLong value = longInteger(option);
        if (value.isPresent() && (value.getAsLong() < min || value.getAsLong() > Integer.MAX_VALUE)) {
            throw new UsageException("--" + option + " is " + value.getAsLong() + ", expected a whole number from "
                    + min + " to " + Integer.MAX_VALUE);
        }
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /**
     * @param option long name
     * @return its value as a whole number of 64 bits
     * @throws UsageException if it is none
     */
    public OptionalLong longInteger(String option) throws UsageException {
        Optional<String> text = text(option);
        try {
            return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get().trim())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw new UsageException("--" + option + " is '" + text.get() + "', expected a whole number");
        }
    }

    /**
     * @param option long name
     * @return its value as a number above 0
     * @throws UsageException if it is none
     */
    public OptionalDouble positive(String option) throws UsageException {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.get().trim());
            if (value > 0 && value < Double.POSITIVE_INFINITY) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as a number that is out of range.
        }
        throw new UsageException("--" + option + " is '" + text.get() + "', expected a number above 0");
    }

    /** @throws UsageException if an option that takes one value was given several times, whatever the values */
    public void requireOnce() throws UsageException {
        for (Map.Entry<String, List<String>> e : options().entrySet()) {
            if (e.getValue().size() > 1 && !REPEATABLE.contains(e.getKey())) {
                throw new UsageException("--" + e.getKey() + " was given " + e.getValue().size() + " times, as "
                        + e.getValue().stream().map(v -> "'" + v + "'").collect(Collectors.joining(" and "))
                        + ", expected one value");
            }
        }
    }

    /** @return all options given, by long name in the order of first use, with all their values */
    public Map<String, List<String>> options() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (Option option : line.getOptions()) {
            List<String> values = options.computeIfAbsent(option.getLongOpt(), name -> new ArrayList<>());
            if (option.hasArg()) {
                values.add(option.getValue());
            }
        }
        return options;
    }

    /** @return the words that are no options, in order */
    public List<String> words() {
        return line.getArgList();
    }

    /**
     * @param what what the one word stands for, such as {@code TABLE}
     * @return the only word that is no option
     * @throws UsageException if there is none or more than one
     */
    public String onlyWord(String what) throws UsageException {
        if (words().size() != 1) {
            throw new UsageException("expected one " + what + ", got "
                    + (words().isEmpty() ? "none" : words().size() + ": " + String.join(" ", words())));
        }
        return words().get(0);
    }

    /** @throws UsageException if there is a word that is no option */
    public void noWords() throws UsageException {
        if (!words().isEmpty()) {
            throw new UsageException("unexpected argument '" + words().get(0) + "'");
        }
    }
}
