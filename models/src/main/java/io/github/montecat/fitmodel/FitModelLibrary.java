package io.github.montecat.fitmodel;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.physics.TableModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fit models that a user can name: the shipped ones and his own. Immutable and safe for use by several threads as
 * far as the source of tables is.
 */
public final class FitModelLibrary {

    private static final List<String> SHIPPED = List.of("agn", "blackbody", "bremsstrahlung", "cutoffpowerlaw",
            "diskbb", "powerlaw", "powerlaw-blackbody");

    private final Map<String, Entry> entries;
    private final TableModelSource tables;
    private final boolean files;

    /** Reads a model. */
    @FunctionalInterface
    private interface ModelReader {
        FitModel read() throws FitModelFormatException, IOException;
    }

    /** A model that is read when it is asked for, once: most commands need one or none. */
    private static final class Entry {

        private final ModelReader reader;
        private FitModel model;

        Entry(ModelReader reader) {
            this.reader = reader;
        }

        synchronized FitModel get() throws FitModelFormatException {
            if (model == null) {
                try {
                    model = reader.read();
                } catch (IOException e) {
                    throw new FitModelFormatException(e.getMessage(), e);
                }
            }
            return model;
        }
    }

    private FitModelLibrary(Map<String, Entry> entries, TableModelSource tables, boolean files) {
        this.entries = entries;
        this.tables = tables;
        this.files = files;
    }

    /** @return the shipped models alone; expressions may not name tables */
    public static FitModelLibrary shipped() {
        return new FitModelLibrary(shippedEntries(), TableModelSource.NONE, true);
    }

    /**
     * @param folder folder of the user's own models, files {@code NAME.model}; it need not exist. A model of a shipped
     *        one's name replaces it.
     * @param tables reads table models that expressions name
     * @return shipped models and the user's own; a file that cannot be read is refused when it is asked for
     * @throws IOException if the folder cannot be listed
     */
    public static FitModelLibrary of(Path folder, TableModelSource tables) throws IOException {
        Map<String, Entry> entries = shippedEntries();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(f -> f.getFileName().toString().endsWith(FitModelFile.SUFFIX)).forEach(file -> {
                    String name = file.getFileName().toString();
                    entries.put(name.substring(0, name.length() - FitModelFile.SUFFIX.length()),
                            new Entry(() -> FitModelFile.read(file, tables)));
                });
            }
        }
        return new FitModelLibrary(entries, tables, true);
    }

    private static Map<String, Entry> shippedEntries() {
        Map<String, Entry> entries = new TreeMap<>();
        SHIPPED.forEach(name -> entries.put(name, new Entry(() -> shippedModel(name))));
        return entries;
    }

    private static FitModel shippedModel(String name) {
        String file = name + FitModelFile.SUFFIX;
        try (InputStream in = FitModelLibrary.class.getResourceAsStream(file)) {
            return FitModelFile.read(new InputStreamReader(in, StandardCharsets.UTF_8), name, file, TableModelSource.NONE);
        } catch (FitModelFormatException | IOException e) {
            throw new IllegalStateException("shipped model " + file + " cannot be read", e);
        }
    }

    /** @return the same library, which reads no further model files: for those who may not name files */
    public FitModelLibrary withoutFiles() {
        return new FitModelLibrary(entries, tables, false);
    }

    /** @return all models that can be used, sorted by name */
    public List<FitModel> models() {
        List<FitModel> models = new ArrayList<>();
        for (Entry entry : entries.values()) {
            try {
                models.add(entry.get());
            } catch (FitModelFormatException e) {
                // One of those that refused() names.
            }
        }
        return models;
    }

    /** @return names of the user's files that cannot be used, with the reason */
    public Map<String, String> refused() {
        Map<String, String> refused = new TreeMap<>();
        entries.forEach((name, entry) -> {
            try {
                entry.get();
            } catch (FitModelFormatException e) {
                refused.put(name, e.getMessage());
            }
        });
        return refused;
    }

    private String names() {
        return models().stream().map(FitModel::name).collect(Collectors.joining(", "));
    }

    /**
     * Tells the parameters of a model without what a user says about them.
     *
     * @param nameOrExpression as for {@link #find}
     * @return the labels of its parameters, frozen ones included
     * @throws FitModelFormatException if it is no model
     */
    public Set<String> labels(String nameOrExpression) throws FitModelFormatException {
        String wanted = nameOrExpression.trim();
        try {
            SpectralModel model = entries.containsKey(wanted) || wanted.endsWith(FitModelFile.SUFFIX)
                    ? find(wanted, FitModelEdit.NONE).prior().model()
                    : ModelExpression.parse(wanted, ModelSettings.DEFAULT, tables);
            return model.parameters().stream().map(ModelParameter::label).collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw refused(wanted, e);
        }
    }

    private FitModelFormatException refused(String wanted, IllegalArgumentException why) {
        boolean word = wanted.matches("[\\w.-]+");
        return new FitModelFormatException("model '" + wanted + "': " + why.getMessage()
                + (word && !entries.containsKey(wanted) ? "; models by name: " + names() : ""), why);
    }

    /**
     * Finds a model by its name, or else reads it as an expression.
     *
     * @param nameOrExpression name of a model, a file of one, or an expression in XSPEC's syntax
     * @param edit what the user says about its parameters
     * @return the model
     * @throws FitModelFormatException if it is none of these, or the edit does not go with it
     */
    public FitModel find(String nameOrExpression, FitModelEdit edit) throws FitModelFormatException {
        String wanted = nameOrExpression.trim();
        try {
            if (entries.containsKey(wanted)) {
                return edit.change(entries.get(wanted).get());
            } else if (wanted.endsWith(FitModelFile.SUFFIX) && !files) {
                throw new FitModelFormatException("model '" + wanted + "' is a file, expected a name or an expression; models "
                        + "by name: " + names());
            } else if (wanted.endsWith(FitModelFile.SUFFIX)) {
                return edit.change(FitModelFile.read(Path.of(wanted), tables));
            }
            return edit.expression(wanted, "", wanted, tables);
        } catch (IllegalArgumentException e) {
            throw refused(wanted, e);
        } catch (IOException e) {
            throw new FitModelFormatException("model file " + wanted + " cannot be read: " + e.getMessage(), e);
        }
    }
}
