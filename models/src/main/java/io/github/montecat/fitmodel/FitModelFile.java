package io.github.montecat.fitmodel;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.physics.absorption.CrossSections;
import io.github.montecat.prior.Prior;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Files of fit models: lines {@code key = value} in the form of {@link Properties}. Stateless.
 *
 * <pre>
 * description = absorbed power law
 * model = tbabs*powerlaw
 * prior.nH = loguniform:0.01,10
 * prior.PhoIndex = uniform:0.5,4
 * prior.norm = loguniform:1e-7,1e-2
 * </pre>
 *
 * <p>Further keys: {@code fix.LABEL} (a number), {@code tie.LABEL} (the label of another parameter), {@code abund},
 * {@code xsect}.
 */
final class FitModelFile {

    /** How names of such files end. */
    static final String SUFFIX = ".model";

    private static final long MOST_BYTES = 1 << 16;

    private FitModelFile() {
    }

    /**
     * @param file a file
     * @param tables reads table models that its expression names
     * @return the model, called by the file's name without suffix
     * @throws FitModelFormatException if the file does not hold a fit model
     * @throws IOException if it cannot be read
     */
    static FitModel read(Path file, TableModelSource tables) throws FitModelFormatException, IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new FitModelFormatException(file + " has " + Files.size(file) + " bytes, expected a text of at most "
                    + MOST_BYTES);
        }
        String name = file.getFileName().toString();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(in, name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name,
                    file.toString(), tables);
        }
    }

    /**
     * @param in the text
     * @param name the model's name
     * @param where the file's name, for messages
     * @param tables reads table models
     * @return the model
     * @throws FitModelFormatException if the text does not hold a fit model
     * @throws IOException if it cannot be read
     */
    static FitModel read(Reader in, String name, String where, TableModelSource tables)
            throws FitModelFormatException, IOException {
        Map<String, String> open = lines(in, where);
        String expression = open.remove("model");
        if (expression == null) {
            throw new FitModelFormatException(where + " has no line 'model = EXPRESSION'");
        }
        String description = open.getOrDefault("description", "");
        open.remove("description");
        try {
            ModelSettings settings = new ModelSettings(
                    open.containsKey("abund") ? AbundanceTable.named(open.remove("abund"))
                            : ModelSettings.DEFAULT.abundances(),
                    open.containsKey("xsect") ? CrossSections.named(open.remove("xsect"))
                            : ModelSettings.DEFAULT.crossSections());
            Map<String, Prior> priors = new LinkedHashMap<>();
            part(open, "prior.").forEach((label, text) -> priors.put(label, Prior.parse(text)));
            Map<String, Double> fixed = new LinkedHashMap<>();
            part(open, "fix.").forEach((label, text) -> fixed.put(label, number(label, text)));
            FitModelEdit edit = new FitModelEdit(priors, fixed, part(open, "tie."), settings);
            if (!open.isEmpty()) {
                throw new RefusedValueException("there is a line '" + open.keySet().iterator().next()
                        + "'; known are description, model, prior.NAME, fix.NAME, tie.NAME, abund, xsect");
            }
            return edit.expression(name, description, expression, tables);
        } catch (IllegalArgumentException e) {
            throw new FitModelFormatException(where + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> lines(Reader in, String where) throws FitModelFormatException, IOException {
        Map<String, String> lines = new TreeMap<>();
        StringBuilder twice = new StringBuilder();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (lines.put(key.toString(), value.toString().trim()) != null) {
                    twice.append(' ').append(key);
                }
                return null;
            }
        };
        try {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new FitModelFormatException(where + " is not a text of lines 'key = value': " + e.getMessage(), e);
        }
        if (!twice.isEmpty()) {
            throw new FitModelFormatException(where + " says more than once:" + twice);
        }
        return lines;
    }

    /** Takes the lines of a kind out. */
    private static Map<String, String> part(Map<String, String> lines, String prefix) {
        Map<String, String> part = new LinkedHashMap<>();
        lines.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        part.keySet().forEach(label -> lines.remove(prefix + label));
        return part;
    }

    private static double number(String label, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new RefusedValueException("fix." + label + " is '" + text + "', expected a number", e);
        }
    }
}
