package io.github.montecat.bundle;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.training.InputScaler;

/**
 * All that is needed to infer the parameters of one model from spectra of one instrument: prior, response, scaler and
 * trained network. Made by {@link BundleFile}. Immutable and safe for use by several threads.
 */
public final class ModelBundle {

    private final BundleManifest manifest;
    private final String sha256;
    private final ModelPrior prior;
    private final Response response;
    private final ChannelGrouping grouping;
    private final InputScaler scaler;
    private final GruArchitecture architecture;
    private final GruSampler sampler;

    ModelBundle(BundleManifest manifest, String sha256, ModelPrior prior, Response response, InputScaler scaler,
            GruArchitecture architecture, GruSampler sampler) {
        this.manifest = manifest;
        this.sha256 = sha256;
        this.prior = prior;
        this.response = response;
        this.grouping = new ChannelGrouping(manifest.groupingEdges());
        this.scaler = scaler;
        this.architecture = architecture;
        this.sampler = sampler;
    }

    /** @return its name, such as {@code nicer-a-1s} */
    public String name() {
        return manifest.name();
    }

    /** @return its version, such as {@code 1.0} */
    public String version() {
        return manifest.version();
    }

    /** @return a sentence on what it is good for */
    public String description() {
        return manifest.description();
    }

    /** @return SHA-256 of the bundle file in hexadecimal */
    public String sha256() {
        return sha256;
    }

    /** @return all that its {@code bundle.json} says */
    public BundleManifest manifest() {
        return manifest;
    }

    /** @return the instrument it is for, such as {@code NICER XTI} */
    public String instrument() {
        return (manifest.instrument().telescope() + " " + manifest.instrument().instrument()).trim();
    }

    /** @return model and prior */
    public ModelPrior prior() {
        return prior;
    }

    /** @return the response to the bundle's bins */
    public Response response() {
        return response;
    }

    /** @return number of detector channels of the spectra it takes */
    public int channelCount() {
        return manifest.channels();
    }

    /** @return how channels are summed into the network's bins */
    public ChannelGrouping grouping() {
        return grouping;
    }

    /** @return exposures it serves */
    public ExposureRange exposures() {
        return new ExposureRange(manifest.exposure().min(), manifest.exposure().max());
    }

    /** @return the trained network, ready to draw samples */
    public GruSampler sampler() {
        return sampler;
    }

    /**
     * Turns a spectrum into the network's input: groups its channels (one that already has as many channels as the
     * bundle has bins is taken as it is), brings the counts to the exposure of the training, standardises.
     *
     * @param spectrum a spectrum
     * @return the input sequence, steps x bins per step
     * @throws UnfitSpectrumException if the spectrum is not one this bundle can fit; the message names both sides
     */
    public float[] input(Spectrum spectrum) throws UnfitSpectrumException {
        requireUsable(spectrum);
        if (!takesChannels(spectrum.channelCount())) {
            throw new UnfitSpectrumException(FitFlag.WRONG_LENGTH, "spectrum has " + spectrum.channelCount()
                    + " channels, bundle " + expects());
        }
        if (!takesMission(spectrum)) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, "spectrum is of " + spectrum.telescope() + ", bundle "
                    + expects());
        }
        if (!exposures().contains(spectrum.exposure())) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, "spectrum has an exposure of "
                    + (float) spectrum.exposure() + " s, bundle " + expects());
        }
        double[] bins = spectrum.channelCount() == grouping.size() ? spectrum.counts()
                : grouping.sum(spectrum.counts());
        double toTraining = manifest.exposure().trained() / spectrum.exposure();
        for (int b = 0; b < bins.length; b++) {
            bins[b] *= toTraining;
        }
        return architecture.sequence(scaler.apply(bins));
    }

    /** What no bundle can fit. */
    static void requireUsable(Spectrum spectrum) throws UnfitSpectrumException {
        if (spectrum.channelCount() == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "spectrum has no channels");
        }
        for (int c = 0; c < spectrum.channelCount(); c++) {
            double counts = spectrum.counts(c);
            if (Double.isNaN(counts) || Double.isInfinite(counts)) {
                throw new UnfitSpectrumException(FitFlag.NOT_FINITE, "spectrum has " + counts + " counts in channel "
                        + (spectrum.firstChannel() + c) + ", expected finite numbers");
            }
            if (counts < 0) {
                throw new UnfitSpectrumException(FitFlag.NEGATIVE, "spectrum has " + (float) counts
                        + " counts in channel " + (spectrum.firstChannel() + c) + ", expected counts from 0 up; use "
                        + "the spectrum before background subtraction");
            }
        }
        if (spectrum.totalCounts() == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "spectrum has no counts in any of its "
                    + spectrum.channelCount() + " channels");
        }
        if (!(spectrum.exposure() > 0) || Double.isInfinite(spectrum.exposure())) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, Double.isNaN(spectrum.exposure())
                    ? "spectrum has no exposure; give one in seconds, or the column that holds it"
                    : "spectrum has an exposure of " + spectrum.exposure() + " s, expected a positive number");
        }
    }

    boolean takesChannels(int channels) {
        return channels == channelCount() || channels == grouping.size();
    }

    boolean takesMission(Spectrum spectrum) {
        String mine = manifest.instrument().telescope();
        return mine.isEmpty() || spectrum.telescope().isEmpty() || mine.equalsIgnoreCase(spectrum.telescope());
    }

    /** One line for messages: {@code nicer-a-1s expects 1501 channels (or its 194 bins) of NICER XTI, 0.9-1.1 s}. */
    String expects() {
        return name() + " expects " + channelCount() + " channels (or its " + grouping.size() + " bins)"
                + (instrument().isEmpty() ? "" : " of " + instrument()) + ", " + exposures();
    }

    @Override
    public String toString() {
        return name() + " " + version();
    }
}
