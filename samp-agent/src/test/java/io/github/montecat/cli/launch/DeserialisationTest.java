package io.github.montecat.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a Java of its own, since a filter cannot be taken away again. */
class DeserialisationTest {

    /** Reads a Java object as a library would. */
    static final class Probe {

        private Probe() {
        }

        public static void main(String[] args) throws Exception {
            Deserialisation.forbid();
            Deserialisation.forbid();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new ArrayList<>(List.of("a")));
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                System.out.print("read " + in.readObject());
            } catch (InvalidClassException e) {
                System.out.print("refused");
            }
        }
    }

    @Test
    void noClassIsReadFromAnObjectStream() throws Exception {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Probe.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals("refused", new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
