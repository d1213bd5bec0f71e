package io.github.montecat.gpu;

import com.sun.jna.Memory;
import io.github.montecat.gpu.Workspace.Piece;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.progress.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Runs the passes of a network over some spectra: first layer, further layers, output, tile by tile as {@link TilePlan}
 * cuts them. While the device works on one launch, the outputs of the one before are fetched. For one use, on a thread
 * on which the device's context is current.
 */
final class SamplingRun {

    /** Most device memory for spectra and the first layer's states. */
    private static final long SEQUENCE_BYTES = 256L << 20;
    private static final int FIRST_LAYER_THREADS = 320;
    /** As SPECTRA in gru.cu. */
    private static final int FIRST_LAYER_SPECTRA = 4;
    private static final int OUTPUT_THREADS = 128;
    private static final int PASSES_PER_GROUP = 16;

    private final GpuDevice device;
    private final GpuNetwork resident;
    private final GruNetwork network;
    private final Workspace workspace;
    private final long budget;
    private final List<float[]> inputs;
    private final long[] rows;
    private final int passes;
    private final long seed;
    private final Progress progress;
    private final float[][] results;
    private final Deque<Launch> underWay = new ArrayDeque<>();
    private long done;

    /** A launch whose outputs are not fetched yet. */
    private record Launch(Piece output, int firstSpectrum, int firstTile, int tiles, TilePlan plan) {
    }

    /**
     * Prepares a run.
     *
     * @param device the device
     * @param resident the network on it
     * @param workspace memory on it
     * @param budget device memory for passes in flight
     * @param inputs one input sequence per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum, above 0
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel
     */
    SamplingRun(GpuDevice device, GpuNetwork resident, Workspace workspace, long budget,
            List<float[]> inputs, long[] rows, int passes, long seed, Progress progress) {
        this.device = device;
        this.resident = resident;
        this.network = resident.network();
        this.workspace = workspace;
        this.budget = budget;
        this.inputs = inputs;
        this.rows = rows;
        this.passes = passes;
        this.seed = seed;
        this.progress = progress;
        results = new float[inputs.size()][passes * network.outputs()];
    }

    /**
     * Runs.
     *
     * @return per spectrum passes x outputs
     * @throws CudaException if the device fails or has too little memory
     */
    List<float[]> run() {
        long perSpectrum = (long) network.steps() * (depth() * precision().bytes() + inputWidth() * Float.BYTES);
        // Tiles are counted by int, on the device as well.
        long countable = Integer.MAX_VALUE / (passes / PASSES_PER_GROUP + 1L);
        int atOnce = (int) Math.max(1, Math.min(Math.min(inputs.size(), countable),
                Math.min(SEQUENCE_BYTES, budget) / perSpectrum));
        try {
            for (int first = 0; first < inputs.size(); first += atOnce) {
                runSpectra(first, Math.min(atOnce, inputs.size() - first));
            }
            while (!underWay.isEmpty()) {
                fetch(underWay.remove());
            }
        } catch (RuntimeException e) {
            waitQuietly(e);
            throw e;
        }
        return List.of(results);
    }

    /** What is under way uses memory that the next run will use. */
    private void waitQuietly(RuntimeException cause) {
        try {
            device.synchronize();
        } catch (CudaException e) {
            cause.addSuppressed(e);
        }
    }

    private int depth() {
        return resident.kernel().depth(network.units());
    }

    private Precision precision() {
        return resident.kernel().precision();
    }

    private int inputWidth() {
        return resident.firstLayer().inputs();
    }

    private void runSpectra(int first, int count) {
        uploadSpectra(first, count);
        runFirstLayer(count);
        TilePlan plan = TilePlan.of(resident.kernel(), network.units(), network.steps(), passes, count,
                tilesAtOnce(), device.sharedBytes(), bytesPerPass(), budget);
        int tiles = plan.tilesPerSpectrum() * count;
        for (int tile = 0; tile < tiles; tile += plan.tilesPerLaunch()) {
            if (underWay.size() == 2) {
                fetch(underWay.remove());
            }
            // Of two launches under way, one uses each piece.
            Piece free = underWay.isEmpty() || underWay.peek().output == Piece.ODD_OUTPUT ? Piece.EVEN_OUTPUT
                    : Piece.ODD_OUTPUT;
            Launch launch = new Launch(free, first, tile, Math.min(plan.tilesPerLaunch(), tiles - tile), plan);
            runLayers(launch);
            runOutput(launch);
            underWay.add(launch);
        }
    }

    private int tilesAtOnce() {
        LayerKernel kernel = resident.kernel();
        return kernel.cluster() == 1 ? device.multiprocessors()
                : Math.max(1, device.clustersAtOnce(kernel.function(), kernel.cluster(), LayerKernel.THREADS,
                        kernel.sharedBytes(network.units(), 1)));
    }

    private long bytesPerPass() {
        return betweenLayers() * Math.min(2, resident.layers().size() - 1) + (long) network.units() * Float.BYTES
                + 2L * network.outputs() * Float.BYTES;
    }

    /** Bytes per pass between two layers. */
    private long betweenLayers() {
        return (long) network.steps() * FragmentPacking.tiles(network.units()) * 8 * precision().bytes();
    }

    private void uploadSpectra(int first, int count) {
        int width = network.steps() * inputWidth();
        Memory all = new Memory((long) count * width * Float.BYTES);
        for (int i = 0; i < count; i++) {
            float[] input = inputs.get(first + i);
            if (input.length != width) {
                throw new IllegalArgumentException("network input has " + input.length + " numbers, expected "
                        + network.steps() + " steps x " + inputWidth());
            }
            all.write((long) i * width * Float.BYTES, input, 0, width);
        }
        device.upload(workspace.device(Piece.INPUT, all.size()), all, all.size());
        Memory numbers = new Memory((long) count * Long.BYTES);
        numbers.write(0, rows, first, count);
        device.upload(workspace.device(Piece.ROWS, numbers.size()), numbers, numbers.size());
    }

    private void runFirstLayer(int count) {
        GpuNetwork.FirstLayer layer = resident.firstLayer();
        DeviceMemory sequence = workspace.device(Piece.SEQUENCE,
                (long) count * network.steps() * depth() * precision().bytes());
        boolean half = precision() == Precision.HALF;
        device.launch("montecat_first_layer", (count + FIRST_LAYER_SPECTRA - 1) / FIRST_LAYER_SPECTRA,
                FIRST_LAYER_THREADS, 7 * network.units() * FIRST_LAYER_SPECTRA * Float.BYTES,
                new KernelArguments().address(workspace.device(Piece.INPUT, 0)).address(layer.kernel())
                        .address(layer.recurrent()).address(layer.bias())
                        .number(half ? sequence.address() : 0L).number(half ? 0L : sequence.address())
                        .number(count).number(network.steps()).number(layer.inputs()).number(network.units())
                        .number(depth()));
    }

    private void runLayers(Launch launch) {
        LayerKernel kernel = resident.kernel();
        TilePlan plan = launch.plan;
        long launched = (long) launch.tiles * plan.passesPerTile();
        long before = 0;
        for (int l = 0; l < resident.layers().size(); l++) {
            GpuNetwork.Layer layer = resident.layers().get(l);
            boolean last = l == resident.layers().size() - 1;
            long after = last ? 0 : workspace.device(l % 2 == 0 ? Piece.EVEN_STATES : Piece.ODD_STATES,
                    launched * betweenLayers()).address();
            long finalState = last ? finalState(launched).address() : 0;
            LayerJob job = new LayerJob(layer.weights().address(), layer.bias().address(),
                    l == 0 ? workspace.device(Piece.SEQUENCE, 0).address() : 0, before, after, finalState,
                    workspace.device(Piece.ROWS, 0).address(), seed, l + 1, network.steps(), network.units(), depth(),
                    plan.groups(), launch.firstTile, plan.tilesPerSpectrum(), 0, resident.mask().threshold());
            device.launch(kernel.function(), launch.tiles * kernel.cluster(), LayerKernel.THREADS,
                    kernel.sharedBytes(network.units(), plan.groups()), new KernelArguments().structure(job.bytes()));
            before = after;
        }
    }

    private DeviceMemory finalState(long launched) {
        return workspace.device(Piece.FINAL_STATE, launched * network.units() * Float.BYTES);
    }

    private void runOutput(Launch launch) {
        TilePlan plan = launch.plan;
        long launched = (long) launch.tiles * plan.passesPerTile();
        long bytes = launched * network.outputs() * Float.BYTES;
        DeviceMemory out = workspace.device(launch.output, bytes);
        int lastLayer = network.layers().size() - 1;
        device.launch("montecat_output", launch.tiles * plan.groups(), OUTPUT_THREADS,
                PASSES_PER_GROUP * network.units() * Float.BYTES,
                new KernelArguments().address(finalState(launched)).address(resident.outputWeights())
                        .address(resident.outputBias()).address(out).address(workspace.device(Piece.ROWS, 0))
                        .number(seed).number(lastLayer * network.steps() + network.steps() - 1)
                        .number(network.units()).number(network.outputs()).number(plan.groups())
                        .number(launch.firstTile).number(plan.tilesPerSpectrum()).number(0)
                        .number(resident.mask().threshold()).number(resident.mask().scale()));
        device.startDownload(workspace.landing(launch.output, bytes), out, bytes);
        workspace.event(launch.output).record();
    }

    /** Waits for a launch and takes its outputs, less the passes that only fill up tiles. */
    private void fetch(Launch launch) {
        workspace.event(launch.output).await();
        HostMemory landed = workspace.landing(launch.output, 0);
        int tilesPerSpectrum = launch.plan.tilesPerSpectrum();
        int perTile = launch.plan.passesPerTile();
        int outputs = network.outputs();
        for (int i = 0; i < launch.tiles; i++) {
            int tile = launch.firstTile + i;
            int firstPass = tile % tilesPerSpectrum * perTile;
            int count = Math.min(perTile, passes - firstPass);
            landed.pointer().read((long) i * perTile * outputs * Float.BYTES,
                    results[launch.firstSpectrum + tile / tilesPerSpectrum], firstPass * outputs, count * outputs);
            done += count;
        }
        progress.update(done, (long) inputs.size() * passes);
    }
}
