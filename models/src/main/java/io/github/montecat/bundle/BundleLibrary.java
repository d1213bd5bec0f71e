package io.github.montecat.bundle;

import io.github.montecat.inference.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** placeholder; the network half fills it in. */
public final class BundleLibrary {

    /**
     * @param bundles the bundles to choose from
     * @return a library of just these, for tests and for an explicit file
     */
    public static BundleLibrary of(List<ModelBundle> bundles) {
        throw new IllegalStateException("" + bundles);
    }

    /**
     * The shipped bundles, then those in a folder; one of the same name in the folder wins.
     *
     * @param folder usually {@code ~/.montecat/bundles}; need not exist
     * @return the library
     */
    public static BundleLibrary standard(Path folder) {
        throw new IllegalStateException("" + folder);
    }

    /** @return all bundles, sorted by name */
    public List<ModelBundle> bundles() {
        throw new IllegalStateException();
    }

    /**
     * @param name a bundle's name
     * @return the bundle, or empty if there is none of that name
     */
    public Optional<ModelBundle> find(String name) {
        throw new IllegalStateException(name);
    }

    /**
     * The bundle for a spectrum, by number of channels (or of bins, for a spectrum that is already binned as the
     * bundle wants it) and exposure.
     *
     * @param spectrum a spectrum
     * @return the bundle
     * @throws UnfitSpectrumException if none fits; the message names the spectrum's side and every bundle's
     */
    public ModelBundle select(Spectrum spectrum) throws UnfitSpectrumException {
        throw new UnfitSpectrumException(null, spectrum.name());
    }
}
