package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.comparison.ModelComparison;
import io.github.montecat.comparison.ModelSet;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.Refinement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;

class ComparedRowsTest {

    @TempDir
    private Path folder;

    private final List<ModelChoice> choices = new ArrayList<>();

    @BeforeEach
    void readModels() throws Exception {
        for (String name : List.of("powerlaw", "blackbody")) {
            choices.add(new ModelChoice(FitModelLibrary.shipped().find(name, FitModelEdit.NONE), true, Optional.empty()));
        }
    }

    private FitResult fitted(int model, long row, double evidence, double level) {
        Posterior posterior = new Posterior(choices.get(model).model().prior(),
                new double[][] {Results.ramp(0.2, 0.3), Results.ramp(1, 2), Results.ramp(level, 2 * level)});
        return new FitResult(row, Optional.of(FitOrigin.of(choices.get(model).model())), Optional.of(posterior),
                model == 1 ? Set.of(FitFlag.PRIOR_EDGE) : Set.of(), "", Optional.empty(),
                Optional.of(new Refinement(true, 100, 0.5, evidence, 0.1, 0.2, 500)), Optional.empty());
    }

    private StarTable table(boolean bestOnly) throws IOException {
        ModelSet models = new ModelSet(choices, List.of(3.0, 1.0), bestOnly);
        ComparedRows rows = new ComparedRows(models);
        ModelComparison first = ModelComparison.of(new double[] {-10, -12}, new double[] {0.1, 0.1}, models.odds());
        rows.add(new RowFits(models, List.of(fitted(0, 0, -10, 1e-4), fitted(1, 0, -12, 7)), Optional.of(first), ""));
        ModelComparison second = ModelComparison.of(new double[] {-10, -5}, new double[] {0.1, 0.1}, models.odds());
        rows.add(new RowFits(models, List.of(fitted(0, 1, -10, 1e-4), fitted(1, 1, -5, 9)), Optional.of(second), ""));
        rows.add(new RowFits(models, List.of(fitted(0, 2, -10, 1e-4), Results.failed(2)), Optional.empty(), "why not"));
        StarTable table = rows.table(ResultTableTest.source(3), Results.SETTINGS, ColumnStyle.MONTECAT);
        Path file = folder.resolve("t.fits");
        new StarTableOutput().writeStarTable(table, file.toString(), "fits");
        return new StarTableFactory(true).makeStarTable(file.toString(), "fits-plus");
    }

    private static List<String> names(StarTable table) {
        return IntStream.range(0, table.getColumnCount()).mapToObj(c -> table.getColumnInfo(c).getName()).toList();
    }

    @Test
    void eachModelHasItsColumnsUnderItsPrefix() throws IOException {
        StarTable t = table(false);
        assertEquals(List.of("ID", "nh", "exposure", "counts", "best_model", "best_model_prob", "best_model_prob_error",
                "flags", "reason", "seed", "powerlaw_nH", "powerlaw_nH_lower"), names(t).subList(0, 12));
        double p = 3 / (3 + Math.exp(-2));
        assertEquals("powerlaw", t.getCell(0, Results.index(t, "best_model")));
        assertEquals(p, Results.number(t, 0, "best_model_prob"), 1e-12);
        assertEquals(p, Results.number(t, 0, "powerlaw_model_prob"), 1e-12);
        assertEquals(1 - p, Results.number(t, 0, "blackbody_model_prob"), 1e-12);
        assertEquals(p * (1 - p) * 0.1 * Math.sqrt(2), Results.number(t, 0, "blackbody_model_prob_error"), 1e-12);
        assertEquals("blackbody", t.getCell(1, Results.index(t, "best_model")));
        assertEquals(1.5e-4, Results.number(t, 1, "powerlaw_norm"), 1e-12);
        assertEquals(13.5, Results.number(t, 1, "blackbody_norm"), 1e-9);
        assertEquals(-5, Results.number(t, 1, "blackbody_log_evidence"));
        assertEquals(FitFlag.PRIOR_EDGE.bit(), Results.number(t, 0, "flags"));
        assertEquals(0, Results.number(t, 0, "powerlaw_flags"));
        assertEquals("photon.keV**-1.cm**-2.s**-1", Results.info(t, "powerlaw_norm").getUnitString());
        assertEquals("stat.probability", Results.info(t, "powerlaw_model_prob").getUCD());
        assertEquals("stat.likelihood", Results.info(t, "blackbody_log_evidence").getUCD());
        assertEquals(names(t).size(), names(t).stream().distinct().count());
    }

    @Test
    void aRowWithoutAllModelsKeepsTheFitsThatItHas() throws IOException {
        StarTable t = table(false);
        assertNull(t.getCell(2, Results.index(t, "best_model")));
        assertTrue(Double.isNaN(Results.number(t, 2, "powerlaw_model_prob")));
        assertEquals("why not", t.getCell(2, Results.index(t, "reason")));
        assertEquals(1.5e-4, Results.number(t, 2, "powerlaw_norm"), 1e-12);
        assertTrue(Double.isNaN(Results.number(t, 2, "blackbody_norm")));
        assertEquals("channel 3 has -1 counts", t.getCell(2, Results.index(t, "blackbody_reason")));
        assertEquals(FitFlag.NEGATIVE.bit(), Results.number(t, 2, "flags"));
        assertEquals("2 fitted, 1 not: negative counts (1)", t.getParameterByName("fit_outcome").getValue());
    }

    @Test
    void theBestModelAloneHasThePlainNames() throws IOException {
        StarTable t = table(true);
        assertEquals("powerlaw", t.getCell(0, Results.index(t, "best_model")));
        assertEquals("blackbody", t.getCell(1, Results.index(t, "model")));
        // Two quantities of one name keep their components' names, as in any table.
        assertEquals(1.5e-4, Results.number(t, 0, "powerlaw_norm"), 1e-12);
        assertEquals(13.5, Results.number(t, 1, "bbodyrad_norm"), 1e-9);
        assertTrue(Double.isNaN(Results.number(t, 1, "powerlaw_norm")));
        assertEquals(-12, Results.number(t, 0, "blackbody_log_evidence"));
        assertEquals(-10, Results.number(t, 2, "powerlaw_log_evidence"));
        assertEquals("why not", t.getCell(2, Results.index(t, "reason")));
        assertTrue(Double.isNaN(Results.number(t, 2, "PhoIndex")));
    }

    @Test
    void tableParametersNameModelsPriorsAndOdds() throws IOException {
        StarTable t = table(false);
        assertEquals(3.0, ((Number) t.getParameterByName("model_odds_powerlaw").getValue()).doubleValue());
        assertEquals("tbabs*bbodyrad", t.getParameterByName("model_blackbody").getValue());
        assertEquals("uniform 0.5 to 4", t.getParameterByName("prior_PhoIndex_powerlaw").getValue());
    }

    @Test
    void rowsMustBeComplete() {
        ModelSet models = ModelSet.ofEqualOdds(choices);
        assertThrows(IllegalArgumentException.class,
                () -> new ComparedRows(models).table(ResultTableTest.source(3), Results.SETTINGS, ColumnStyle.MONTECAT));
        assertThrows(IllegalArgumentException.class,
                () -> new RowFits(models, List.of(Results.failed(0)), Optional.empty(), ""));
    }
}
