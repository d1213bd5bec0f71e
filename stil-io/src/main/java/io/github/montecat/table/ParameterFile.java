package io.github.montecat.table;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Files with one number beside PHA files: {@code SPECTRUM.z} is the redshift, {@code SPECTRUM.nh} the column density of
 * the Galaxy in cm**-2, where SPECTRUM is the whole name of the PHA file. What follows {@code #} in a line is a
 * comment. Immutable.
 *
 * <p>Source: BXA (Buchner et al. 2014), {@code bxa.sherpa.auto_galactic_absorption} and {@code xagnfitter.py}.
 */
final class ParameterFile {

    private static final int MOST_BYTES = 4096;
    private static final String GZIP = ".gz";

    /** By UCD of the parameter. */
    private static final Map<String, ParameterFile> BY_UCD = Map.of("src.redshift", new ParameterFile(".z", 1),
            "phys.columnDensity", new ParameterFile(".nh", 1e22));

    private final String suffix;
    private final double unit;

    private ParameterFile(String suffix, double unit) {
        this.suffix = suffix;
        this.unit = unit;
    }

    /** @throws IllegalArgumentException if there are no files of a parameter */
    static void requireOne(ModelParameter parameter) {
        if (!BY_UCD.containsKey(parameter.ucd())) {
            throw new RefusedValueException("there are no files with values of " + parameter.label()
                    + "; expected a column, or file for a redshift (SPECTRUM.z) or nH (SPECTRUM.nh)");
        }
    }

    /** @return the files of a parameter */
    static ParameterFile of(ModelParameter parameter) {
        requireOne(parameter);
        return BY_UCD.get(parameter.ucd());
    }

    /** @return how names of the files end */
    String suffix() {
        return suffix;
    }

    /**
     * @param pha a PHA file
     * @return the number in the file beside it, in the parameter's unit
     * @throws RefusedValueException if there is no such file, or it holds something else
     * @throws IOException if the file cannot be read
     */
    double read(Path pha) throws IOException {
        String name = pha.getFileName().toString();
        List<String> names = name.endsWith(GZIP)
                ? List.of(name + suffix, name.substring(0, name.length() - GZIP.length()) + suffix)
                : List.of(name + suffix);
        Path file = names.stream().map(pha::resolveSibling).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new RefusedValueException("there is no file " + names.get(0)
                        + " beside the PHA file"));
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(MOST_BYTES + 1), StandardCharsets.UTF_8);
        }
        List<String> words = text.length() > MOST_BYTES ? List.of() : text.lines().map(l -> l.replaceFirst("#.*", ""))
                .flatMap(l -> Arrays.stream(l.trim().split("\\s+"))).filter(w -> !w.isEmpty()).toList();
        try {
            if (words.size() == 1) {
                return Double.parseDouble(words.get(0)) / unit;
            }
        } catch (NumberFormatException e) {
            // The sentence below says what was found.
        }
        String found = words.size() == 1 ? "'" + words.get(0).substring(0, Math.min(20, words.get(0).length())) + "'"
                : text.length() > MOST_BYTES ? "more than " + MOST_BYTES + " bytes" : words.size() + " words";
        throw new RefusedValueException("file " + file.getFileName() + " holds " + found + ", expected one number"
                + (suffix.equals(".z") && words.size() > 1 ? "; a redshift distribution is not taken, give an error by "
                        + "columns" : ""));
    }
}
