package io.github.montecat.inference;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.progress.Progress;
import java.util.List;

/** placeholder; the network half fills it in. */
public final class SpectrumFitter {

    private final BundleLibrary library;
    private final FitSettings settings;

    /**
     * @param library bundles to choose from
     * @param settings samples, seed and an explicit bundle
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings) {
        this.library = library;
        this.settings = settings;
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
        throw new IllegalStateException(library + " " + settings);
    }
}
