package io.github.montecat.training;

import io.github.montecat.network.GruArchitecture;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.simulate.Dataset;
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

/**
 * Trains a network on a data set: Adam on the mean squared error, early stopping on the validation part, the best
 * weights kept. The arithmetic runs in the current fork-join pool; the same settings and data give the same weights
 * whatever the number of threads.
 *
 * <p>Deeplearning4j's own early-stopping trainer is not used because it turns every exception, a cancellation among
 * them, into a result.
 */
public final class Trainer {

    private static final int ORDER = 3;
    private static final int VALIDATION_BATCH = 512;

    private final TrainingSettings settings;
    private final Optional<Path> checkpoint;
    private final Optional<MultiLayerNetwork> start;

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
     * @param start network of the same architecture whose weights training starts from; empty for fresh ones
     */
    public Trainer(TrainingSettings settings, Optional<Path> checkpoint, Optional<MultiLayerNetwork> start) {
        this.settings = settings;
        this.checkpoint = checkpoint;
        this.start = start;
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
        InputScaler scaler = InputScaler.fit(settings.transform(), data, split.training());
        GruArchitecture architecture = new GruArchitecture(scaler.size(), settings.binsPerStep(), settings.layers(),
                settings.units(), settings.dropout(), data.simulator().prior().dimension());
        int updates = (split.training() + settings.batchSize() - 1) / settings.batchSize();
        long allUpdates = (long) updates * settings.epochs();
        Adam adam = new Adam(settings.schedule().over(settings.learningRate(), Math.toIntExact(allUpdates)));
        String identity = settings + " on " + data;
        Optional<Checkpoint> resumed = checkpoint.isPresent() ? Checkpoint.read(checkpoint.get(), identity)
                : Optional.empty();
        MultiLayerNetwork network = resumed.map(Checkpoint::network)
                .orElseGet(() -> fresh(architecture, adam));
        INDArray best = resumed.map(Checkpoint::best).orElseGet(() -> network.params().dup());
        List<TrainedNetwork.Epoch> history = new ArrayList<>(resumed.map(Checkpoint::history).orElse(List.of()));
        history.forEach(onEpoch);
        List<DataSet> validation = batches(data, architecture, scaler, 0, VALIDATION_BATCH,
                IntStream.range(split.firstValidation(), split.firstTest()).toArray());
        for (int epoch = history.size(); epoch < settings.epochs() && !isOver(history); epoch++) {
            int[] order = PermutationSampler.natural(split.training());
            PermutationSampler.shuffle(new PhiloxStream(settings.seed(), ORDER, epoch), order);
            int realisation = settings.freshNoise() ? epoch : 0;
            double sum = 0;
            for (int u = 0; u < updates; u++) {
                int from = u * settings.batchSize();
                int[] rows = Arrays.copyOfRange(order, from,
                        Math.min(from + settings.batchSize(), order.length));
                network.fit(batch(data, architecture, scaler, realisation, rows));
                sum += network.score() * rows.length;
                progress.update((long) epoch * updates + u + 1, allUpdates);
            }
            double loss = loss(network, validation);
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
        return new TrainedNetwork(architecture, network, scaler, history, bestEpoch(history));
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

    private MultiLayerNetwork fresh(GruArchitecture architecture, Adam adam) {
        MultiLayerNetwork network = architecture.create(adam, settings.seed(), DataType.FLOAT);
        start.ifPresent(s -> {
            architecture.sampler(s);
            network.setParams(s.params());
        });
        return network;
    }

    private static List<DataSet> batches(Dataset data, GruArchitecture architecture, InputScaler scaler,
            int realisation, int size, int[] rows) {
        List<DataSet> list = new ArrayList<>();
        for (int from = 0; from < rows.length; from += size) {
            list.add(batch(data, architecture, scaler, realisation,
                    Arrays.copyOfRange(rows, from, Math.min(from + size, rows.length))));
        }
        return list;
    }

    private static DataSet batch(Dataset data, GruArchitecture architecture, InputScaler scaler, int realisation,
            int[] rows) {
        List<float[]> inputs = IntStream.of(rows).parallel()
                .mapToObj(r -> scaler.apply(data.counts(r, realisation))).toList();
        double[][] labels = IntStream.of(rows).mapToObj(data::unit).toArray(double[][]::new);
        return new DataSet(architecture.input(inputs), Nd4j.createFromArray(labels).castTo(DataType.FLOAT));
    }

    /** Mean squared error with dropout off, summed in double precision. */
    private static double loss(MultiLayerNetwork network, List<DataSet> validation) {
        double squares = 0;
        long n = 0;
        for (DataSet batch : validation) {
            float[] p = network.output(batch.getFeatures(), false).reshape(batch.getLabels().length()).toFloatVector();
            float[] y = batch.getLabels().reshape(batch.getLabels().length()).toFloatVector();
            for (int i = 0; i < p.length; i++) {
                double d = (double) p[i] - y[i];
                squares += d * d;
            }
            n += p.length;
        }
        return squares / n;
    }
}
