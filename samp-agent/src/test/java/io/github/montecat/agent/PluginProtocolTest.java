package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.FitJob;
import io.github.montecat.job.FitPlan;
import io.github.montecat.plugin.link.FitOutcome;
import io.github.montecat.plugin.link.Protocol;
import io.github.montecat.progress.Progress;
import io.github.montecat.table.SpectrumTableSettings;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;

/** Holds together what agent and plugin know of one another, since they share no classes. */
class PluginProtocolTest {

    @Test
    void pluginKnowsMessagesAndParametersThatThereAre() throws Exception {
        Protocol.PARAMETERS.forEach((word, parameters) -> {
            Mtype type = Mtype.find(word).orElseThrow(() -> new AssertionError(word));
            assertTrue(type.parameters().containsAll(parameters), word + " has " + type.parameters());
        });
        Set<String> constants = Arrays.stream(Protocol.class.getFields())
                .filter(f -> f.getType() == String.class && Modifier.isStatic(f.getModifiers()))
                .map(PluginProtocolTest::value).filter(v -> v.startsWith("montecat.")).collect(Collectors.toSet());
        assertEquals(Protocol.PARAMETERS.keySet(), constants);
    }

    private static String value(java.lang.reflect.Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pluginKnowsTheNamesInResults(@TempDir Path folder) throws Exception {
        FitPlan plan = new FitPlan(BundleLibrary.of(List.of(SmallBundle.make(folder))),
                new FitSettings(20, 1, Optional.empty()), SpectrumTableSettings.AUTOMATIC);
        StarTable spectra = SmallBundle.spectra(3);
        Arrays.fill((int[]) spectra.getCell(1, 4), 0);
        StarTable result = new FitJob(plan.recognise(spectra), plan).fitAll(r -> { }, Progress.NONE);
        Set<String> names = IntStream.range(0, result.getColumnCount()).mapToObj(c -> result.getColumnInfo(c).getName())
                .collect(Collectors.toCollection(HashSet::new));
        String parameter = SmallBundle.PARAMETERS.get(0);
        for (String name : List.of(Protocol.REASON, Protocol.SAMPLES, Protocol.OOD_SCORE, parameter + Protocol.LOWER,
                parameter + Protocol.UPPER, parameter + Protocol.STDEV)) {
            assertTrue(names.contains(name), name + " is not in " + names);
        }
        assertNotNull(result.getParameterByName(Protocol.OUTCOME));
        FitOutcome outcome = new FitOutcome(result);
        assertEquals("2 fitted, 1 not: " + FitFlag.EMPTY.description() + " (1)", outcome.sentence());
        BitSet unfit = new BitSet();
        unfit.set(9);
        assertEquals(unfit, outcome.unfit(new long[] {4, 9, 2}));
    }
}
