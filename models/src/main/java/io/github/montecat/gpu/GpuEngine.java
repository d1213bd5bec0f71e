package io.github.montecat.gpu;

import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.progress.Progress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passes on an NVIDIA GPU of compute capability 8.0 or newer. Same masks as every engine, bit for bit; products of
 * half-precision operands summed in single precision, so that results differ from the processor's by that rounding. They
 * do not depend on how the work is cut.
 *
 * <p>What the GPU cannot do (a network too large, too little memory even for the smallest cut, a driver that fails in
 * mid-run), the processor does, and one line in the log says so.
 *
 * <p>Safe for use by several threads, which take turns. Close it to give the GPU's memory back.
 */
public final class GpuEngine implements McDropoutEngine, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GpuEngine.class);
    /** Most device memory for passes in flight; more does not make it faster. */
    private static final long MOST_BYTES = 4L << 30;
    /** With less than this for passes in flight, the processor is as good. */
    private static final long LEAST_BYTES = 256L << 10;
    /** Memory held between calls, at most. */
    private static final long MOST_IDLE_BYTES = 512L << 20;
    private static final int MOST_NETWORKS = 4;
    /** Operations. A few cores do some 2e11 in a second. */
    private static final double WORTH_STARTING = 2e11;

    private final GpuDevice device;
    private final Gates gates;
    private final CpuEngine processor = new CpuEngine();
    private final Workspace workspace;
    private final Map<GruNetwork, GpuNetwork> networks = new LinkedHashMap<>(MOST_NETWORKS, 0.75f, true);
    private final Set<String> told = new HashSet<>();
    private boolean closed;
    private boolean failed;

    private GpuEngine(GpuDevice device, Gates gates) {
        this.device = device;
        this.gates = gates;
        workspace = new Workspace(device);
    }

    /**
     * Looks for a GPU and opens the first that serves. Takes a fraction of a second.
     *
     * @return an engine, or the reason why there is none; never throws for want of a GPU
     */
    public static GpuOpening open() {
        return open(CudaDriver.libraryName(), Gates.FAST);
    }

    /** Opens an engine on a driver library of any name. */
    static GpuOpening open(String library, Gates gates) {
        if (Platform.isMac()) {
            return new GpuOpening.Unavailable("no GPU: NVIDIA has no driver for macOS");
        }
        try {
            return open(CudaDriver.load(library), gates);
        } catch (LinkageError e) {
            String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst(":$", "");
            return new GpuOpening.Unavailable("no GPU: no NVIDIA driver on this machine (" + cause + ")");
        }
    }

    private static GpuOpening open(CudaDriver driver, Gates gates) {
        IntByReference version = new IntByReference();
        try {
            CudaException.check(driver, "cuInit", driver.cuInit(0));
            CudaException.check(driver, "cuDriverGetVersion", driver.cuDriverGetVersion(version));
            IntByReference count = new IntByReference();
            CudaException.check(driver, "cuDeviceGetCount", driver.cuDeviceGetCount(count));
            for (int i = 0; i < count.getValue(); i++) {
                IntByReference handle = new IntByReference();
                CudaException.check(driver, "cuDeviceGet", driver.cuDeviceGet(handle, i));
                int major = GpuDevice.attribute(driver, CudaDriver.CAPABILITY_MAJOR, handle.getValue());
                if (major >= GpuDevice.LEAST_MAJOR) {
                    return new GpuOpening.Opened(new GpuEngine(GpuDevice.open(driver, handle.getValue()), gates));
                }
            }
            return new GpuOpening.Unavailable("no GPU: " + (count.getValue() == 0 ? "the driver sees no device"
                    : "no device of compute capability " + GpuDevice.LEAST_MAJOR + ".0 or newer among "
                            + count.getValue()));
        } catch (CudaException e) {
            String hint = e.unfitImage() ? "; the driver is for CUDA " + version.getValue() / 1000 + "."
                    + version.getValue() % 1000 / 10 + ", a newer one may help" : "";
            return new GpuOpening.Unavailable("no GPU: " + e.getMessage() + hint);
        }
    }

    /**
     * Whether some work is so large that opening a GPU for it alone, a fraction of a second, is likely to pay.
     *
     * @param sampler the network
     * @param spectra number of spectra
     * @param passes passes per spectrum
     * @return true from about a second's work of a few processor cores on
     */
    public static boolean pays(GruSampler sampler, long spectra, int passes) {
        GruNetwork network = sampler.network();
        double productsPerStep = 2.0 * (network.layers().size() - 1) * 3 * network.units() * network.units();
        return 2 * productsPerStep * network.steps() * spectra * passes > WORTH_STARTING;
    }

    @Override
    public String name() {
        return "gpu, " + device.description();
    }

    @Override
    public Optional<String> refusal(ModelBundle bundle) {
        return bundle.sampler() instanceof GruSampler ? Optional.empty()
                : Optional.of("engine gpu runs GRU networks, and the network of bundle " + bundle.name() + " is of type "
                        + bundle.manifest().network().type());
    }

    @Override
    public List<float[]> sample(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        if (bundle.sampler() instanceof GruSampler gru) {
            return sample(gru, inputs, rows, passes, seed, progress);
        }
        throw new IllegalArgumentException(refusal(bundle).orElseThrow());
    }

    /**
     * Draws samples of a network that is in no bundle.
     *
     * @param sampler the network
     * @param inputs one input sequence per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel; starts anew if the processor takes over
     * @return per spectrum passes x outputs
     * @throws IllegalStateException if the engine is closed
     */
    public List<float[]> sample(GruSampler sampler, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        return onDevice(sampler.network(), inputs, rows, passes, seed, progress)
                .orElseGet(() -> processor.sample(sampler, inputs, rows, passes, seed, progress));
    }

    /** Nothing if the device cannot do it, and then the log says why. */
    private synchronized Optional<List<float[]>> onDevice(GruNetwork network, List<float[]> inputs, long[] rows,
            int passes, long seed, Progress progress) {
        if (closed) {
            throw new IllegalStateException("the GPU engine is closed");
        }
        if (failed) {
            return Optional.empty();
        }
        Optional<String> obstacle = networks.containsKey(network) ? Optional.empty()
                : GpuNetwork.obstacle(network, device);
        if (obstacle.isPresent()) {
            return leaveToProcessor(obstacle.get());
        }
        if (inputs.isEmpty() || passes == 0) {
            return Optional.of(inputs.stream().map(i -> new float[0]).toList());
        }
        try {
            return device.within(() -> inPiecesThatFit(network, inputs, rows, passes, seed, progress));
        } catch (CudaException e) {
            // Errors of a running kernel stay with the context: whatever comes next would fail as well.
            failed = true;
            return leaveToProcessor(e.getMessage());
        }
    }

    /** Tells each reason once. */
    private Optional<List<float[]>> leaveToProcessor(String reason) {
        if (told.add(reason)) {
            LOG.warn("{} cannot be used, the processor takes over: {}", device.description(), reason);
        }
        return Optional.empty();
    }

    /** @return whether the processor ever had to take over */
    synchronized boolean neededProcessor() {
        return !told.isEmpty();
    }

    private Optional<List<float[]>> inPiecesThatFit(GruNetwork network, List<float[]> inputs, long[] rows, int passes,
            long seed, Progress progress) {
        long most = MOST_BYTES;
        while (true) {
            try {
                GpuNetwork resident = onDevice(network);
                long budget = Math.min(most, (device.freeBytes() + workspace.bytes()) / 5 * 3);
                List<float[]> samples = new SamplingRun(device, resident, workspace, gates, budget, inputs, rows, passes,
                        seed, progress).run();
                if (workspace.bytes() > MOST_IDLE_BYTES) {
                    workspace.close();
                }
                return Optional.of(samples);
            } catch (CudaException e) {
                if (!e.outOfMemory()) {
                    throw e;
                }
                // Others may have taken memory since the question how much is free.
                workspace.close();
                networks.values().forEach(GpuNetwork::close);
                networks.clear();
                most /= 8;
                if (most < LEAST_BYTES) {
                    return leaveToProcessor("too little free memory, " + e.getMessage());
                }
            }
        }
    }

    private GpuNetwork onDevice(GruNetwork network) {
        GpuNetwork held = networks.get(network);
        if (held == null) {
            if (networks.size() == MOST_NETWORKS) {
                GruNetwork eldest = networks.keySet().iterator().next();
                networks.remove(eldest).close();
            }
            held = new GpuNetwork(network, device);
            networks.put(network, held);
        }
        return held;
    }

    /** Gives the GPU back. Later calls of {@link #sample} fail. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                device.within(() -> {
                    workspace.close();
                    networks.values().forEach(GpuNetwork::close);
                    return null;
                });
            } catch (CudaException e) {
                LOG.warn("{} was not given back in order: {}", device.description(), e.getMessage());
            } finally {
                device.close();
            }
        }
    }
}
