package io.github.montecat.bundle;

import io.github.montecat.features.InputScaler;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.head.CalibratedHead;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import io.github.montecat.physics.TableModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * All that is needed to infer the parameters of one model from spectra of one instrument: prior, response, scaler and
 * trained network. Made by {@link BundleFile}. Immutable and safe for use by several threads.
 *
 * <p>A bundle of a {@link BundleLibrary} makes its parts when they are first asked for, all but those that stand in its
 * manifest. Where that turns out impossible, {@link #load} and whatever wants the part throw an
 * {@link java.io.UncheckedIOException} whose message names bundle and file.
 */
public final class ModelBundle {

    private final BundleManifest manifest;
    private final Deferred<String> sha256;
    private final ChannelGrouping grouping;
    private final Deferred<BundleContent> content;
    private final Deferred<PassSampler> sampler;
    private final Deferred<FoldedModel> folded;

    ModelBundle(BundleManifest manifest, Deferred<String> sha256, Deferred<BundleContent> content) {
        this.manifest = manifest;
        this.sha256 = sha256;
        this.grouping = new ChannelGrouping(manifest.groupingEdges());
        this.content = content;
        this.sampler = new Deferred<>(() -> content.get().architecture().sampler(content.get().weights()));
        this.folded = new Deferred<>(() -> {
            Response response = response();
            return new FoldedModel(prior().model(), response,
                    NoticedBins.of(Spectrum.of(new double[response.bins().size()], Double.NaN), response.bins()));
        });
    }

    /**
     * Makes all that inference wants of it, where that is not yet done.
     *
     * @throws java.io.UncheckedIOException if the bundle's file is whole but holds no bundle that can be used
     */
    public void load() {
        sampler.get();
    }

    /** @return its name, such as {@code nicer-a} */
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
        return sha256.get();
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
        return source().prior();
    }

    /** @return the response to the bundle's bins */
    public Response response() {
        return source().response();
    }

    /** @return the model seen through the response in all of the bundle's bins; made once, shared by all spectra */
    public FoldedModel folded() {
        return folded.get();
    }

    /** @return spectra like those of its training */
    public SpectrumSource source() {
        return content.get().source();
    }

    /** @return what the network's outputs mean */
    public CalibratedHead head() {
        return content.get().head();
    }

    /** @return the scaler of the network's input */
    public InputScaler scaler() {
        return content.get().scaler();
    }

    /** @return tables of the model by their names in its expression; unmodifiable */
    public Map<String, TableModel> tables() {
        return Collections.unmodifiableMap(content.get().tables());
    }

    /** @return the network's architecture */
    public NetworkArchitecture architecture() {
        return content.get().architecture();
    }

    /** @return the network's weights */
    public NetworkWeights weights() {
        return content.get().weights();
    }

    /** All that is in the bundle beside its manifest. */
    BundleContent content() {
        return content.get();
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
    public PassSampler sampler() {
        return sampler.get();
    }

    /**
     * Turns a spectrum into the network's input.
     *
     * @param spectrum a spectrum
     * @return the network's input
     * @throws UnfitSpectrumException if the spectrum is not one this bundle can fit; the message names both sides
     */
    public float[] input(Spectrum spectrum) throws UnfitSpectrumException {
        return input(binned(spectrum));
    }

    /**
     * Lays binned counts out as the network's input.
     *
     * @param spectrum what {@link #binned} or the bundle's {@link #source} gave
     * @return the network's input
     */
    public float[] input(BinnedSpectrum spectrum) {
        return content.get().architecture().layOut(scaler().apply(spectrum));
    }

    /**
     * Sums a spectrum's channels into the bundle's bins; one that already has as many channels as the bundle has bins is
     * taken as it is.
     *
     * @param spectrum a spectrum
     * @return its counts per bin, with those of its background if it has one
     * @throws UnfitSpectrumException if the spectrum is not one this bundle can fit; the message names both sides
     */
    public BinnedSpectrum binned(Spectrum spectrum) throws UnfitSpectrumException {
        requireUsable(spectrum);
        Optional<UnfitSpectrumException> refusal = refusal(SpectrumOutline.of(spectrum));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return new BinnedSpectrum(counts(spectrum), spectrum.exposure(), background(spectrum));
    }

    /**
     * Why this bundle does not take such a spectrum: the first condition that fails, of channels, mission, exposure and
     * background. The one place that decides this. What is not known is not asked.
     *
     * @param outline what is known of the spectrum
     * @return the reason, which names both sides; empty if the bundle may take it
     */
    public Optional<UnfitSpectrumException> refusal(SpectrumOutline outline) {
        String telescope = manifest.instrument().telescope();
        if (!takesChannels(outline.channels())) {
            return refusal(FitFlag.WRONG_LENGTH, "spectrum has " + outline.channels() + " channels");
        } else if (!telescope.isEmpty() && !outline.telescope().isEmpty()
                && !telescope.equalsIgnoreCase(outline.telescope())) {
            return refusal(FitFlag.NO_BUNDLE, "spectrum is of " + outline.telescope());
        } else if (outline.exposure().filter(e -> !exposures().contains(e)).isPresent()) {
            return refusal(FitFlag.NO_BUNDLE, "spectrum has an exposure of " + outline.exposure().get().floatValue()
                    + " s");
        } else if (manifest.background() != null && outline.background().filter(has -> !has).isPresent()) {
            return Optional.of(new UnfitSpectrumException(FitFlag.NO_BACKGROUND, "spectrum has no background, bundle "
                    + name() + " needs one; name it in the spectrum's BACKFILE and put it beside the spectrum"));
        }
        return Optional.empty();
    }

    private Optional<UnfitSpectrumException> refusal(FitFlag flag, String found) {
        return Optional.of(new UnfitSpectrumException(flag, found + ", bundle " + expects()));
    }

    private Optional<BinnedSpectrum.Background> background(Spectrum spectrum) throws UnfitSpectrumException {
        BundleManifest.Background wanted = manifest.background();
        if (spectrum.background().isEmpty()) {
            return Optional.empty();
        }
        Spectrum background = spectrum.background().get();
        requireCounts(background, "background");
        requireExposure(background, "background");
        double ratio = ratio(spectrum, background);
        if (wanted != null && !(ratio >= wanted.smallestRatio() && ratio <= wanted.largestRatio())) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, "the source's exposure x AREASCAL x BACKSCAL is "
                    + (float) ratio + " times the background's, bundle " + name() + " serves ratios of "
                    + (float) wanted.smallestRatio() + " to " + (float) wanted.largestRatio());
        }
        return Optional.of(new BinnedSpectrum.Background(counts(background), ratio));
    }

    private double[] counts(Spectrum spectrum) {
        return spectrum.channelCount() == grouping.size() ? spectrum.counts() : grouping.sum(spectrum.counts());
    }

    /** Of exposure x AREASCAL x BACKSCAL; where scalings differ between channels, of their means. */
    private static double ratio(Spectrum spectrum, Spectrum background) {
        return spectrum.exposure() * mean(spectrum.areaScale()) * mean(spectrum.backScale())
                / (background.exposure() * mean(background.areaScale()) * mean(background.backScale()));
    }

    private static double mean(Optional<double[]> scale) {
        return scale.map(s -> Arrays.stream(s).average().orElse(1)).orElse(1.0);
    }

    /** What no bundle can fit. */
    static void requireUsable(Spectrum spectrum) throws UnfitSpectrumException {
        if (spectrum.channelCount() == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "spectrum has no channels");
        }
        requireCounts(spectrum, "spectrum");
        if (spectrum.totalCounts() == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "spectrum has no counts in any of its "
                    + spectrum.channelCount() + " channels");
        }
        requireExposure(spectrum, "spectrum");
    }

    private static void requireCounts(Spectrum spectrum, String what) throws UnfitSpectrumException {
        for (int c = 0; c < spectrum.channelCount(); c++) {
            double counts = spectrum.counts(c);
            if (Double.isNaN(counts) || Double.isInfinite(counts)) {
                throw new UnfitSpectrumException(FitFlag.NOT_FINITE, what + " has " + counts + " counts in channel "
                        + (spectrum.firstChannel() + c) + ", expected finite numbers");
            }
            if (counts < 0) {
                throw new UnfitSpectrumException(FitFlag.NEGATIVE, what + " has " + (float) counts
                        + " counts in channel " + (spectrum.firstChannel() + c) + ", expected counts from 0 up; use "
                        + "the spectrum before background subtraction");
            }
        }
    }

    private static void requireExposure(Spectrum spectrum, String what) throws UnfitSpectrumException {
        if (!(spectrum.exposure() > 0) || Double.isInfinite(spectrum.exposure())) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, Double.isNaN(spectrum.exposure())
                    ? what + " has no exposure; give one in seconds, or the column that holds it"
                    : what + " has an exposure of " + spectrum.exposure() + " s, expected a positive number");
        }
    }

    boolean takesChannels(int channels) {
        return channels == channelCount() || channels == grouping.size();
    }

    /** One line for messages: {@code nicer-a expects 1501 channels (or its 194 bins) of NICER XTI, 0.5-20.0 s}. */
    String expects() {
        return name() + " expects " + channelCount() + " channels (or its " + grouping.size() + " bins)"
                + (instrument().isEmpty() ? "" : " of " + instrument()) + ", " + exposures();
    }

    @Override
    public String toString() {
        return name() + " " + version();
    }
}
