package io.github.montecat.bundle;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.assessment.Outliers;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.features.InputFeatures;
import io.github.montecat.head.DensityCalibration;
import io.github.montecat.head.SinhArcsinh;
import io.github.montecat.network.ConvolutionArchitecture;
import io.github.montecat.network.InputShape;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.simulate.ExposureDraw;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code bundle.json} says. A plain mirror of the file; {@link ModelBundle} is what the program works with.
 *
 * @param format version of the bundle format, {@link BundleFile#FORMAT}
 * @param name short name, letters, digits and hyphens
 * @param version the bundle's own version
 * @param description a sentence on what it is good for
 * @param instrument the instrument it is for
 * @param model the model and its prior
 * @param channels number of detector channels of the spectra it takes
 * @param groupingEdges channel indices at which bins start, and the end of the last
 * @param exposure exposures it serves and the one it was trained at
 * @param background background it wants, null if none
 * @param network architecture of the network and treatment of its input
 * @param training where the weights come from
 * @param calibration what its densities are corrected by, null if they are not
 * @param diagnostics how good it is on its test spectra
 * @param members SHA-256 of every other file of the bundle, in hexadecimal
 */
public record BundleManifest(int format, String name, String version, String description, Instrument instrument,
        Model model, int channels, int[] groupingEdges, Exposure exposure, Background background, Network network,
        Training training,
        Calibration calibration, Diagnostics diagnostics, Map<String, String> members) {

    /** Stands for a commit or a checksum that nobody recorded. */
    public static final String UNKNOWN = "unknown";

    /**
     * The architecture of the network.
     *
     * @return the architecture
     * @throws IllegalArgumentException if the parts that it follows from contradict each other
     */
    public NetworkArchitecture architecture() {
        InputShape shape = InputFeatures.shape(groupingEdges.length - 1, background != null,
                exposure.draw().fixed().isEmpty(), network.rateComponents());
        return network.settings().architecture(shape, model.parameters().size());
    }

    /** @return a builder with no part set */
    public static ManifestBuilder builder() {
        return new ManifestBuilder();
    }

    /** @return a builder with all parts as they are here */
    public ManifestBuilder toBuilder() {
        return new ManifestBuilder(this);
    }

    /**
     * The instrument.
     *
     * @param telescope TELESCOP of spectra it takes
     * @param instrument INSTRUME of spectra it takes
     * @param response where the response comes from and what it is
     */
    public record Instrument(String telescope, String instrument, String response) {
    }

    /**
     * The model.
     *
     * @param expression in XSPEC's syntax
     * @param abundances abundance table, XSPEC's name
     * @param crossSections cross sections, XSPEC's name
     * @param parameters the free parameters
     * @param fixed values of fixed parameters by label
     * @param tables names of the table models in the expression, in the order of the bundle's members
     */
    public record Model(String expression, String abundances, String crossSections, List<Parameter> parameters,
            Map<String, Double> fixed, List<String> tables) {
    }

    /**
     * A free parameter.
     *
     * @param label name that is unique in the model
     * @param unit VOUnit, for readers of the file
     * @param ucd UCD1+, for readers of the file
     * @param prior {@code uniform} or {@code loguniform}
     * @param min lower end of the prior
     * @param max upper end of the prior
     */
    public record Parameter(String label, String unit, String ucd, String prior, double min, double max) {
    }

    /**
     * Exposures.
     *
     * @param trained exposure of the training spectra in s, to which counts are brought; null if they were drawn
     *        log-uniformly from those served and the network is told
     * @param min shortest exposure served in s
     * @param max longest exposure served in s
     */
    public record Exposure(Double trained, double min, double max) {

        /** @return exposures of spectra like those of the training */
        public ExposureDraw draw() {
            return trained == null ? new ExposureDraw(min, max) : ExposureDraw.fixed(trained);
        }
    }

    /**
     * The background that the network is told of.
     *
     * @param origin where the background's shape comes from
     * @param faintest smallest multiple of that background's rate in the training
     * @param brightest largest multiple
     * @param smallestRatio smallest ratio of source to background region (exposure x AREASCAL x BACKSCAL) served
     * @param largestRatio largest such ratio
     */
    public record Background(String origin, double faintest, double brightest, double smallestRatio,
            double largestRatio) {
    }

    /**
     * The network.
     *
     * @param type {@code ann}, {@code cnn} or {@code gru}
     * @param head {@code point}: one value per parameter; {@code density}: a mixture of normal densities
     * @param components normal densities of a density head, 0 for a point head
     * @param binsPerStep bins per step of a GRU's sequence, 0 for other networks
     * @param layers number of layers; of a CNN, those after its convolutions
     * @param units units per layer; of a CNN also filters per convolution
     * @param dropout dropout rate
     * @param transform what is done to counts before standardisation: {@code counts}, {@code anscombe} or {@code log}
     * @param rateComponents number of components of rates whose coefficients are inputs as well
     */
    public record Network(String type, String head, int components, int binsPerStep, int layers, int units,
            double dropout, String transform, int rateComponents) {

        /** @return what it is shown, for readers: {@code log, 12 components of rates} */
        public String input() {
            return transform + (rateComponents == 0 ? "" : ", " + rateComponents + " components of rates");
        }

        /** @return what it is, for readers: {@code gru, 2 x 100 units, dropout 0.005, density head, 32 bins per step, input log} */
        public String summary() {
            String convolutions = type.equals(ConvolutionArchitecture.TYPE)
                    ? ConvolutionArchitecture.CONVOLUTIONS + " convolutions + " : "";
            String steps = binsPerStep == 0 ? "" : binsPerStep + (binsPerStep == 1 ? " bin" : " bins") + " per step, ";
            return type + ", " + convolutions + layers + " x " + units + " units, dropout "
                    + BigDecimal.valueOf(dropout).stripTrailingZeros().toPlainString() + ", " + head + " head, " + steps
                    + "input " + input();
        }

        /** @return the choices that make the architecture */
        public NetworkSettings settings() {
            return new NetworkSettings(type, binsPerStep, layers, units, dropout, head, components);
        }
    }

    /**
     * Provenance.
     *
     * @param software program and version that trained it
     * @param commit source commit, {@value #UNKNOWN} if unknown
     * @param date day of the training, ISO 8601
     * @param command the command line that trained it
     * @param spectra number of simulated spectra, split 60:20:20
     * @param seed seed of spectra, noise, weights and masks
     * @param fresh what was new in each epoch: {@code none}, {@code noise} or {@code spectra}
     * @param batchSize spectra per update
     * @param learningRate Adam's step size at the start
     * @param epochs epochs run
     * @param bestEpoch epoch of the weights, from 0
     * @param validationLoss loss on the validation spectra at that epoch
     * @param parent the bundle whose weights training started from, null for fresh weights
     * @param files files that response and background were read from
     */
    public record Training(String software, String commit, String date, String command, int spectra, long seed,
            String fresh, int batchSize, double learningRate, int epochs, int bestEpoch, double validationLoss,
            Parent parent, List<SourceFile> files) {
    }

    /**
     * A bundle that another one was trained from.
     *
     * @param name its name and version, {@value #UNKNOWN} if unknown
     * @param sha256 SHA-256 of its file in hexadecimal, {@value #UNKNOWN} if unknown
     */
    public record Parent(String name, String sha256) {
    }

    /**
     * A file that went into a bundle.
     *
     * @param role {@code rmf}, {@code arf} or {@code background}
     * @param name its name, without folders
     * @param sha256 its SHA-256 in hexadecimal, {@value #UNKNOWN} if unknown
     */
    public record SourceFile(String role, String name, String sha256) {
    }

    /**
     * What densities are corrected by, see {@link io.github.montecat.head.DensityCalibration}.
     *
     * @param spectra number of simulated spectra it was found with, none of them of the training or the tests
     * @param seed their seed
     * @param counts counts of spectra at which the rest is given
     * @param shift shift of each parameter's density in standard deviations, by parameter label
     * @param stretch factor of its standard deviation, by parameter label
     * @param skew what skews it, by parameter label; null for nothing
     * @param tail what changes its tails, by parameter label; null for nothing
     * @param mixing what each parameter has of those before it, by its label and theirs; null for nothing
     */
    public record Calibration(int spectra, long seed, double[] counts, Map<String, double[]> shift,
            Map<String, double[]> stretch, Map<String, double[]> skew, Map<String, double[]> tail,
            Map<String, Map<String, double[]>> mixing) {

        /**
         * The calibration itself.
         *
         * @param labels labels of all free parameters, in their order
         * @return the calibration
         * @throws IllegalArgumentException if something of it is missing, or not as long as the counts, or not what it should be
         */
        public DensityCalibration toDensityCalibration(List<String> labels) {
            double[][] ofPairs = new double[counts.length][labels.size() * (labels.size() - 1) / 2];
            if (mixing != null) {
                int pair = 0;
                for (int p = 0; p < labels.size(); p++) {
                    for (String other : labels.subList(0, p)) {
                        double[] values = of(other, mixing.get(labels.get(p)), "mixing with " + labels.get(p));
                        for (int k = 0; k < counts.length; k++) {
                            ofPairs[k][pair] = values[k];
                        }
                        pair++;
                    }
                }
            }
            return new DensityCalibration(counts, labels.stream().map(l -> shapes(l).toArray(SinhArcsinh[]::new))
                    .toArray(SinhArcsinh[][]::new), ofPairs);
        }

        /**
         * What the density of one parameter is changed by.
         *
         * @param label the parameter's label
         * @return one shape for each of the counts
         * @throws IllegalArgumentException if there are none, or not as many, or one is not what it should be
         */
        public List<SinhArcsinh> shapes(String label) {
            double[] ones = new double[counts.length];
            Arrays.fill(ones, 1);
            double[] shifts = of(label, shift, "shift");
            double[] stretches = of(label, stretch, "stretch");
            double[] skews = skew == null ? new double[counts.length] : of(label, skew, "skew");
            double[] tails = tail == null ? ones : of(label, tail, "tail");
            try {
                return IntStream.range(0, counts.length)
                        .mapToObj(k -> new SinhArcsinh(shifts[k], stretches[k], skews[k], tails[k])).toList();
            } catch (IllegalArgumentException e) {
                throw new RefusedValueException("calibration of parameter " + label + " with " + e.getMessage(), e);
            }
        }

        private double[] of(String label, Map<String, double[]> byLabel, String what) {
            double[] values = byLabel == null ? null : byLabel.get(label);
            if (values == null || values.length != counts.length) {
                throw new RefusedValueException("calibration has " + (values == null ? "no " : values.length
                        + " values of ")
                        + what + " for parameter " + label + ", expected " + counts.length + ", one for each of its counts");
            }
            return values;
        }

        /** @return what it does, for readers: {@code widths times 0.87 to 1.04, medians moved by up to 0.05 sigma} */
        public String effect() {
            List<SinhArcsinh> all = shift.keySet().stream().flatMap(label -> shapes(label).stream()).toList();
            DoubleSummaryStatistics widths = all.stream().mapToDouble(SinhArcsinh::width).summaryStatistics();
            return String.format(Locale.ROOT, "widths times %.2f to %.2f, medians moved by up to %.2f sigma,%s on %d spectra",
                    widths.getMin(), widths.getMax(), all.stream().mapToDouble(s -> Math.abs(s.median())).max().orElse(0),
                    mixing == null ? "" : String.format(Locale.ROOT, " correlations by up to %.2f,", correlation()), spectra);
        }

        /** The largest correlation that two independent parameters would get. */
        private double correlation() {
            return mixing.values().stream().flatMap(m -> m.values().stream()).flatMapToDouble(Arrays::stream)
                    .map(a -> Math.abs(a) / Math.hypot(1, a)).max().orElse(0);
        }
    }

    /**
     * Quality on the test spectra, in parameters scaled to [0, 1] over the prior.
     *
     * @param testSpectra number of test spectra
     * @param passes stochastic passes per spectrum; their mean is the prediction
     * @param mean metrics averaged over parameters
     * @param parameters metrics by parameter label
     * @param coverage coverage of central intervals, null if not measured
     * @param ranks ranks of the truth, null if not measured
     * @param outliers predictions far from the truth, null if not measured
     * @param bayesRisk mean squared errors that are expected from exact posteriors over the Bayes risk of the same spectra, by
     *        parameter label, {@code mean} for their mean; null if not measured
     * @param misfit misfits of good spectra, null if not measured
     */
    public record Diagnostics(int testSpectra, int passes, Metrics mean, Map<String, Metrics> parameters,
            List<Coverage> coverage, List<RankHistogram> ranks, List<Outliers> outliers,
            Map<String, RiskRatio> bayesRisk, MisfitCalibration misfit) {

        /**
         * Metrics alone.
         *
         * @param testSpectra number of test spectra
         * @param passes stochastic passes per spectrum
         * @param mean metrics averaged over parameters
         * @param parameters metrics by parameter label
         */
        public Diagnostics(int testSpectra, int passes, Metrics mean, Map<String, Metrics> parameters) {
            this(testSpectra, passes, mean, parameters, null, null, null, null, null);
        }

        /** @return whether all but the Bayes risk was measured */
        public boolean isComplete() {
            return coverage != null && ranks != null && outliers != null && misfit != null;
        }

        /**
         * @param ratios expected mean squared errors over the Bayes risk by parameter label and {@code mean}, null if not measured
         * @return the same with these ratios
         */
        public Diagnostics withBayesRisk(Map<String, RiskRatio> ratios) {
            return new Diagnostics(testSpectra, passes, mean, parameters, coverage, ranks, outliers, ratios, misfit);
        }
    }

    /**
     * Metrics of one parameter or of all.
     *
     * @param mse mean squared error
     * @param msle mean squared logarithmic error
     * @param mae mean absolute error
     * @param r2 coefficient of determination
     */
    public record Metrics(double mse, double msle, double mae, double r2) {
    }

    /**
     * @param found what densities are corrected by
     * @param newVersion the bundle's version with it
     * @return the same manifest with this calibration and version, and no diagnostics
     */
    public BundleManifest withCalibration(Calibration found, String newVersion) {
        return toBuilder().version(newVersion).calibration(found).diagnostics(null).build();
    }

    /**
     * @param measured diagnostics
     * @return the same manifest with these diagnostics
     */
    public BundleManifest withDiagnostics(Diagnostics measured) {
        return toBuilder().diagnostics(measured).build();
    }
}
