package io.github.montecat.training;

import io.github.montecat.archive.Archive;
import io.github.montecat.dl4j.Deeplearning4jForm;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.features.InputFeatures;
import io.github.montecat.features.InputScaler;
import io.github.montecat.features.RateComponents;
import io.github.montecat.head.Head;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.network.NetworkWeights;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Trains a network on a data set: Adam on the head's loss, early stopping on the validation part, the best
 * weights kept. The arithmetic runs in the current fork-join pool; the same settings and data give the same weights
 * whatever the number of threads.
 *
 * <p>Deeplearning4j's own early-stopping trainer is not used because it turns every exception, a cancellation among
 * them, into a result.
 */
public final class Trainer {

    private static final int VALIDATION_BATCH = 512;
    /** Some room is left for the response and the rest. */
    private static final long LARGEST = Archive.LARGEST * 3L / 4;

    private final TrainingSettings settings;
    private final Optional<Path> checkpoint;
    private final Optional<Start> start;

    /**
     * A network that training starts from, with the scaler it knows.
     *
     * @param weights weights of a network of the same architecture
     * @param scaler the scaler of its input
     */
    public record Start(NetworkWeights weights, InputScaler scaler) {
    }

    /**
     * @param settings how to train
     * @param checkpoint file that keeps the state after every epoch, and that training goes on from if it is there;
     *        empty for none
     */
    public Trainer(TrainingSettings settings, Optional<Path> checkpoint) {
        this(settings, checkpoint, Optional.empty());
    }

    /**
     * @param settings how to train
     * @param checkpoint as above
     * @param start where training starts from; empty for fresh weights
     */
    public Trainer(TrainingSettings settings, Optional<Path> checkpoint, Optional<Start> start) {
        this.settings = settings;
        this.checkpoint = checkpoint;
        this.start = start;
    }

    /**
     * Tells before any work is done whether {@link #train} would refuse.
     *
     * @param source the spectra to train on
     * @param spectra how many of them
     * @throws IllegalArgumentException if there are too few spectra, the network's sizes are out of range, the warm-up is
     *         longer than the training, or the network to start from is of another architecture or is shown something else
     */
    public void requireTrainable(SpectrumSource source, int spectra) {
        NetworkArchitecture architecture = architecture(source, features(source));
        adam(Split.of(spectra));
        requireStorable(architecture);
        start.ifPresent(s -> s.weights().requireOf(architecture));
    }

    /** A network too large for its bundle or its checkpoint must not be trained for hours first. */
    private void requireStorable(NetworkArchitecture architecture) {
        long bytes = Float.BYTES * NetworkWeights.count(architecture);
        // A checkpoint holds the weights, the best ones, and two averages of gradients for each.
        long most = checkpoint.isPresent() ? 4 * bytes : bytes;
        if (most > LARGEST) {
            throw new RefusedValueException("the network has " + bytes / Float.BYTES + " weights, which take "
                    + (most >> 20) + " MiB in " + (checkpoint.isPresent() ? "a checkpoint" : "a bundle")
                    + "; expected at most "
                    + (LARGEST >> 20) + "; use fewer units, or more bins per step");
        }
    }

    private NetworkArchitecture architecture(SpectrumSource source, InputFeatures features) {
        return settings.network().architecture(features.shape(source.response().bins().size()), source.prior().dimension());
    }

    /** What the network is shown; one that training starts from knows its own components of rates. */
    private InputFeatures features(SpectrumSource source) {
        int count = settings.rateComponents();
        if (start.isEmpty()) {
            return InputFeatures.of(settings.transform(), source,
                    count == 0 ? Optional.empty() : Optional.of(RateComponents.of(source, count)));
        }
        InputFeatures known = start.get().scaler().features();
        InputFeatures wanted = InputFeatures.of(settings.transform(), source, known.components());
        if (!wanted.equals(known) || known.componentCount() != count) {
            throw new RefusedValueException("the network to start from is shown " + known + ", with "
                    + known.componentCount() + " components of rates; this training wants " + wanted + ", with " + count);
        }
        return known;
    }

    private int updates(Split split) {
        return (split.training() + settings.batchSize() - 1) / settings.batchSize();
    }

    private Adam adam(Split split) {
        long all = (long) updates(split) * settings.epochs();
        if (all > Integer.MAX_VALUE) {
            throw new RefusedValueException(settings.epochs() + " epochs of " + updates(split) + " updates are " + all
                    + ", expected at most " + Integer.MAX_VALUE + " updates; lower the number of epochs");
        }
        return new Adam(StepSizes.of(settings.schedule(), settings.learningRate(), (int) all));
    }

    /**
     * Trains.
     *
     * @param data simulated spectra; trained on the first 60 %, validated on the next 20 %
     * @param progress counts updates; may cancel
     * @param onEpoch told about every epoch as it ends
     * @return the network with the lowest validation loss
     * @throws IOException if the checkpoint cannot be read or written, or is of another training
     * @throws IllegalArgumentException if the warm-up is longer than the training, or the network to start from is of
     *         another architecture
     */
    public TrainedNetwork train(Dataset data, Progress progress, Consumer<TrainedNetwork.Epoch> onEpoch)
            throws IOException {
        Split split = Split.of(data.size());
        InputFeatures features = features(data.source());
        InputScaler scaler = start.map(Start::scaler)
                .orElseGet(() -> InputScaler.fit(features, data, split.training()));
        NetworkArchitecture architecture = architecture(data.source(), features);
        int updates = updates(split);
        long allUpdates = (long) updates * settings.epochs();
        Adam adam = adam(split);
        String identity = settings + " on " + data;
        Deeplearning4jForm form = Deeplearning4jForm.of(architecture);
        MultiLayerNetwork network = start.isPresent()
                ? form.create(start.get().weights(), adam, settings.seed())
                : form.create(adam, settings.seed(), DataType.FLOAT);
        Optional<Checkpoint> resumed = checkpoint.isPresent()
                ? Checkpoint.read(checkpoint.get(), identity, network) : Optional.empty();
        INDArray best = resumed.map(Checkpoint::best).orElseGet(() -> network.params().dup());
        List<TrainedNetwork.Epoch> history = new ArrayList<>(resumed.map(Checkpoint::history).orElse(List.of()));
        history.forEach(onEpoch);
        int[] validation = IntStream.range(split.firstValidation(), split.firstTest()).toArray();
        for (int epoch = history.size(); epoch < settings.epochs() && !isOver(history); epoch++) {
            int[] order = PermutationSampler.natural(split.training());
            PermutationSampler.shuffle(new PhiloxStream(settings.seed(), RandomPurpose.ORDER, epoch), order);
            int realisation = settings.fresh() == FreshData.NOISE ? epoch : 0;
            Dataset seen = settings.fresh() == FreshData.SPECTRA
                    ? Dataset.simulate(data.source(), data.firstRow() + data.size() + (long) epoch * split.training(),
                            split.training(), data.seed(), Progress.NONE)
                    : data;
            double sum = 0;
            for (int u = 0; u < updates; u++) {
                int from = u * settings.batchSize();
                int[] rows = Arrays.copyOfRange(order, from,
                        Math.min(from + settings.batchSize(), order.length));
                network.fit(batch(seen, form, architecture.head(), scaler, realisation, rows));
                sum += network.score() * rows.length;
                progress.update((long) epoch * updates + u + 1, allUpdates);
            }
            double loss = loss(network, data, form, architecture.head(), scaler, validation);
            TrainedNetwork.Epoch now = new TrainedNetwork.Epoch(epoch, sum / split.training(), loss);
            history.add(now);
            if (bestEpoch(history) == epoch) {
                best.assign(network.params());
            }
            if (checkpoint.isPresent()) {
                new Checkpoint(network, best, history).write(checkpoint.get(), identity);
            }
            onEpoch.accept(now);
        }
        network.setParams(best);
        return new TrainedNetwork(architecture, form.weights(network), scaler, history, bestEpoch(history));
    }

    /**
     * The loss of a network that is not trained here.
     *
     * @param settings the network's settings
     * @param network its weights and scaler
     * @param data simulated spectra
     * @return its loss on the validation spectra among them, dropout off
     */
    public static double validationLoss(NetworkSettings settings, Start network, Dataset data) {
        Split split = Split.of(data.size());
        NetworkArchitecture architecture = settings.architecture(
                network.scaler().features().shape(data.source().response().bins().size()),
                data.source().prior().dimension());
        Deeplearning4jForm form = Deeplearning4jForm.of(architecture);
        return loss(form.create(network.weights(), new NoOp(), 0), data, form, architecture.head(), network.scaler(),
                IntStream.range(split.firstValidation(), split.firstTest()).toArray());
    }

    /** The first epoch of the lowest validation loss. */
    private static int bestEpoch(List<TrainedNetwork.Epoch> history) {
        return history.stream().min(Comparator.comparingDouble(TrainedNetwork.Epoch::validationLoss)).orElseThrow()
                .number();
    }

    /** Whether patience has run out since the best epoch, or since losses began to count. */
    private boolean isOver(List<TrainedNetwork.Epoch> history) {
        int last = history.size() - 1;
        return last >= settings.watchFrom()
                && last - Math.max(bestEpoch(history), settings.watchFrom()) >= settings.patience();
    }

    private static DataSet batch(Dataset data, Deeplearning4jForm form, Head head, InputScaler scaler, int realisation,
            int[] rows) {
        double[][] labels = IntStream.of(rows).mapToObj(r -> head.label(data.unit(r))).toArray(double[][]::new);
        return new DataSet(input(data, form, scaler, realisation, rows),
                Nd4j.createFromArray(labels).castTo(DataType.FLOAT));
    }

    private static INDArray input(Dataset data, Deeplearning4jForm form, InputScaler scaler, int realisation,
            int[] rows) {
        return form.input(IntStream.of(rows).parallel()
                .mapToObj(r -> scaler.apply(data.spectrum(r, realisation))).toList());
    }

    /** The head's loss with dropout off, summed in double precision. */
    private static double loss(MultiLayerNetwork network, Dataset data, Deeplearning4jForm form, Head head,
            InputScaler scaler, int[] rows) {
        double sum = 0;
        for (int from = 0; from < rows.length; from += VALIDATION_BATCH) {
            int[] part = Arrays.copyOfRange(rows, from, Math.min(from + VALIDATION_BATCH, rows.length));
            INDArray output = network.output(input(data, form, scaler, 0, part), false);
            float[] outputs = output.reshape(output.length()).toFloatVector();
            for (int i = 0; i < part.length; i++) {
                sum += head.loss(outputs, i * head.outputs(), data.unit(part[i]));
            }
        }
        return sum / rows.length;
    }
}
