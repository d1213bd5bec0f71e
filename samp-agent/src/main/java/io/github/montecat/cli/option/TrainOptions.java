package io.github.montecat.cli.option;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.features.InputTransform;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.BackgroundLevel;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.training.FreshData;
import io.github.montecat.training.PaperModel;
import io.github.montecat.training.RateSchedule;
import io.github.montecat.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that say on which spectra a network is trained, and how. */
public final class TrainOptions {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
    private static final TrainingSettings DEFAULTS = new TrainingSettings(
            new NetworkSettings(GruArchitecture.TYPE, 1, 4, 100, 0.02, "density", 3), InputTransform.ANSCOMBE, 32, 1e-3,
            new RateSchedule(RateSchedule.Shape.LINEAR, 0), 100, 100, 0, FreshData.SPECTRA, 0);
    private static final BackgroundRange USUAL = new BackgroundRange(0.3, 3);

    private TrainOptions() {
    }

    /** @param options get all about training spectra, network and training */
    public static void addTo(Options options) {
        ForwardOptions.addTo(options);
        add(options, "channels", "LO-HI", "detector channels to use; all if not given");
        add(options, "group", "N", "channels per bin (1)");
        add(options, "exposure", "S|MIN,MAX", "exposure of the training spectra in s; or a range to draw from "
                + "log-uniformly, which the bundle then serves");
        add(options, "exposure-range", "MIN,MAX", "exposures the bundle serves in s, for a single --exposure (0.8 to "
                + "1.25 times that); counts are scaled to it");
        add(options, "back", "FILE", "background spectrum (PHA): the network is trained with backgrounds of its shape and "
                + "is shown them");
        add(options, "backscal", "X", "BACKSCAL of the source's region (that of --back)");
        add(options, "back-level", "MIN,MAX", "brightness of the backgrounds, as multiples of that of --back (0.3,3)");
        add(options, "back-ratio", "MIN,MAX", "ratios of source to background of exposure x AREASCAL x BACKSCAL (half to "
                + "twice that of --back)");
        add(options, "spectra", "N", "number of simulated spectra, split 60:20:20 (10000)");
        add(options, "network", "TYPE", "gru: recurrent, along the bins; ann: fully connected; cnn: two convolutions along "
                + "the bins before fully connected layers (gru)");
        add(options, "paper", "a|b", "settings of Tutone et al. 2025 for Model A (table 2) or B (table 5): a point head, "
                + "plain counts, one bin per step, the same spectra every epoch, constant rate 1e-4 or 1e-5, 4 layers of "
                + "100 or 200 units, dropout 0.1 or 0.05, patience 100 from epoch 50, at most 5000 epochs; other options "
                + "still override");
        add(options, "bins-per-step", "N", "bins per step of a GRU's sequence; divides the cost (1)");
        add(options, "layers", "N", "layers; of a CNN those after its convolutions (4)");
        add(options, "units", "N", "units per layer; of a CNN also filters per convolution (100)");
        add(options, "dropout", "RATE", "dropout rate, at least 0 and below 1 (0.02)");
        add(options, "head", "KIND", "point: one value per parameter, whose samples spread by dropout alone; density: a "
                + "mixture of normal densities, learned by likelihood (density)");
        add(options, "components", "N", "normal densities of a density head (3)");
        add(options, "transform", "KIND", "of counts before standardisation: counts; anscombe; or log, better where "
                + "most spectra have 10,000 counts or more (anscombe)");
        add(options, "rate-components", "N", "principal components of the logarithms of rates, whose most likely "
                + "coefficients the network is shown as well (0)");
        add(options, "epochs", "N", "highest number of epochs (100)");
        add(options, "patience", "N", "epochs without improvement before stopping (100)");
        add(options, "batch", "N", "spectra per update (32)");
        add(options, "rate", "R", "Adam's step size (1e-3)");
        add(options, "schedule", "KIND", "course of the step size over all epochs: constant; or linear or cosine, which "
                + "fall to 0 (linear)");
        add(options, "warmup", "N", "updates over which the step size first rises to its course (0)");
        add(options, "fresh", "WHAT", "what is new in each epoch: none, noise or spectra (spectra)");
        add(options, "seed", "N", "seed of everything random (0)");
    }

    /**
     * @param options get one more option
     * @param name its long name
     * @param argument what its value is called
     * @param text what it does
     */
    public static void add(Options options, String name, String argument, String text) {
        options.addOption(Option.builder().longOpt(name).hasArg().argName(argument).desc(text).get());
    }

    /**
     * @param a may have any of these options
     * @return how to train
     * @throws UsageException if a value is wrong
     */
    public static TrainingSettings settings(Arguments a) throws UsageException {
        String network = a.text("network").orElse(GruArchitecture.TYPE);
        if (!NetworkSettings.TYPES.contains(network)) {
            throw new UsageException("--network is '" + network + "', expected "
                    + String.join(" or ", NetworkSettings.TYPES));
        }
        TrainingSettings d = a.has("paper") ? choice(a, "paper", PaperModel.A).settings(network) : DEFAULTS;
        return new TrainingSettings(network(a, network, d.network()), choice(a, "transform", d.transform()),
                a.integer("rate-components", 0).orElse(d.rateComponents()),
                a.integer("batch", 1).orElse(d.batchSize()), a.positive("rate").orElse(d.learningRate()),
                new RateSchedule(choice(a, "schedule", d.schedule().shape()),
                        a.integer("warmup", 0).orElse(d.schedule().warmUp())),
                a.integer("epochs", 1).orElse(d.epochs()), a.integer("patience", 1).orElse(d.patience()),
                d.watchFrom(), choice(a, "fresh", d.fresh()), a.longInteger("seed").orElse(0));
    }

    private static double dropout(Arguments a, double otherwise) throws UsageException {
        Optional<String> text = a.text("dropout");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double rate = Double.parseDouble(text.get().trim());
            if (rate >= 0 && rate < 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as a number that is out of range.
        }
        throw new UsageException("--dropout is '" + text.get() + "', expected a rate from 0 up and below 1");
    }

    private static NetworkSettings network(Arguments a, String type, NetworkSettings d) throws UsageException {
        boolean steps = type.equals(GruArchitecture.TYPE);
        if (!steps && a.has("bins-per-step")) {
            throw new UsageException("--bins-per-step goes with --network " + GruArchitecture.TYPE + "; a network of type "
                    + type + " has no steps");
        }
        String head = a.text("head").orElse(d.head());
        if (!List.of("point", "density").contains(head)) {
            throw new UsageException("--head is '" + head + "', expected point or density");
        }
        if (head.equals("point") && a.has("components")) {
            throw new UsageException("--components goes with --head density");
        }
        return new NetworkSettings(type, steps ? a.integer("bins-per-step", 1).orElse(d.binsPerStep()) : 0,
                a.integer("layers", 1).orElse(d.layers()), a.integer("units", 1).orElse(d.units()),
                dropout(a, d.dropout()), head,
                head.equals("point") ? 0 : a.integer("components", 1).orElse(DEFAULTS.network().components()));
    }

    /** One of an enum's values by its name in small letters. */
    private static <E extends Enum<E>> E choice(Arguments a, String option, E otherwise) throws UsageException {
        Optional<String> text = a.text(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        Class<E> type = otherwise.getDeclaringClass();
        try {
            return Enum.valueOf(type, text.get().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + option + " is '" + text.get() + "', expected "
                    + Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" or ")));
        }
    }

    /**
     * @param arguments may have a range of channels and a number of channels per bin
     * @param full the response to single channels
     * @return how channels are summed into bins
     * @throws UsageException if they are not channels of the response
     */
    public static ChannelGrouping grouping(Arguments arguments, ForwardOptions.FullResponse full)
            throws UsageException {
        int first = full.firstChannel();
        int last = first + full.response().bins().size() - 1;
        String text = arguments.text("channels").orElse(first + "-" + last);
        Matcher m = RANGE.matcher(text.trim());
        if (!m.matches() || Integer.parseInt(m.group(1)) < first || Integer.parseInt(m.group(2)) > last) {
            throw new UsageException("--channels is '" + text + "', expected LO-HI within the response's channels "
                    + first + "-" + last);
        }
        try {
            return ChannelGrouping.uniform(Integer.parseInt(m.group(1)) - first, Integer.parseInt(m.group(2)) - first,
                    arguments.integer("group", 1).orElse(1));
        } catch (RefusedValueException e) {
            throw new UsageException("--channels, --group: ", e);
        }
    }

    /**
     * @param arguments has an exposure or a range
     * @return exposures of the training spectra
     * @throws UsageException if it is missing or wrong
     */
    public static ExposureDraw exposure(Arguments arguments) throws UsageException {
        String text = arguments.text("exposure").orElseThrow(() -> new UsageException("--exposure is missing"));
        try {
            ExposureDraw draw = ExposureDraw.parse(text);
            if (draw.fixed().isEmpty() && arguments.has("exposure-range")) {
                throw new UsageException("--exposure is the range " + text + ", which the bundle serves; leave out "
                        + "--exposure-range");
            }
            return draw;
        } catch (RefusedValueException e) {
            throw new UsageException("--exposure: ", e);
        }
    }

    /** Shortest and longest exposure that the bundle serves. */
    public static ExposureDraw served(Arguments arguments, ExposureDraw trained) throws UsageException {
        if (trained.fixed().isEmpty()) {
            return trained;
        }
        double exposure = trained.min();
        String text = arguments.text("exposure-range").orElse(0.8 * exposure + "," + 1.25 * exposure);
        try {
            ExposureDraw range = ExposureDraw.parse(text);
            if (range.min() <= exposure && exposure <= range.max()) {
                return range;
            }
        } catch (RefusedValueException e) {
            // Falls through to the same sentence as a range that is out of order.
        }
        throw new UsageException("--exposure-range is '" + text + "', expected MIN,MAX around " + exposure + " s");
    }

    private record BackgroundRange(double min, double max) {
    }

    /**
     * @param arguments may have a background
     * @param grouping how channels are summed into bins
     * @param bins energies of the bins
     * @return backgrounds of the training spectra; empty for none
     * @throws UsageException if a value is wrong
     * @throws IOException if the background cannot be read
     */
    public static Optional<BackgroundDraw> background(Arguments arguments, ChannelGrouping grouping, EnergyGrid bins)
            throws UsageException, IOException {
        Optional<Path> file = arguments.path("back");
        if (file.isEmpty()) {
            for (String option : List.of("backscal", "back-level", "back-ratio")) {
                if (arguments.has(option)) {
                    throw new UsageException("--" + option + " goes with --back");
                }
            }
            return Optional.empty();
        }
        Spectrum measured = new PhaReader(BackgroundFile.IGNORE).read(file.get());
        OptionalDouble scale = arguments.positive("backscal");
        BackgroundLevel level = (scale.isPresent() ? BackgroundLevel.of(measured, scale.getAsDouble())
                : BackgroundLevel.of(measured)).grouped(grouping);
        double ratio = level.backScale() / level.measured().backScale().orElseThrow()[0];
        BackgroundRange levels = range(arguments, "back-level", USUAL);
        BackgroundRange ratios = range(arguments, "back-ratio", new BackgroundRange(ratio / 2, ratio * 2));
        return Optional.of(BackgroundDraw.smoothed(level, file.get().getFileName().toString(), bins, levels.min(),
                levels.max(), ratios.min(), ratios.max()));
    }

    private static BackgroundRange range(Arguments arguments, String option, BackgroundRange otherwise)
            throws UsageException {
        if (!arguments.has(option)) {
            return otherwise;
        }
        String text = arguments.text(option).orElseThrow();
        String[] ends = text.split(",", -1);
        try {
            BackgroundRange range = new BackgroundRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
            if (ends.length == 2 && range.min() > 0 && range.min() <= range.max()) {
                return range;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Falls through to the same sentence as a range that is out of order.
        }
        throw new UsageException("--" + option + " is '" + text + "', expected MIN,MAX above 0");
    }
}
