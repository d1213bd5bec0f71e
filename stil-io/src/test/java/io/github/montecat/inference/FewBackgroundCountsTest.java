package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.OnOffCounts;
import io.github.montecat.statistic.SourceCountsPosterior;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Four real spectra of a faint source in single channels: W fails, and says so; with a background model the source is seen.
 * Skipped where the data are not at hand.
 */
class FewBackgroundCountsTest {

    private static final Optional<EnergyRange> NOTICED = Optional.of(new EnergyRange(0.5, 7));

    private static FitResult fit(Path pha, BackgroundChoice choice, ProblemSetup[] setup) throws Exception {
        ModelPrior prior = new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), Map.of("norm", new UniformPrior(0, 1e-3)),
                Map.of("nH", 0.1, "PhoIndex", 1.7));
        FitModel model = new FitModel("faint", "", prior, ModelSettings.DEFAULT);
        ResponseFiles responses = new ResponseFiles(ResponseSearch.in(List.of(pha.getParent()), null), Optional.empty(),
                Optional.empty());
        BundleLibrary none = BundleLibrary.of(List.of());
        setup[0] = new ModelProblems(model, responses, NOTICED, none, choice, JointFit.DEFAULT);
        try (TableInput input = TableInput.open(pha.toString())) {
            int samples = choice == BackgroundChoice.MODEL ? 1500 : 200;
            return SpectrumFitter.ofAny(none, new ModelChoice(model, true, NOTICED), new FitSettings(samples, 1,
                    Optional.empty()).with(choice), new CpuEngine(), responses).fit(SpectrumTable.of(input.table(),
                            SpectrumTableSettings.AUTOMATIC).requests().next(1), Progress.NONE).get(0);
        }
    }

    @Test
    void wIsFlaggedAndTheModelSeesTheSource() throws Exception {
        double sum = 0;
        for (int i = 1; i <= 4; i++) {
            Path pha = SharedData.file("joint_4c1944").resolve("obs" + i + ".pi");
            ProblemSetup[] setup = new ProblemSetup[1];
            FitResult w = fit(pha, BackgroundChoice.WSTAT, setup);
            assertTrue(w.flags().contains(FitFlag.BIASED_W), i + ": " + w.flags() + w.reason());
            FitResult modelled = fit(pha, BackgroundChoice.MODEL, setup);
            assertEquals("", modelled.reason());
            assertTrue(!modelled.flags().contains(FitFlag.BIASED_W));
            FitProblem problem;
            try (TableInput input = TableInput.open(pha.toString())) {
                problem = setup[0].pose(SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC).requests().next(1)
                        .get(0));
            }
            BinnedCounts data = problem.counts().orElseThrow();
            OnOffCounts counts = OnOffCounts.of(data).orElseThrow();
            SourceCountsPosterior known = new SourceCountsPosterior(counts);
            Posterior posterior = modelled.posterior().orElseThrow();
            double perNorm = problem.expectedTotals(posterior, 1)[0] / posterior.value(0, 0);
            ParameterSummary norm = posterior.summary(0);
            double sigma = (known.quantile(0.84) - known.quantile(0.16)) / 2;
            double off = (norm.median() * perNorm - known.quantile(0.5)) / sigma;
            // The spectrum tells more than its sum, so single spectra differ by some tenths.
            assertEquals(0, off, 0.5, "obs" + i);
            sum += off;
            assertTrue(w.posterior().orElseThrow().summary(0).median() < norm.median() / 2);
        }
        assertEquals(0, sum / Math.sqrt(4), 0.1, "of four together, in their own standard deviations");
    }
}
