package io.github.montecat.comparison;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ResponseLookup;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits each row with each of the models. A model that fails for a row costs neither the row's other models nor other
 * rows. Runs in the current fork-join pool. Immutable and safe for use by several threads.
 */
public final class ComparingFitter {

    private final ModelSet models;
    private final List<SpectrumFitter> fitters;

    /**
     * @param library bundles, whose networks may propose
     * @param models the models
     * @param settings samples, seed, an explicit bundle, and whether to refine
     * @param engine what runs the networks
     * @param responses finds the responses of spectra
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public ComparingFitter(BundleLibrary library, ModelSet models, FitSettings settings, McDropoutEngine engine,
            ResponseLookup responses) {
        this.models = models;
        this.fitters = models.choices().stream()
                .map(c -> SpectrumFitter.ofAny(library, c, settings, engine, responses)).toList();
    }

    /**
     * Fits rows with all models. The outcome of a row and model is that of {@link SpectrumFitter#fit}.
     *
     * @param requests the rows; memory is bounded by (rows x models x samples x parameters) doubles
     * @param progress counts rows; may cancel
     * @return the outcomes of each row, in the order of rows
     */
    public List<RowFits> fit(List<FitRequest> requests, Progress progress) {
        List<List<FitResult>> byModel = new ArrayList<>();
        for (int m = 0; m < fitters.size(); m++) {
            int before = m;
            FitModel model = models.choices().get(m).model();
            List<FitRequest> own = fitters.size() == 1 ? requests
                    : requests.stream().map(r -> r.with(r.own().about(model))).toList();
            byModel.add(fitters.get(m).fit(own, (done, all) -> progress.update(
                    (before * (long) requests.size() + done) / fitters.size(), requests.size())));
        }
        return IntStream.range(0, requests.size())
                .mapToObj(i -> RowFits.of(models, byModel.stream().map(results -> results.get(i)).toList())).toList();
    }
}
