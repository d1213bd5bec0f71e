package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.Prior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.NoticedBins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four Chandra observations of one source. Skipped where the data are not at hand. */
class ChandraJointTest {

    private static final long SEED = 5;
    private static final int OBSERVATIONS = 4;
    private static final double COUNTS = 2000;
    private static final Optional<EnergyRange> BAND = Optional.of(new EnergyRange(0.5, 7));

    private Path folder;
    private ResponseLookup responses;
    private FitModel model;

    @BeforeEach
    void setUp() throws Exception {
        folder = SharedData.file("joint_4c1944");
        ResponseFiles files = new ResponseFiles(new ResponseSearch(List.of(folder)), Optional.empty(), Optional.empty());
        responses = files;
        model = absorbedPowerLaw("loguniform:1e-9,1e-2");
    }

    private static FitModel absorbedPowerLaw(String norm) throws Exception {
        return FitModelLibrary.shipped().find(FitModel.DEFAULT, new FitModelEdit(Map.of("norm", Prior.parse(norm)),
                Map.of(), Map.of(), ModelSettings.DEFAULT));
    }

    private Spectrum observation(int i, BackgroundFile background) throws Exception {
        Spectrum read = new PhaReader(background).read(folder.resolve("obs" + (i + 1) + ".pi"));
        return read.toBuilder().responseFiles(folder.resolve("obs" + (i + 1) + ".rmf").toString(),
                folder.resolve("obs" + (i + 1) + ".arf").toString()).build();
    }

    private FitProblem pose(List<Spectrum> spectra) throws Exception {
        return new ModelProblems(model, responses, BAND, BundleLibrary.of(List.of()),
                BackgroundChoice.WSTAT, JointFit.DEFAULT)
                .pose(request(spectra));
    }

    private static FitRequest request(List<Spectrum> spectra) {
        List<SourcePart> parts = new ArrayList<>();
        for (Spectrum s : spectra) {
            String number = String.valueOf(parts.size() + 1);
            parts.add(new SourcePart(number, number, FitRequest.of(0, s)));
        }
        return FitRequest.joint(0, parts, RowParameters.NONE);
    }

    /** XSPEC 12.9.1: W is 395.28 over 1776 bins at a norm of zero. */
    @Test
    void statisticOfTheRealSpectraIsXspecs() throws Exception {
        List<Spectrum> spectra = new ArrayList<>();
        for (int i = 0; i < OBSERVATIONS; i++) {
            spectra.add(observation(i, BackgroundFile.IF_FOUND));
        }
        model = absorbedPowerLaw("loguniform:1e-13,1e-2");
        FitProblem problem = pose(spectra);
        assertEquals(1776, problem.counts().orElseThrow().size());
        assertEquals(395.28, -2 * problem.likelihood().values(new double[][] {{0.5, 0.5, 0, 0.5, 0.5, 0.5}})[0], 0.01);
    }

    @Test
    void posteriorOfSimulatedSpectraIsThatOfNestedSampling() throws Exception {
        Well19937c random = new Well19937c(3);
        List<Spectrum> spectra = new ArrayList<>();
        for (int i = 0; i < OBSERVATIONS; i++) {
            Spectrum real = observation(i, BackgroundFile.IGNORE);
            Response response = responses.require(real);
            double[] rates = new FoldedModel(model.prior().model(), response, NoticedBins.of(Spectrum.of(
                    new double[real.channelCount()], 1), response.bins())).rates(0.2, 1.8, 1e-4);
            NoticedBins inBand = NoticedBins.of(Spectrum.of(new double[real.channelCount()], 1), response.bins())
                    .only(BAND.get().low(), BAND.get().high());
            double sum = Arrays.stream(inBand.sum(rates)).sum();
            spectra.add(Spectrum.builder(Arrays.stream(rates).map(r -> r * COUNTS / sum)
                    .map(m -> m > 0 ? new PoissonDistribution(random, m, 1e-12, 100000).sample() : 0).toArray())
                    // The exposure that gives so many counts under the model.
                    .exposure(COUNTS / sum).mission(real.telescope(), real.instrument()).firstChannel(real.firstChannel())
                    .responseFiles(real.responseFile(), real.ancillaryFile())
                    .grouping(IntStream.range(0, real.channelCount()).map(c -> c % 8 == 0 ? 1 : -1).toArray()).build());
        }
        FitProblem joint = pose(spectra);
        double[] point = {0.4, 0.37, 0.6, 0.5, 0.4, 0.6};
        double alone = 0;
        for (Spectrum s : spectra) {
            alone += pose(List.of(s)).likelihood().values(new double[][] {{0.4, 0.37, 0.6}})[0];
        }
        double[] same = point.clone();
        Arrays.fill(same, 3, 6, joint.prior().free().get(3).prior().toUnit(1));
        assertEquals(alone, joint.likelihood().values(new double[][] {same})[0], 1e-9 * Math.abs(alone));
        FitResult result = SpectrumFitter.ofAny(BundleLibrary.of(List.of()), new ModelChoice(model, true, BAND),
                new FitSettings(4000, SEED, Optional.empty()), new CpuEngine(), responses)
                .fit(List.of(request(spectra)), Progress.NONE).get(0);
        WeightedPosterior nested = new NestedSampler(400).sample(joint.likelihood(), SEED, 0, Progress.NONE);
        double[][] units = result.posterior().orElseThrow().units();
        StringBuilder line = new StringBuilder();
        for (int p = 0; p < units.length; p++) {
            double std = Math.sqrt(nested.variance(p));
            double shift = (new Median().evaluate(units[p]) - nested.quantiles(p, 0.5)[0]) / std;
            double width = new StandardDeviation().evaluate(units[p]) / std;
            line.append(String.format(Locale.ROOT, " %+.3f x%.3f", shift, width));
        }
        System.out.println("joint fit beside nested sampling:" + line);
        for (String cell : line.toString().trim().split(" (?=[+-])")) {
            String[] numbers = cell.split(" x");
            assertEquals(0, Double.parseDouble(numbers[0]), 0.1, line.toString());
            assertEquals(1, Double.parseDouble(numbers[1]), 0.1, line.toString());
        }
        assertTrue(result.refinement().orElseThrow().effectiveSamples() >= 4000);
    }
}
