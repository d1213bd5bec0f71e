package io.github.montecat.plugin.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.FitJob;
import io.github.montecat.job.FitPlan;
import io.github.montecat.progress.Progress;
import io.github.montecat.table.SpectrumTableSettings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;

/**
 * Holds the plugin's groups of columns to the names in the agent's results. Stands in the plugin's package to see them.
 */
class ResultColumnGroupsTest {

    @Test
    void everyGroupHasColumnsAndTheOthersAreAlwaysAdded(@TempDir Path folder) throws Exception {
        FitPlan plan = new FitPlan(BundleLibrary.of(List.of(SmallBundle.make(folder))),
                new FitSettings(20, 1, Optional.empty()), SpectrumTableSettings.AUTOMATIC);
        StarTable spectra = SmallBundle.spectra(2);
        StarTable result = new FitJob(plan.recognise(spectra), plan).fitAll(r -> { }, Progress.NONE);
        List<String> names = IntStream.range(spectra.getColumnCount(), result.getColumnCount())
                .mapToObj(c -> result.getColumnInfo(c).getName()).toList();
        assertEquals(List.of("PhoIndex", "norm", "ood_score", "flags", "reason", "model", "method"),
                names.stream().filter(n -> ColumnGroup.isWanted(EnumSet.noneOf(ColumnGroup.class), n)).toList());
        for (ColumnGroup group : ColumnGroup.values()) {
            assertTrue(names.stream().anyMatch(n -> ColumnGroup.isWanted(EnumSet.of(group), n)
                    && !ColumnGroup.isWanted(EnumSet.complementOf(EnumSet.of(group)), n)), group.label());
            // With several models names begin with a model's.
            names.forEach(n -> assertEquals(ColumnGroup.isWanted(EnumSet.of(group), n),
                    ColumnGroup.isWanted(EnumSet.of(group), "powerlaw_blackbody_" + n), n));
        }
    }
}
