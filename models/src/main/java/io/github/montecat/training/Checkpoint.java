package io.github.montecat.training;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.montecat.archive.Archive;
import io.github.montecat.archive.NpyArray;
import io.github.montecat.error.RefusedValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state of a training between two epochs: network with the memory of its updater, best weights so far, history.
 * Training that goes on from it gives the very weights that it would have given without the break.
 *
 * <p>The file is a zip of {@code state.json} and of Deeplearning4j's flat vectors as NumPy arrays. What is read is not
 * trusted: arrays are parsed in Java and must have the lengths that the network has.
 *
 * @param network the network as it is
 * @param best weights of the lowest validation loss
 * @param history all epochs so far
 */
record Checkpoint(MultiLayerNetwork network, INDArray best, List<TrainedNetwork.Epoch> history) {

    private static final String STATE = "state.json";
    private static final String PARAMETERS = "parameters.npy";
    private static final String UPDATER = "updater.npy";
    private static final String BEST = "best.npy";

    private record State(String identity, int updates, List<TrainedNetwork.Epoch> history) {
    }

    /**
     * @param file where to write; replaced only when the new one is whole
     * @param identity what is trained on what
     */
    void write(Path file, String identity) throws IOException {
        State state = new State(identity, network.getIterationCount(), history);
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put(STATE, new Gson().toJson(state).getBytes(StandardCharsets.UTF_8));
        members.put(PARAMETERS, npy(network.params()));
        members.put(UPDATER, npy(network.getUpdater().getStateViewArray()));
        members.put(BEST, npy(best));
        Archive.write(file, members);
    }

    private static byte[] npy(INDArray vector) {
        float[] values = vector.reshape(vector.length()).toFloatVector();
        return NpyArray.of(values, values.length).toBytes();
    }

    /**
     * @param file a checkpoint, or a file that is not there yet
     * @param identity what is trained on what
     * @param network the network before its first update; brought to the state of the checkpoint
     * @return the checkpoint, empty if there is no file
     * @throws IOException if the file is no checkpoint, or one of another training
     */
    static Optional<Checkpoint> read(Path file, String identity, MultiLayerNetwork network) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, byte[]> members = Archive.unzip(Files.readAllBytes(file));
            Set<String> expected = Set.of(STATE, PARAMETERS, UPDATER, BEST);
            if (!members.keySet().equals(expected)) {
                throw new IOException("its members are " + members.keySet() + ", expected " + expected
                        + "; start the training anew, with another file");
            }
            State state = new Gson().fromJson(new String(members.get(STATE), StandardCharsets.UTF_8), State.class);
            if (state == null || state.history() == null || state.history().contains(null)) {
                throw new IOException(STATE + " has no history of epochs");
            }
            if (!identity.equals(state.identity())) {
                throw new IOException("it is of the training " + state.identity() + ", this is " + identity
                        + "; use the options of that one, or another file");
            }
            network.setParams(read(members, PARAMETERS, network.params()));
            INDArray memory = network.getUpdater().getStateViewArray();
            network.getUpdater().setStateViewArray(network, read(members, UPDATER, memory), false);
            network.getLayerWiseConfigurations().setIterationCount(state.updates());
            return Optional.of(new Checkpoint(network, read(members, BEST, network.params()), state.history()));
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            throw new IOException("checkpoint " + file + " refused: " + e.getMessage(), e);
        }
    }

    private static INDArray read(Map<String, byte[]> members, String name, INDArray like) {
        try {
            float[] values = NpyArray.parse(members.get(name)).floats((int) like.length());
            return Nd4j.create(values, like.shape(), 'c');
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException("member '" + name + "': " + e.getMessage(), e);
        }
    }
}
