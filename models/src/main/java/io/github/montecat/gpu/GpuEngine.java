package io.github.montecat.gpu;

import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
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
 * The passes on an NVIDIA GPU of compute capability 8.0 or newer. Same masks as every engine, bit for bit. Bundles run in single
 * precision, networks that are in none with operands of the products in half precision ({@link Precision}), and results
 * differ from the processor's by that rounding. They do not depend on how the work is cut.
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
    /**
     * Operations. A few cores do some 2e11 in a second, so this is a tenth of that, less than opening a GPU takes. But long
     * tables come in calls of 64 spectra, and a GPU is opened once: a full call of the smallest networks is to count.
     */
    private static final double WORTH_STARTING = 2e10;

    private final GpuDevice device;
    private final CpuEngine processor = new CpuEngine();
    private final Workspace workspace;
    private final Map<Residence, GpuNetwork> networks = new LinkedHashMap<>(MOST_NETWORKS, 0.75f, true);
    private final Set<String> told = new HashSet<>();
    private boolean closed;
    private boolean failed;

    /** What is uploaded: the weights are laid out by precision. */
    private record Residence(GruNetwork network, Precision precision) {
    }

    private GpuEngine(GpuDevice device) {
        this.device = device;
        workspace = new Workspace(device);
    }

    /**
     * Looks for a GPU and opens the first that serves. Takes a fraction of a second.
     *
     * @return an engine, or the reason why there is none; never throws for want of a GPU
     */
    public static GpuOpening open() {
        return open(CudaDriver.libraryName());
    }

    /** Opens an engine on a driver library of any name. */
    static GpuOpening open(String library) {
        if (Platform.isMac()) {
            return new GpuOpening.Unavailable("no GPU: NVIDIA has no driver for macOS", false);
        }
        try {
            return open(CudaDriver.load(library));
        } catch (LinkageError e) {
            String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst(":$", "");
            return new GpuOpening.Unavailable("no GPU: no NVIDIA driver on this machine (" + cause + ")", false);
        }
    }

    private static GpuOpening open(CudaDriver driver) {
        IntByReference version = new IntByReference();
        try {
            CudaException.check(driver, "cuInit", driver.cuInit(0));
            CudaException.check(driver, "cuDriverGetVersion", driver.cuDriverGetVersion(version));
            IntByReference count = new IntByReference();
            CudaException.check(driver, "cuDeviceGetCount", driver.cuDeviceGetCount(count));
            String reason = count.getValue() == 0 ? "the driver sees no device"
                    : "no device of compute capability " + GpuDevice.LEAST_MAJOR + ".0 or newer among "
                            + count.getValue();
            for (int i = 0; i < count.getValue(); i++) {
                IntByReference handle = new IntByReference();
                CudaException.check(driver, "cuDeviceGet", driver.cuDeviceGet(handle, i));
                int major = GpuDevice.attribute(driver, CudaDriver.CAPABILITY_MAJOR, handle.getValue());
                if (major >= GpuDevice.LEAST_MAJOR) {
                    try {
                        return new GpuOpening.Opened(new GpuEngine(GpuDevice.open(driver, handle.getValue())));
                    } catch (CudaException e) {
                        // Others may have taken this one for themselves, or filled its memory.
                        reason = explained(e, version.getValue());
                    }
                }
            }
            return new GpuOpening.Unavailable("no GPU: " + reason, count.getValue() > 0);
        } catch (CudaException e) {
            return new GpuOpening.Unavailable("no GPU: " + explained(e, version.getValue()), !e.noDevice());
        }
    }

    private static String explained(CudaException e, int version) {
        return e.getMessage() + (e.unfitImage() ? "; the driver is for CUDA " + version / 1000 + "." + version % 1000 / 10
                + ", a newer one may help" : "");
    }

    /**
     * Whether a call is so large that a GPU is likely to pay. Depends on the call alone, not on those before it, so that the
     * same call always has the same samples.
     *
     * @param sampler the network
     * @param spectra number of spectra
     * @param passes passes per spectrum
     * @return true from about a tenth of a second's work of a few processor cores on
     */
    public static boolean pays(GruSampler sampler, long spectra, int passes) {
        return operations(sampler.network(), spectra, passes) > WORTH_STARTING;
    }

    /** Of all products: layer 1 once per spectrum; further layers (two matrices of three gates) and output per pass. */
    private static double operations(GruNetwork network, double spectra, double passes) {
        double units = network.units();
        double first = (network.layers().get(0).inputs() + units) * 3 * units * network.steps();
        double further = 2 * units * 3 * units * network.steps() * (network.layers().size() - 1);
        return 2 * spectra * (first + passes * (further + units * network.outputs()));
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
            return sample(gru, Precision.SINGLE, inputs, rows, passes, seed, progress);
        }
        throw new RefusedValueException(refusal(bundle).orElseThrow());
    }

    /**
     * Draws samples of a network that is in no bundle, in half precision.
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
        return sample(sampler, Precision.HALF, inputs, rows, passes, seed, progress);
    }

    /** Draws samples in a given precision. */
    List<float[]> sample(GruSampler sampler, Precision precision, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        return onDevice(new Residence(sampler.network(), precision), inputs, rows, passes, seed, progress)
                .orElseGet(() -> processor.sample(sampler, inputs, rows, passes, seed, progress));
    }

    /** Nothing if the device cannot do it, and then the log says why. */
    private synchronized Optional<List<float[]>> onDevice(Residence residence, List<float[]> inputs, long[] rows,
            int passes, long seed, Progress progress) {
        if (closed) {
            throw new IllegalStateException("the GPU engine is closed");
        }
        if (failed) {
            return Optional.empty();
        }
        if (inputs.isEmpty() || passes == 0) {
            return Optional.of(inputs.stream().map(i -> new float[0]).toList());
        }
        try {
            return device.within(() -> {
                Optional<String> obstacle = networks.containsKey(residence) ? Optional.empty()
                        : GpuNetwork.obstacle(residence.network(), residence.precision(), device);
                return obstacle.isPresent() ? leaveToProcessor(obstacle.get())
                        : inPiecesThatFit(residence, inputs, rows, passes, seed, progress);
            });
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

    private Optional<List<float[]>> inPiecesThatFit(Residence residence, List<float[]> inputs, long[] rows, int passes,
            long seed, Progress progress) {
        long most = MOST_BYTES;
        while (true) {
            try {
                GpuNetwork resident = onDevice(residence);
                long budget = Math.min(most, (device.freeBytes() + workspace.bytes()) / 5 * 3);
                List<float[]> samples = new SamplingRun(device, resident, workspace, budget, inputs, rows, passes, seed,
                        progress).run();
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

    private GpuNetwork onDevice(Residence residence) {
        GpuNetwork held = networks.get(residence);
        if (held == null) {
            if (networks.size() == MOST_NETWORKS) {
                Residence eldest = networks.keySet().iterator().next();
                networks.remove(eldest).close();
            }
            held = new GpuNetwork(residence.network(), residence.precision(), device);
            networks.put(residence, held);
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
