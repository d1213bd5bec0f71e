package io.github.montecat.diagnostics;

import io.github.montecat.assessment.ProbabilityCalibration;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.comparison.ComparingFitter;
import io.github.montecat.comparison.ModelSet;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.Observation;
import io.github.montecat.simulate.ObservationSimulator;
import io.github.montecat.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether posterior probabilities of models are right: spectra are simulated from models that are drawn by their prior
 * odds, with parameters from the model's prior, and fitted with all of them. Among spectra whose probability of a model
 * is p, a share of p is of that model. Immutable.
 *
 * @param models the models
 * @param probabilities probabilities of the models for each spectrum whose models were compared
 * @param truths place of the model that each of these was simulated with
 * @param failures why models of other spectra were not compared
 */
public record ComparisonEvaluation(ModelSet models, List<List<Double>> probabilities, List<Integer> truths,
        List<String> failures) {

    private static final int CHUNK = 32;

    /** Copies the lists. */
    public ComparisonEvaluation {
        probabilities = List.copyOf(probabilities);
        truths = List.copyOf(truths);
        failures = List.copyOf(failures);
    }

    /**
     * Simulates spectra and fits them, in the current fork-join pool.
     *
     * @param models two models or more
     * @param response the response to simulate and to fit through
     * @param exposure exposures of the spectra
     * @param spectra number of spectra, at least {@value ExactEvaluation#FEWEST_SPECTRA}
     * @param samples posterior samples per spectrum, also the effective sample size to reach, at least 100
     * @param seed the seed; it determines everything
     * @param progress counts spectra; may cancel
     * @return the evaluation
     * @throws IllegalArgumentException if a number is too small
     */
    public static ComparisonEvaluation of(ModelSet models, Response response, ExposureDraw exposure, int spectra,
            int samples, long seed, Progress progress) {
        ExactEvaluation.requireEnough(spectra, samples);
        if (models.size() < 2) {
            throw new RefusedValueException("one model, " + models.name(0) + ", expected two or more to compare");
        }
        ComparingFitter fitter = new ComparingFitter(BundleLibrary.of(List.of()), models,
                new FitSettings(samples, seed, Optional.empty()), new CpuEngine(), spectrum -> Optional.of(response));
        List<ObservationSimulator> simulators = models.choices().stream().map(c -> new ObservationSimulator(
                c.model().prior(), response, exposure, Optional.empty())).toList();
        List<List<Double>> probabilities = new ArrayList<>();
        List<Integer> truths = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int first = 0; first < spectra; first += CHUNK) {
            int from = first;
            List<FitRequest> requests = new ArrayList<>();
            for (int i = from; i < Math.min(from + CHUNK, spectra); i++) {
                ObservationSimulator simulator = simulators.get(draw(models, seed, i));
                Observation simulated = simulator.simulate(i, 1, seed, Progress.NONE).get(0);
                requests.add(FitRequest.of(i, Spectrum.of(Arrays.stream(simulated.counts()).asDoubleStream().toArray(),
                        simulated.exposure())));
            }
            for (RowFits fits : fitter.fit(requests, (done, all) -> progress.update(from + done, spectra))) {
                fits.comparison().ifPresentOrElse(c -> {
                    probabilities.add(c.probabilities());
                    truths.add(draw(models, seed, fits.row()));
                }, () -> failures.add(fits.reason()));
            }
        }
        return new ComparisonEvaluation(models, probabilities, truths, failures);
    }

    /** The model that a spectrum is simulated with. */
    private static int draw(ModelSet models, long seed, long row) {
        double at = new PhiloxStream(seed, RandomPurpose.TRUE_MODEL, row).nextDouble()
                * models.odds().stream().mapToDouble(o -> o).sum();
        int model = 0;
        while (model < models.size() - 1 && at >= models.odds().get(model)) {
            at -= models.odds().get(model++);
        }
        return model;
    }

    /**
     * @param model place of a model
     * @param seed seed of replicated truths
     * @return whether its probabilities are right
     * @throws IllegalArgumentException if no spectrum's models were compared
     */
    public ProbabilityCalibration calibration(int model, long seed) {
        boolean[] right = new boolean[truths.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = truths.get(i) == model;
        }
        return ProbabilityCalibration.of(probabilities.stream().mapToDouble(p -> p.get(model)).toArray(), right, seed);
    }
}
