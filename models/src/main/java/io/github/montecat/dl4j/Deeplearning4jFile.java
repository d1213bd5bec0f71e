package io.github.montecat.dl4j;

import io.github.montecat.archive.Archive;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Files of Deeplearning4j ({@code ModelSerializer}): a zip with {@code configuration.json} and
 * {@code coefficients.bin}. Writes them whole. Of what it reads it takes the coefficients alone, parsed in Java: the
 * configuration names classes to load, and a member {@code preprocessor.bin} holds a serialised Java object, which
 * Deeplearning4j would run. Stateless.
 */
public final class Deeplearning4jFile {

    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String CONFIGURATION = "configuration.json";
    private static final String UPDATER = "updaterState.bin";
    private static final int LARGEST_RANK = 32;

    private Deeplearning4jFile() {
    }

    /**
     * Writes a network.
     *
     * @param architecture its architecture
     * @param weights its weights
     * @return the content of the file; equal networks give equal bytes
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the weights are of another architecture
     */
    public static byte[] write(NetworkArchitecture architecture, NetworkWeights weights) throws IOException {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        ModelSerializer.writeModel(Deeplearning4jForm.of(architecture).create(weights, new NoOp(), 0), model, false);
        return Archive.zip(Archive.unzip(model.toByteArray()));
    }

    /**
     * Reads the weights of a network.
     *
     * @param file the content of the file
     * @param architecture architecture of the network
     * @return its weights
     * @throws IOException if it is no such file, or has members that are not expected
     * @throws IllegalArgumentException if the network is of another architecture
     */
    public static NetworkWeights read(byte[] file, NetworkArchitecture architecture) throws IOException {
        Map<String, byte[]> members = Archive.unzip(file);
        if (!members.containsKey(COEFFICIENTS) || !Set.of(CONFIGURATION, COEFFICIENTS, UPDATER)
                .containsAll(members.keySet())) {
            throw new IOException("a network of Deeplearning4j has the members " + members.keySet() + ", expected "
                    + CONFIGURATION + " and " + COEFFICIENTS);
        }
        return Deeplearning4jForm.of(architecture).weights(coefficients(members.get(COEFFICIENTS)));
    }

    /**
     * Parses what {@code Nd4j.write} writes: a buffer with the shape (rank, sizes, strides, three more numbers) and a
     * buffer with the numbers, each after its kind, length and type, all big-endian.
     */
    private static float[] coefficients(byte[] bytes) throws IOException {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            in.readUTF();
            long length = in.readLong();
            requireType(in.readUTF(), "LONG");
            long rank = in.readLong();
            if (rank < 0 || rank > LARGEST_RANK || length != 2 * rank + 4) {
                throw new IOException(COEFFICIENTS + " has rank " + rank + " and " + length + " numbers of shape");
            }
            in.skipNBytes((length - 1) * Long.BYTES);
            in.readUTF();
            long count = in.readLong();
            requireType(in.readUTF(), "FLOAT");
            if (count < 0 || count > in.available() || count * Float.BYTES != in.available()) {
                throw new IOException(COEFFICIENTS + " announces " + count + " numbers of " + Float.BYTES
                        + " bytes, found " + in.available() + " bytes");
            }
            float[] values = new float[(int) count];
            ByteBuffer.wrap(bytes, bytes.length - in.available(), in.available()).asFloatBuffer().get(values);
            return values;
        } catch (EOFException e) {
            throw new IOException(COEFFICIENTS + " ends early, after " + bytes.length + " bytes", e);
        }
    }

    private static void requireType(String found, String expected) throws IOException {
        if (!found.equals(expected)) {
            throw new IOException(COEFFICIENTS + " holds numbers of type " + found + ", expected " + expected);
        }
    }
}
