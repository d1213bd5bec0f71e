package io.github.montecat.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Feeds the readers a few mutated inputs each. System properties make it longer or narrower:
 *
 * <ul>
 * <li>{@code montecat.fuzz.inputs}: inputs per reader of files and texts
 * <li>{@code montecat.fuzz.bundles}: bundles
 * <li>{@code montecat.fuzz.target}: only this reader
 * <li>{@code montecat.fuzz.seed}: only this input of each, as a report names it
 * </ul>
 *
 * <p>A single input is kept in {@code target/fuzz}, under target and seed.
 */
class FuzzTest {

    @Test
    void mutatedInputsAreReadOrRefusedWithASentence() throws Exception {
        String only = System.getProperty("montecat.fuzz.target", "");
        List<FuzzTarget> targets = FuzzTargets.all().stream()
                .filter(t -> only.isEmpty() || t.name().equals(only)).toList();
        assertFalse(targets.isEmpty(), "no target " + only);
        FuzzRun run = new FuzzRun(Path.of("target", "fuzz"));
        for (FuzzTarget target : targets) {
            long seed = Long.getLong("montecat.fuzz.seed", -1);
            long count = target.kind() == FuzzTarget.Kind.BUNDLE ? Long.getLong("montecat.fuzz.bundles", 12)
                    : Long.getLong("montecat.fuzz.inputs", 60);
            run.add(target, Math.max(0, seed), seed < 0 ? count : seed + 1);
        }
        assertEquals(0, run.run().faults(), run::report);
    }
}
