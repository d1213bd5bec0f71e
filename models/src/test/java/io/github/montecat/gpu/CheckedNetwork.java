package io.github.montecat.gpu;

import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A network and spectra for it, in a file that can be read without Deeplearning4j: big-endian integers and numbers in the
 * order of the components.
 *
 * @param name name of the network
 * @param precision the precision to run it in; bundles run in single precision
 * @param sampler the network
 * @param spectra input sequences
 * @param parameters number of parameters
 * @param components normal densities of a density head, 0 for a point head
 */
record CheckedNetwork(String name, Precision precision, GruSampler sampler, List<float[]> spectra, int parameters,
        int components) {

    private static final int MAGIC = 0x4D435433;

    /** @return the same network with the first of its spectra */
    CheckedNetwork first(int count) {
        return new CheckedNetwork(name, precision, sampler, spectra.subList(0, count), parameters, components);
    }

    void write(OutputStream file) throws IOException {
        GruNetwork network = sampler.network();
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file));
        out.writeInt(MAGIC);
        out.writeUTF(name);
        out.writeUTF(precision.name());
        out.writeInt(parameters);
        out.writeInt(components);
        out.writeInt(network.layers().size());
        out.writeInt(network.steps());
        out.writeDouble(network.dropout());
        for (GruWeights layer : network.layers()) {
            out.writeInt(layer.inputs());
            out.writeInt(layer.units());
            writeNumbers(out, layer.kernel());
            writeNumbers(out, layer.recurrent());
            writeNumbers(out, layer.bias());
        }
        writeNumbers(out, network.outputWeights());
        writeNumbers(out, network.outputBias());
        out.writeInt(spectra.size());
        for (float[] spectrum : spectra) {
            writeNumbers(out, spectrum);
        }
        out.flush();
    }

    static CheckedNetwork read(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(file));
        if (in.readInt() != MAGIC) {
            throw new IOException("this is no network written for the GPU check");
        }
        String name = in.readUTF();
        Precision precision = Precision.valueOf(in.readUTF());
        int parameters = in.readInt();
        int components = in.readInt();
        int layers = in.readInt();
        int steps = in.readInt();
        double dropout = in.readDouble();
        List<GruWeights> gru = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int inputs = in.readInt();
            int units = in.readInt();
            gru.add(new GruWeights(inputs, units, numbers(in), numbers(in), numbers(in)));
        }
        GruSampler sampler = new GruSampler(gru, numbers(in), numbers(in), steps, dropout);
        List<float[]> spectra = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            spectra.add(numbers(in));
        }
        return new CheckedNetwork(name, precision, sampler, spectra, parameters, components);
    }

    private static void writeNumbers(DataOutputStream out, float[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (float number : numbers) {
            out.writeFloat(number);
        }
    }

    private static float[] numbers(DataInputStream in) throws IOException {
        float[] numbers = new float[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readFloat();
        }
        return numbers;
    }
}
