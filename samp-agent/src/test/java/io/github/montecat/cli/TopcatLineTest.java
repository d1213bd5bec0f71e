package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopcatLineTest {

    private static final Path PLUGIN = Path.of("/home/me/my plugins/montecat-plugin.jar");

    @Test
    void scriptTakesPluginAndPropertiesBeforeTheTables() {
        List<String> words = new TopcatLine(Path.of("/usr/bin/topcat"), PLUGIN, Path.of("/jdk/bin/java"), "/all.jar",
                false)
                .words(List.of("a.fits"));
        assertEquals(List.of("/usr/bin/topcat", "-classpath", PLUGIN.toString()), words.subList(0, 3));
        assertEquals("a.fits", words.get(words.size() - 1));
        assertTrue(words.contains("-Dmontecat.classpath=/all.jar"), words.toString());
    }

    @Test
    void jarIsStartedByJavaAsJavaMinusJarIgnoresAClassPath() {
        List<String> words = new TopcatLine(Path.of("/x/topcat-full.jar"), PLUGIN, Path.of("/jdk/bin/java"), "/all.jar",
                false)
                .words(List.of());
        assertEquals("/jdk/bin/java", words.get(0));
        assertTrue(words.contains("/x/topcat-full.jar" + File.pathSeparator + PLUGIN), words.toString());
        assertEquals("uk.ac.starlink.topcat.Driver", words.get(words.size() - 1));
    }

    @Test
    void downloadsAreAllowedOnlyWhereTheUserSaysSo() {
        for (boolean allowed : new boolean[] {true, false}) {
            List<String> words = new TopcatLine(Path.of("topcat"), PLUGIN, Path.of("java"), "x", allowed)
                    .words(List.of("a.fits"));
            assertEquals(allowed, words.contains("-Dmontecat.downloads=true"), words.toString());
        }
    }

    /** A name that is wrong here is seen only when TOPCAT starts. */
    @Test
    void classesNamedAreThePlugins() {
        for (String word : new TopcatLine(Path.of("topcat"), PLUGIN, Path.of("java"), "x", false).words(List.of())) {
            if (word.matches("-D.*=io\\.github\\.montecat\\..*")) {
                // Not loaded: the types of TOPCAT that it extends are not here.
                String file = word.substring(word.indexOf('=') + 1).replace('.', '/') + ".class";
                assertNotNull(getClass().getClassLoader().getResource(file), word);
            }
        }
    }

    @Test
    void lineIsFitForAShell() {
        assertEquals("topcat -classpath '/home/me/my plugins/montecat-plugin.jar' -Da.b=c:d 'it'\\''s'",
                TopcatLine.quoted(List.of("topcat", "-classpath", PLUGIN.toString(), "-Da.b=c:d", "it's")));
    }

    @Test
    void topcatIsFoundOnThePath(@TempDir Path folder) throws Exception {
        assertEquals(Optional.empty(), TopcatLine.find(folder.toString()));
        Path script = Files.createFile(folder.resolve("topcat"));
        assertTrue(script.toFile().setExecutable(true));
        assertEquals(Optional.of(script), TopcatLine.find("/nowhere" + File.pathSeparator + folder));
        assertEquals(Optional.empty(), TopcatLine.find(null));
    }
}
