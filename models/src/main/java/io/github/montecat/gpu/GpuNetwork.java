package io.github.montecat.gpu;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruWeights;
import io.github.montecat.random.DropoutMask;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A network whose weights lie in the memory of a device. The device's context must be current for making and closing. */
final class GpuNetwork implements AutoCloseable {

    private final GruNetwork network;
    private final LayerKernel kernel;
    private final DropoutMask mask;
    private final List<DeviceMemory> memory = new ArrayList<>();
    private final FirstLayer firstLayer;
    private final List<Layer> layers = new ArrayList<>();
    private final DeviceMemory outputWeights;
    private final DeviceMemory outputBias;

    /** Weights of the first layer, as in {@link GruWeights}. */
    record FirstLayer(DeviceMemory kernel, DeviceMemory recurrent, DeviceMemory bias, int inputs) {
    }

    /** Weights of a further layer: as in {@link FragmentPacking}; in single precision as in {@link GruWeights}, scaled. */
    record Layer(DeviceMemory weights, DeviceMemory bias) {
    }

    /**
     * @param network a network
     * @param precision in what to compute
     * @param device a device, whose context is current
     * @return why the kernels cannot run it there, or nothing if they can
     */
    static Optional<String> obstacle(GruNetwork network, Precision precision, GpuDevice device) {
        if (network.layers().size() < 2) {
            return Optional.of("the network has one GRU layer, the kernels want two or more");
        }
        if (!network.layers().stream().allMatch(GruWeights::resetAfter)) {
            return Optional.of("the network has GRU layers that reset before the recurrent product, the kernels run those "
                    + "that reset after it");
        }
        if (kernel(network, precision, device).isEmpty()) {
            return Optional.of("the network has " + network.units() + " units per layer, too many for "
                    + device.description());
        }
        if (precision == Precision.SINGLE) {
            return Optional.empty();
        }
        float scale = new DropoutMask(network.dropout()).scale();
        for (GruWeights layer : network.layers().subList(1, network.layers().size())) {
            if (!withinHalf(layer.kernel(), scale) || !withinHalf(layer.recurrent(), 1)) {
                return Optional.of("the network has weights beyond half precision, +-" + HalfFloat.MAX);
            }
        }
        return Optional.empty();
    }

    private static boolean withinHalf(float[] weights, float scale) {
        for (float w : weights) {
            if (!(Math.abs(w * scale) <= HalfFloat.MAX)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<LayerKernel> kernel(GruNetwork network, Precision precision, GpuDevice device) {
        return Arrays.stream(LayerKernel.values())
                .filter(k -> k.precision() == precision && k.runsOn(device, network.units())).findFirst();
    }

    /**
     * Uploads a network.
     *
     * @param network a network without {@link #obstacle}
     * @param precision in what to compute
     * @param device a device
     * @throws CudaException if memory does not suffice
     */
    GpuNetwork(GruNetwork network, Precision precision, GpuDevice device) {
        this(network, device, kernel(network, precision, device).orElseThrow());
    }

    /** Uploads a network for a certain kernel. */
    GpuNetwork(GruNetwork network, GpuDevice device, LayerKernel kernel) {
        this.network = network;
        this.kernel = kernel;
        mask = new DropoutMask(network.dropout());
        try {
            GruWeights first = network.layers().get(0);
            firstLayer = new FirstLayer(upload(device, first.kernel()), upload(device, first.recurrent()),
                    upload(device, first.bias()), first.inputs());
            for (GruWeights layer : network.layers().subList(1, network.layers().size())) {
                layers.add(new Layer(kernel.precision() == Precision.SINGLE ? upload(device, plain(layer))
                        : uploadPacked(device, layer), upload(device, FragmentPacking.biases(layer))));
            }
            outputWeights = upload(device, network.outputWeights());
            outputBias = upload(device, network.outputBias());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private DeviceMemory uploadPacked(GpuDevice device, GruWeights layer) {
        Buffer packed = FragmentPacking.weights(layer, kernel.depth(network.units()), mask.scale());
        DeviceMemory uploaded = upload(device, Native.getDirectBufferPointer(packed), packed.limit());
        Reference.reachabilityFence(packed);
        return uploaded;
    }

    /** Input matrix, with the scale of what survives the dropout before it, and recurrent matrix. */
    private float[] plain(GruWeights layer) {
        float[] input = layer.kernel();
        float[] both = Arrays.copyOf(input, input.length + layer.recurrent().length);
        for (int i = 0; i < input.length; i++) {
            both[i] *= mask.scale();
        }
        System.arraycopy(layer.recurrent(), 0, both, input.length, layer.recurrent().length);
        return both;
    }

    private DeviceMemory upload(GpuDevice device, float[] numbers) {
        Memory copy = new Memory((long) Float.BYTES * numbers.length);
        copy.write(0, numbers, 0, numbers.length);
        return upload(device, copy, copy.size());
    }

    private DeviceMemory upload(GpuDevice device, Pointer from, long bytes) {
        DeviceMemory to = device.allocate(bytes);
        memory.add(to);
        device.upload(to, from, bytes);
        return to;
    }

    GruNetwork network() {
        return network;
    }

    LayerKernel kernel() {
        return kernel;
    }

    DropoutMask mask() {
        return mask;
    }

    FirstLayer firstLayer() {
        return firstLayer;
    }

    /** @return the layers after the first */
    List<Layer> layers() {
        return layers;
    }

    DeviceMemory outputWeights() {
        return outputWeights;
    }

    DeviceMemory outputBias() {
        return outputBias;
    }

    @Override
    public void close() {
        memory.forEach(DeviceMemory::close);
        memory.clear();
    }
}
