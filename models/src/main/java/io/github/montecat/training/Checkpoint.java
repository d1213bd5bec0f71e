package io.github.montecat.training;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.montecat.archive.Archive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state of a training between two epochs: network with the memory of its updater, best weights so far, history.
 * Training that goes on from it gives the very weights that it would have given without the break.
 *
 * @param network the network as it is
 * @param best weights of the lowest validation loss
 * @param history all epochs so far
 */
record Checkpoint(MultiLayerNetwork network, INDArray best, List<TrainedNetwork.Epoch> history) {

    private static final String STATE = "state.json";
    private static final String NETWORK = "network.zip";
    private static final String BEST = "best.npy";

    private record State(String identity, List<TrainedNetwork.Epoch> history) {
    }

    /**
     * @param file where to write; replaced only when the new one is whole
     * @param identity what is trained on what
     */
    void write(Path file, String identity) throws IOException {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, model, true);
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put(STATE, new Gson().toJson(new State(identity, history)).getBytes(StandardCharsets.UTF_8));
        members.put(NETWORK, model.toByteArray());
        members.put(BEST, Nd4j.toNpyByteArray(best));
        Archive.write(file, members);
    }

    /**
     * @param file a checkpoint, or a file that is not there yet
     * @param identity what is trained on what
     * @return the checkpoint, empty if there is no file
     * @throws IOException if the file is no checkpoint, or one of another training
     */
    static Optional<Checkpoint> read(Path file, String identity) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, byte[]> members = Archive.unzip(Files.readAllBytes(file));
            if (!members.keySet().containsAll(List.of(STATE, NETWORK, BEST))) {
                throw new IOException("its members are " + members.keySet());
            }
            State state = new Gson().fromJson(new String(members.get(STATE), StandardCharsets.UTF_8), State.class);
            if (!state.identity().equals(identity)) {
                throw new IOException("it is of the training " + state.identity() + ", this is " + identity
                        + "; use the options of that one, or another file");
            }
            MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(
                    new ByteArrayInputStream(members.get(NETWORK)), true);
            return Optional.of(new Checkpoint(network, Nd4j.createNpyFromByteArray(members.get(BEST)).dup()
                    .reshape(network.params().shape()), state.history()));
        } catch (IOException | JsonParseException e) {
            throw new IOException("checkpoint " + file + " refused: " + e.getMessage(), e);
        }
    }
}
