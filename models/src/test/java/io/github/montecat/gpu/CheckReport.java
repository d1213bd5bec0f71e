package io.github.montecat.gpu;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the GPU check found: verdicts and numbers by name, in order, told on standard output as they come and written to a file
 * each time, so that what was found outlives whatever comes after.
 */
final class CheckReport {

    private final long start = System.nanoTime();
    private final Map<String, Object> entries = new LinkedHashMap<>();
    private final Path file;
    private boolean passed = true;

    /** A report without a file. */
    CheckReport() {
        this(null);
    }

    /** @param file the JSON file, or null for none */
    CheckReport(Path file) {
        this.file = file;
    }

    /** A verdict. */
    void verdict(String name, boolean good, String detail) {
        passed &= good;
        entries.put(name, Map.of("passed", good, "detail", detail));
        tell((good ? "pass " : "FAIL ") + name + ": " + detail);
    }

    /** A number. */
    void number(String name, double value, String unit) {
        entries.put(name, Map.of("value", value, "unit", unit));
        tell(String.format(Locale.ROOT, "     %s: %.6g %s", name, value, unit));
    }

    /** A text. */
    void text(String name, String value) {
        entries.put(name, value);
        tell("     " + name + ": " + value);
    }

    private void tell(String line) {
        if (file != null) {
            try {
                Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(entries));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line);
    }

    /** @return whether all verdicts were good */
    boolean passed() {
        return passed;
    }

    /** @return all of it, for a JSON file */
    Map<String, Object> entries() {
        return entries;
    }
}
