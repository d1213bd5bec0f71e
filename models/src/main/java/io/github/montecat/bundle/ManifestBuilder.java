package io.github.montecat.bundle;

import java.util.Map;

/**
 * Builds a {@link BundleManifest}, whose record components its methods are named after. Not safe for use by several
 * threads.
 */
public final class ManifestBuilder {

    private int format = BundleFile.FORMAT;
    private String name;
    private String version;
    private String description;
    private BundleManifest.Instrument instrument;
    private BundleManifest.Model model;
    private int channels;
    private int[] groupingEdges;
    private BundleManifest.Exposure exposure;
    private BundleManifest.Background background;
    private BundleManifest.Network network;
    private BundleManifest.Training training;
    private BundleManifest.Calibration calibration;
    private BundleManifest.Diagnostics diagnostics;
    private Map<String, String> members = Map.of();

    ManifestBuilder() {
    }

    ManifestBuilder(BundleManifest manifest) {
        format = manifest.format();
        name = manifest.name();
        version = manifest.version();
        description = manifest.description();
        instrument = manifest.instrument();
        model = manifest.model();
        channels = manifest.channels();
        groupingEdges = manifest.groupingEdges();
        exposure = manifest.exposure();
        background = manifest.background();
        network = manifest.network();
        training = manifest.training();
        calibration = manifest.calibration();
        diagnostics = manifest.diagnostics();
        members = manifest.members();
    }

    /**
     * @param value version of the bundle format
     * @return this builder
     */
    ManifestBuilder format(int value) {
        format = value;
        return this;
    }

    /**
     * @param value short name
     * @return this builder
     */
    public ManifestBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * @param value the bundle's own version
     * @return this builder
     */
    public ManifestBuilder version(String value) {
        version = value;
        return this;
    }

    /**
     * @param value a sentence on what it is good for
     * @return this builder
     */
    public ManifestBuilder description(String value) {
        description = value;
        return this;
    }

    /**
     * @param value the instrument it is for
     * @return this builder
     */
    public ManifestBuilder instrument(BundleManifest.Instrument value) {
        instrument = value;
        return this;
    }

    /**
     * @param value the model and its prior
     * @return this builder
     */
    public ManifestBuilder model(BundleManifest.Model value) {
        model = value;
        return this;
    }

    /**
     * @param value number of detector channels of the spectra it takes
     * @return this builder
     */
    public ManifestBuilder channels(int value) {
        channels = value;
        return this;
    }

    /**
     * @param value channel indices at which bins start, and the end of the last
     * @return this builder
     */
    public ManifestBuilder groupingEdges(int[] value) {
        groupingEdges = value;
        return this;
    }

    /**
     * @param value exposures it serves
     * @return this builder
     */
    public ManifestBuilder exposure(BundleManifest.Exposure value) {
        exposure = value;
        return this;
    }

    /**
     * @param value background it needs, null if none
     * @return this builder
     */
    public ManifestBuilder background(BundleManifest.Background value) {
        background = value;
        return this;
    }

    /**
     * @param value architecture of the network
     * @return this builder
     */
    public ManifestBuilder network(BundleManifest.Network value) {
        network = value;
        return this;
    }

    /**
     * @param value where the weights come from
     * @return this builder
     */
    public ManifestBuilder training(BundleManifest.Training value) {
        training = value;
        return this;
    }

    /**
     * @param value what its densities are corrected by, null if they are not
     * @return this builder
     */
    public ManifestBuilder calibration(BundleManifest.Calibration value) {
        calibration = value;
        return this;
    }

    /**
     * @param value how good it is on its test spectra, null if not measured
     * @return this builder
     */
    public ManifestBuilder diagnostics(BundleManifest.Diagnostics value) {
        diagnostics = value;
        return this;
    }

    /**
     * @param value SHA-256 of every other member by name
     * @return this builder
     */
    ManifestBuilder members(Map<String, String> value) {
        members = value;
        return this;
    }

    /** @return the manifest */
    public BundleManifest build() {
        return new BundleManifest(format, name, version, description, instrument, model, channels, groupingEdges,
                exposure, background, network, training, calibration, diagnostics, members);
    }
}
