package io.github.montecat.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line that starts TOPCAT with Montecat's plugin.
 *
 * @param topcat TOPCAT's script, or its jar
 * @param plugin the plugin's jar
 * @param java the Java that the plugin is to start an agent with
 * @param classPath that Java's class path
 * @param downloads whether that agent fetches addresses in cells
 */
record TopcatLine(Path topcat, Path plugin, Path java, String classPath, boolean downloads) {

    private static final String WINDOW = "io.github.montecat.plugin.window.";

    /**
     * Looks for TOPCAT on the path.
     *
     * @param path folders, as the variable {@code PATH} has them; may be null
     * @return its script, empty if there is none
     */
    static Optional<Path> find(String path) {
        return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
                .flatMap(folder -> Stream.of("topcat", "topcat.bat").map(name -> new File(folder, name)))
                .filter(f -> f.isFile() && f.canExecute()).map(File::toPath).findFirst();
    }

    /**
     * @param tables what TOPCAT is to load and other words for it
     * @return the words of the command line
     */
    List<String> words(List<String> tables) {
        List<String> words = new ArrayList<>();
        boolean jar = topcat.toString().endsWith(".jar");
        List<String> properties = new ArrayList<>(List.of("-Dtopcat.exttools=" + WINDOW + "FitToolAction",
                "-Dtopcat.activators=" + WINDOW + "FitActivation",
                "-Djel.classes=io.github.montecat.plugin.function.XraySpectra",
                "-Dstartable.readers=io.github.montecat.plugin.OgipTableBuilder",
                "-Dmontecat.java=" + java, "-Dmontecat.classpath=" + classPath));
        if (downloads) {
            properties.add("-Dmontecat.downloads=true");
        }
        if (jar) {
            words.add(java.toString());
            words.addAll(properties);
            words.addAll(List.of("-cp", topcat + File.pathSeparator + plugin, "uk.ac.starlink.topcat.Driver"));
        } else {
            words.addAll(List.of(topcat.toString(), "-classpath", plugin.toString()));
            words.addAll(properties);
        }
        words.addAll(tables);
        return words;
    }

    /**
     * @param words of a command line
     * @return the line to paste into a shell
     */
    static String quoted(List<String> words) {
        return words.stream().map(w -> w.matches("[\\w@%+=:,./-]+") ? w : "'" + w.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
