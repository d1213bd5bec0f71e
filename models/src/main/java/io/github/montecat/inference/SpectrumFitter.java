package io.github.montecat.inference;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.Prior;
import io.github.montecat.progress.ParallelTasks;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fits spectra: finds the bundle of each, runs its network, and draws one sample from each pass as the bundle's
 * {@link io.github.montecat.head.CalibratedHead} says; refines them if that is wanted, and tells how well they describe the data. Runs in the current
 * fork-join pool. Immutable and safe for use by several threads.
 */
public final class SpectrumFitter {

    private final BundleLibrary library;
    private final FitSettings settings;
    private final McDropoutEngine engine;
    private final SpectrumRefiner refiner;

    /**
     * A fitter on the processor, whatever engine the settings name.
     *
     * @param library bundles to choose from
     * @param settings samples, seed and an explicit bundle
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings) {
        this(library, settings, new CpuEngine());
    }

    /**
     * @param library bundles to choose from
     * @param settings samples, seed and an explicit bundle
     * @param engine what runs the networks
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings, McDropoutEngine engine) {
        this(library, settings, engine, ResponseLookup.NONE);
    }

    /**
     * @param library bundles to choose from
     * @param settings samples, seed, an explicit bundle, and whether to refine
     * @param engine what runs the networks
     * @param responses finds the response that a spectrum is refined with; where it finds none the bundle's is taken
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings, McDropoutEngine engine,
            ResponseLookup responses) {
        this.library = library;
        this.settings = settings;
        this.engine = engine;
        this.refiner = new SpectrumRefiner(settings, responses);
        settings.bundle().ifPresent(name -> library.find(name).orElseThrow(() -> new RefusedValueException(
                "there is no bundle '" + name + "'; there are "
                        + library.bundles().stream().map(ModelBundle::name).toList())));
    }

    private record Work(int place, long row, Spectrum spectrum, double counts, float[] input) {
    }

    /**
     * Fits rows. The result of a row depends on its spectrum, its row number, the bundle and the seed alone, so any
     * row can be fitted again later with the same outcome, in any company.
     *
     * @param requests the rows, in any number; memory is bounded by (rows x samples x parameters) doubles, so callers
     *        with many rows pass them in chunks
     * @param progress counts rows; may cancel
     * @return one result per request, in their order
     */
    public List<FitResult> fit(List<FitRequest> requests, Progress progress) {
        FitResult[] results = new FitResult[requests.size()];
        Map<ModelBundle, List<Work>> byBundle = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            FitRequest request = requests.get(i);
            try {
                if (request.failure() != null) {
                    throw request.failure();
                }
                ModelBundle bundle = choose(request.spectrum());
                bundle.load();
                requireWilling(bundle);
                BinnedSpectrum binned = bundle.binned(request.spectrum());
                byBundle.computeIfAbsent(bundle, b -> new ArrayList<>()).add(new Work(i, request.row(), request.spectrum(),
                        binned.totalCounts(), bundle.input(binned)));
            } catch (UnfitSpectrumException e) {
                results[i] = FitResult.failed(request.row(), e);
            } catch (UncheckedIOException e) {
                // Rows of other bundles are none the worse for it.
                results[i] = FitResult.failed(request.row(),
                        new UnfitSpectrumException(FitFlag.NO_BUNDLE, e.getCause().getMessage()));
            }
        }
        long failed = Arrays.stream(results).filter(r -> r != null).count();
        long before = failed;
        for (Map.Entry<ModelBundle, List<Work>> e : byBundle.entrySet()) {
            List<Work> work = e.getValue();
            long rowsBefore = before;
            McDropoutEngine.Drawn drawn = engine.draw(e.getKey(), work.stream().map(Work::input).toList(),
                    work.stream().mapToLong(Work::row).toArray(), settings.samples(), settings.seed(),
                    (done, all) -> progress.update(rowsBefore + done * work.size() / all / 2, requests.size()));
            AtomicLong looked = new AtomicLong();
            ParallelTasks.run(work.size(), i -> {
                Work w = work.get(i);
                try {
                    results[w.place()] = refiner.refine(w.row(), e.getKey(), w.spectrum(),
                            posterior(e.getKey(), w, drawn.outputs().get(i)), (done, all) -> progress.update(
                                    rowsBefore + (work.size() + looked.get()) / 2, requests.size()))
                            .drawnBy(drawn.engine());
                } catch (UnfitSpectrumException failure) {
                    results[w.place()] = FitResult.failed(w.row(), failure);
                }
                looked.incrementAndGet();
                progress.update(rowsBefore + (work.size() + looked.get()) / 2, requests.size());
            });
            before += work.size();
        }
        progress.update(requests.size(), requests.size());
        return List.of(results);
    }

    private void requireWilling(ModelBundle bundle) throws UnfitSpectrumException {
        Optional<String> refusal = engine.refusal(bundle);
        if (refusal.isPresent()) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, refusal.get() + "; choose another engine or bundle");
        }
    }

    private ModelBundle choose(Spectrum spectrum) throws UnfitSpectrumException {
        return settings.bundle().isPresent() ? library.find(settings.bundle().get()).orElseThrow()
                : library.select(spectrum);
    }

    private Posterior posterior(ModelBundle bundle, Work work, float[] outputs) throws UnfitSpectrumException {
        double[][] draws = bundle.head().draws(outputs, work.counts(), settings.seed(), work.row());
        if (!Arrays.stream(draws).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, "the network of bundle " + bundle.name()
                    + " gives samples that are not finite; expected numbers from 0 to 1; the bundle is damaged, get it "
                    + "again or choose another one");
        }
        return new Posterior(bundle.prior(), Posterior.values(bundle.prior(), draws));
    }
}
