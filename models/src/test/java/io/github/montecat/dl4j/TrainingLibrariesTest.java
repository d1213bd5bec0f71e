package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.ModelBundle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Inference runs without Deeplearning4j and ND4J: only training and the reference engine refer to them. */
class TrainingLibrariesTest {

    private static final Pattern ALLOWED = Pattern.compile(
            "io\\.github\\.montecat\\.(dl4j\\..*|training\\.([A-Za-z]*Schedule|StepSizes|Trainer|Checkpoint)(\\$.*)?"
                    + "|engine\\.Nd4j[A-Za-z]*(\\$.*)?)");

    @Test
    void onlyTrainingAndTheReferenceEngineReferToThem() throws Exception {
        Path classes = Path.of(ModelBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        StringWriter text = new StringWriter();
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(text), new PrintWriter(text),
                "-verbose:class", "-filter:none", "-e", "org\\.(nd4j|deeplearning4j|bytedeco)\\..*",
                "--multi-release", "base", classes.toString());
        assertEquals(0, code, text.toString());
        Set<String> users = new TreeSet<>();
        for (String line : text.toString().split("\\R")) {
            String first = line.strip().split("\\s+")[0];
            if (first.startsWith("io.github.montecat.")) {
                users.add(first);
            }
        }
        assertTrue(users.contains("io.github.montecat.training.Trainer"), text.toString());
        assertEquals(List.of(), users.stream().filter(u -> !ALLOWED.matcher(u).matches()).toList());
    }

    @Test
    void theyAreHere() {
        assertDoesNotThrow(() -> TrainingLibraries.require("this test"));
    }
}
