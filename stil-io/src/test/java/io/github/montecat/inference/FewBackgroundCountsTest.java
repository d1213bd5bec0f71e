package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.OnOffCounts;
import io.github.montecat.statistic.SourceCountsPosterior;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Four real spectra of a faint source in single channels: W fails, and says so; with a background model the source is seen.
 * Skipped where the data are not at hand.
 */
class FewBackgroundCountsTest {

    /** Without factors between spectra. */
    private static final JointFit SAME = new JointFit(Optional.empty(), Set.of());
    private static final Optional<EnergyRange> NOTICED = Optional.of(new EnergyRange(0.5, 7));

    private static final int OBSERVATIONS = 4;
    private static final double LARGEST_NORM = 1e-4;

    private FitModel model;
    private ResponseFiles responses;
    private List<FitRequest> requests;

    @BeforeEach
    void read() throws Exception {
        model = new FitModel("faint", "", new ModelPrior(ModelExpression.parse("tbabs*powerlaw"),
                Map.of("norm", new UniformPrior(0, LARGEST_NORM)), Map.of("nH", 0.1, "PhoIndex", 1.7)), ModelSettings.DEFAULT);
        Path folder = SharedData.file("joint_4c1944");
        responses = new ResponseFiles(ResponseSearch.in(List.of(folder), null), Optional.empty(), Optional.empty());
        requests = new ArrayList<>();
        for (int i = 1; i <= OBSERVATIONS; i++) {
            try (TableInput input = TableInput.open(folder.resolve("obs" + i + ".pi").toString())) {
                requests.add(SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC).requests().next(1).get(0));
            }
        }
    }

    private FitResult fit(FitRequest request, BackgroundChoice choice, int samples) {
        return SpectrumFitter.ofAny(BundleLibrary.of(List.of()), new ModelChoice(model, true, NOTICED).joint(SAME),
                new FitSettings(samples, 1, Optional.empty()).with(choice), new CpuEngine(), responses)
                .fit(List.of(request), Progress.NONE).get(0);
    }

    /** On/off counts of a spectrum, and the source counts in them for a norm of 1. */
    private record Known(SourceCountsPosterior counts, double perNorm) {
    }

    private Known known(FitRequest request) throws Exception {
        FitProblem problem = new ModelProblems(model, responses, NOTICED, BundleLibrary.of(List.of()),
                BackgroundChoice.WSTAT, SAME).pose(request);
        Posterior one = new Posterior(model.prior(), new double[][] {{LARGEST_NORM}});
        return new Known(new SourceCountsPosterior(OnOffCounts.of(problem.counts().orElseThrow()).orElseThrow()),
                problem.expectedTotals(one, 1)[0] / LARGEST_NORM);
    }

    @Test
    void wIsFlaggedAndTheModelSeesTheSource() throws Exception {
        for (FitRequest request : requests) {
            FitResult w = fit(request, BackgroundChoice.WSTAT, 200);
            assertTrue(w.flags().contains(FitFlag.BIASED_W), w.flags() + w.reason());
            FitResult modelled = fit(request, BackgroundChoice.MODEL, 1500);
            assertEquals("", modelled.reason());
            assertTrue(!modelled.flags().contains(FitFlag.BIASED_W));
            Known known = known(request);
            ParameterSummary norm = modelled.posterior().orElseThrow().summary(0);
            double sigma = (known.counts().quantile(0.84) - known.counts().quantile(0.16)) / 2;
            // The spectrum tells more than its sum, so single spectra differ by some tenths.
            assertEquals(0, (norm.median() * known.perNorm() - known.counts().quantile(0.5)) / sigma, 0.5);
            assertTrue(w.posterior().orElseThrow().summary(0).median() < norm.median() / 2);
        }
    }

    /** Energies of counts tell something that their sums do not, so the norm differs by some tenths. */
    @Test
    void theSpectraTogetherSeeTheSource() throws Exception {
        FitResult w = fit(together(requests), BackgroundChoice.WSTAT, 200);
        assertTrue(w.flags().contains(FitFlag.BIASED_W), w.flags() + w.reason());
        FitResult modelled = fit(together(requests), BackgroundChoice.MODEL, 4000);
        assertTrue(!modelled.flags().contains(FitFlag.BIASED_W) && !modelled.flags().contains(FitFlag.FAINT));
        requireClosedForm(modelled, 0.3);
        assertTrue(w.posterior().orElseThrow().summary(0).mean() < modelled.posterior().orElseThrow().summary(0).mean() / 10);
    }

    /** With one bin per spectrum only the sums are left. */
    @Test
    void theCommonFluxIsThatOfTheCounts() throws Exception {
        List<FitRequest> summed = new ArrayList<>();
        for (FitRequest request : requests) {
            Spectrum spectrum = request.spectrum();
            EnergyGrid channels = responses.require(spectrum).bins();
            int[] grouping = new int[spectrum.channelCount()];
            for (int c = 0; c < grouping.length; c++) {
                grouping[c] = c > 0 && isNoticed(channels, c) && isNoticed(channels, c - 1) ? -1 : 1;
            }
            summed.add(FitRequest.of(0, spectrum.toBuilder().grouping(grouping).build()));
        }
        requireClosedForm(fit(together(summed), BackgroundChoice.MODEL, 4000), 0.1);
    }

    private static boolean isNoticed(EnergyGrid channels, int channel) {
        return channels.low(channel) >= NOTICED.orElseThrow().low() && channels.high(channel) <= NOTICED.get().high();
    }

    private static FitRequest together(List<FitRequest> requests) {
        List<SourcePart> parts = new ArrayList<>();
        for (FitRequest request : requests) {
            String number = String.valueOf(parts.size() + 1);
            parts.add(new SourcePart(number, number, request));
        }
        return FitRequest.joint(0, parts, RowParameters.NONE);
    }

    /** The closed form of the counts is a product of densities of one norm. */
    private void requireClosedForm(FitResult fitted, double sigma) throws Exception {
        List<Known> known = new ArrayList<>();
        for (FitRequest request : requests) {
            known.add(known(request));
        }
        int steps = 4000;
        double[] sums = new double[3];
        for (int i = 0; i < steps; i++) {
            double norm = (i + 0.5) / steps * LARGEST_NORM;
            double density = known.stream().mapToDouble(k -> k.counts().density(norm * k.perNorm())).reduce(1, (a, b) -> a * b);
            sums[0] += density;
            sums[1] += density * norm;
            sums[2] += density * norm * norm;
        }
        double mean = sums[1] / sums[0];
        double std = Math.sqrt(sums[2] / sums[0] - mean * mean);
        ParameterSummary norm = fitted.posterior().orElseThrow().summary(0);
        System.out.println("norm of all four: " + norm.mean() + " +- " + norm.std() + ", closed form " + mean + " +- " + std);
        assertEquals(0, (norm.mean() - mean) / std, sigma);
        assertEquals(1, norm.std() / std, 0.1);
        assertTrue(mean > 4 * std, "a source is seen");
    }
}
