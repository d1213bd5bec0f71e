package io.github.montecat.report;

import io.github.montecat.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page with its figures. Immutable.
 *
 * @param html the page, which needs nothing else
 * @param figures its figures by name, in their order
 */
public record Report(String html, Map<String, Figure> figures) {

    /** Copies the figures. */
    public Report {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /**
     * Writes the figures as PNG files, NAME.png each.
     *
     * @param folder made if it is not there
     * @return the files
     * @throws IOException if one cannot be written
     */
    public List<Path> writePlots(Path folder) throws IOException {
        OutputFile.requireFolder(folder);
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, Figure> figure : figures.entrySet()) {
            Path file = folder.resolve(figure.getKey() + ".png");
            figure.getValue().write(file);
            files.add(file);
        }
        return files;
    }
}
