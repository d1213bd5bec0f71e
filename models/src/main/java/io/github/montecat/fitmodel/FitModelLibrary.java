package io.github.montecat.fitmodel;

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
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The fit models that a user can name: the shipped ones and his own. Immutable and safe for use by several threads as far as
 * the source of tables is.
 */
public final class FitModelLibrary {

    private static final List<String> SHIPPED = List.of("agn", "blackbody", "bremsstrahlung", "cutoffpowerlaw",
            "diskbb", "powerlaw", "powerlaw-blackbody");

    private final Map<String, FitModel> models;
    private final Map<String, String> refused;
    private final TableModelSource tables;
    private final boolean files;

    private FitModelLibrary(Map<String, FitModel> models, Map<String, String> refused, TableModelSource tables,
            boolean files) {
        this.models = models;
        this.refused = refused;
        this.tables = tables;
        this.files = files;
    }

    /** @return the shipped models alone; expressions may not name tables */
    public static FitModelLibrary shipped() {
        return new FitModelLibrary(shippedModels(), Map.of(), TableModelSource.NONE, true);
    }

    /**
     * @param folder folder of the user's own models, files {@code NAME.model}; it need not exist. A model of a shipped
     *        one's name replaces it.
     * @param tables reads table models that expressions name
     * @return shipped models and the user's own; a file that cannot be read is refused when it is asked for
     * @throws IOException if the folder cannot be listed
     */
    public static FitModelLibrary of(Path folder, TableModelSource tables) throws IOException {
        Map<String, FitModel> models = shippedModels();
        Map<String, String> refused = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(f -> f.getFileName().toString().endsWith(FitModelFile.SUFFIX)).sorted().toList();
            }
            for (Path file : files) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - FitModelFile.SUFFIX.length());
                try {
                    models.put(name, FitModelFile.read(file, tables));
                } catch (FitModelFormatException | IOException e) {
                    models.remove(name);
                    refused.put(name, e.getMessage());
                }
            }
        }
        return new FitModelLibrary(models, refused, tables, true);
    }

    private static Map<String, FitModel> shippedModels() {
        Map<String, FitModel> models = new TreeMap<>();
        for (String name : SHIPPED) {
            String file = name + FitModelFile.SUFFIX;
            try (InputStream in = FitModelLibrary.class.getResourceAsStream(file)) {
                models.put(name, FitModelFile.read(new InputStreamReader(in, StandardCharsets.UTF_8), name, file,
                        TableModelSource.NONE));
            } catch (FitModelFormatException | IOException e) {
                throw new IllegalStateException("shipped model " + file + " cannot be read", e);
            }
        }
        return models;
    }

    /** @return the same library, which reads no further model files: for those who may not name files */
    public FitModelLibrary withoutFiles() {
        return new FitModelLibrary(models, refused, tables, false);
    }

    /** @return all models that can be used, sorted by name */
    public List<FitModel> models() {
        return List.copyOf(models.values());
    }

    /** @return names of the user's files that cannot be used, with the reason; unmodifiable */
    public Map<String, String> refused() {
        return Map.copyOf(refused);
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
        if (refused.containsKey(wanted)) {
            throw new FitModelFormatException(refused.get(wanted));
        }
        try {
            if (models.containsKey(wanted)) {
                return edit.change(models.get(wanted));
            } else if (wanted.endsWith(FitModelFile.SUFFIX) && !files) {
                throw new FitModelFormatException("model '" + wanted + "' is a file, expected a name or an expression; models "
                        + "by name: " + String.join(", ", models.keySet()));
            } else if (wanted.endsWith(FitModelFile.SUFFIX)) {
                return edit.change(FitModelFile.read(Path.of(wanted), tables));
            }
            return edit.expression(wanted, "", wanted, tables);
        } catch (IllegalArgumentException e) {
            List<String> names = new ArrayList<>(models.keySet());
            boolean word = wanted.matches("[\\w.-]+");
            throw new FitModelFormatException("model '" + wanted + "': " + e.getMessage()
                    + (word && !models.containsKey(wanted) ? "; models by name: " + String.join(", ", names) : ""), e);
        } catch (IOException e) {
            throw new FitModelFormatException("model file " + wanted + " cannot be read: " + e.getMessage(), e);
        }
    }
}
