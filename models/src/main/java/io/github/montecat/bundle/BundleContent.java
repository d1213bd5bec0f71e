package io.github.montecat.bundle;

import io.github.montecat.head.CalibratedHead;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.TableModel;
import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.training.InputFeatures;
import io.github.montecat.training.InputScaler;
import io.github.montecat.training.InputTransform;
import io.github.montecat.training.RateComponents;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a bundle holds beside manifest and network. Immutable.
 *
 * @param source spectra like those of the training
 * @param tables tables of the model by their names in its expression
 * @param scaler scaler of the network's input
 * @param architecture architecture of the network
 * @param head what its outputs mean
 */
record BundleContent(SpectrumSource source, Map<String, TableModel> tables, InputScaler scaler,
        NetworkArchitecture architecture, CalibratedHead head) {

    static final String NETWORK = "network.zip";
    static final String MEAN = "scaler/mean.npy";
    static final String DEVIATION = "scaler/deviation.npy";
    static final String COMPONENTS_MEAN = "components/mean.npy";
    static final String COMPONENTS = "components/directions.npy";
    static final String COMPONENTS_BACKGROUND = "components/background.npy";
    static final String MATRIX = "response/matrix.npy";
    static final String ENERGIES = "response/energies.npy";
    static final String BINS = "response/bins.npy";
    static final String BACKGROUND = "background/rates.npy";

    /**
     * @param manifest what the bundle says of itself
     * @param members content of the bundle's files by name
     * @return what is in them
     * @throws IllegalArgumentException if they do not fit together or are not what the manifest says
     */
    static BundleContent read(BundleManifest manifest, Map<String, byte[]> members) {
        Map<String, TableModel> tables = BundleTables.read(members);
        Map<String, Prior> priors = new LinkedHashMap<>();
        for (BundleManifest.Parameter p : manifest.model().parameters()) {
            priors.put(p.label(), Prior.of(p.prior(), p.min(), p.max()));
        }
        ModelPrior prior = new ModelPrior(ModelExpression.parse(manifest.model().expression(),
                new ModelSettings(AbundanceTable.named(manifest.model().abundances())),
                BundleTables.source(tables)), priors, manifest.model().fixed());
        EnergyGrid energies = grid(members.get(ENERGIES));
        EnergyGrid bins = grid(members.get(BINS));
        INDArray matrix = Nd4j.createNpyFromByteArray(members.get(MATRIX));
        Response response = Response.ofDense(energies, bins, matrix.reshape(matrix.length()).toFloatVector());
        Optional<BackgroundDraw> background = Optional.ofNullable(manifest.background())
                .map(b -> new BackgroundDraw(b.origin(),
                        Nd4j.createNpyFromByteArray(members.get(BACKGROUND)).toDoubleVector(), b.faintest(), b.brightest(),
                        b.smallestRatio(), b.largestRatio()));
        SpectrumSource source = SpectrumSource.of(prior, response, manifest.exposure().draw(), background);
        BundleManifest.Network n = manifest.network();
        Optional<RateComponents> components = n.rateComponents() == 0 ? Optional.empty()
                : Optional.of(components(members, bins.size()));
        InputFeatures features = InputFeatures.of(InputTransform.valueOf(n.transform().toUpperCase(Locale.ROOT)),
                source, components);
        InputScaler scaler = new InputScaler(features, Nd4j.createNpyFromByteArray(members.get(MEAN)).toDoubleVector(),
                Nd4j.createNpyFromByteArray(members.get(DEVIATION)).toDoubleVector());
        NetworkArchitecture architecture = n.settings().architecture(features.shape(bins.size()), prior.dimension());
        return new BundleContent(source, tables, scaler, architecture, new CalibratedHead(architecture.head(),
                Optional.ofNullable(manifest.calibration()).map(c -> c.toDensityCalibration(
                        manifest.model().parameters().stream().map(BundleManifest.Parameter::label).toList()))));
    }

    private static RateComponents components(Map<String, byte[]> members, int bins) {
        byte[] background = members.get(COMPONENTS_BACKGROUND);
        return new RateComponents(Nd4j.createNpyFromByteArray(members.get(COMPONENTS_MEAN)).toDoubleVector(),
                Nd4j.createNpyFromByteArray(members.get(COMPONENTS)).toDoubleMatrix(),
                background == null ? new double[bins] : Nd4j.createNpyFromByteArray(background).toDoubleVector());
    }

    private static EnergyGrid grid(byte[] npy) {
        double[][] b = Nd4j.createNpyFromByteArray(npy).toDoubleMatrix();
        return new EnergyGrid(b[0], b[1]);
    }
}
