package io.github.montecat.gpu;

/**
 * The kernels for a layer after the first, from the most special to the most general. Where the weights live in each, and
 * why, is told in {@code gru.cu}.
 */
enum LayerKernel {

    /** Up to 112 units: weights in the registers of one multiprocessor. */
    RESIDENT_112("montecat_layer_112", 112, 112, 1, 2, 8),
    /** Up to 208 units: weights in the registers of a cluster of four multiprocessors. */
    RESIDENT_208("montecat_layer_208", 208, 208, 4, 1, 9),
    /** Up to 512 units: weights read from the L2 cache at every step. */
    STREAMING("montecat_layer_any", 512, 0, 1, 0, 8),
    /** Up to 512 units, and the only one in single precision: weights read from the L2 cache at every step. */
    SINGLE("montecat_layer_single", 512, 0, 1, 0, 8);

    /** Threads per block, in all of them. */
    static final int THREADS = 256;
    private static final int WARPS = 8;
    /** As SKEW in gru.cu. */
    private static final int SKEW = 8;

    private final String function;
    private final int mostUnits;
    private final int fixedDepth;
    private final int cluster;
    private final int tilesPerWarp;
    private final int leastMajor;

    LayerKernel(String function, int mostUnits, int fixedDepth, int cluster, int tilesPerWarp, int leastMajor) {
        this.function = function;
        this.mostUnits = mostUnits;
        this.fixedDepth = fixedDepth;
        this.cluster = cluster;
        this.tilesPerWarp = tilesPerWarp;
        this.leastMajor = leastMajor;
    }

    /**
     * @param units units per layer
     * @param major first number of the device's compute capability
     * @param sharedBytes shared memory that a block may have
     * @return whether it can run there by its numbers
     */
    boolean takes(int units, int major, int sharedBytes) {
        return units <= mostUnits && major >= leastMajor && sharedBytes(units, 1) <= sharedBytes;
    }

    /**
     * @param device a device, whose context is current
     * @param units units per layer
     * @return whether it can run there: by its numbers, and the device's code has it, and clusters of it find room
     */
    boolean runsOn(GpuDevice device, int units) {
        return takes(units, device.major(), device.sharedBytes()) && device.has(function)
                && (cluster == 1 || device.clustersAtOnce(function, cluster, THREADS, sharedBytes(units, 1)) > 0);
    }

    /** @return in what it computes */
    Precision precision() {
        return this == SINGLE ? Precision.SINGLE : Precision.HALF;
    }

    /** @return its name in the module */
    String function() {
        return function;
    }

    /** @return blocks that work on a tile of passes together */
    int cluster() {
        return cluster;
    }

    /** @return rows of the packed matrices */
    int depth(int units) {
        return fixedDepth > 0 ? fixedDepth : (units + 15) / 16 * 16;
    }

    /**
     * @param units units per layer
     * @param groups passes per tile / 16
     * @return shared memory of a block in bytes: inputs and states in half precision, two of each, the states in single
     *         precision, the biases; in single precision inputs and two of the states
     */
    int sharedBytes(int units, int groups) {
        int tiles = FragmentPacking.tiles(units);
        if (this == SINGLE) {
            return 3 * 16 * groups * 8 * tiles * Float.BYTES;
        }
        int rounds = tilesPerWarp > 0 ? tilesPerWarp : (tiles + WARPS - 1) / WARPS;
        return 4 * 16 * groups * (depth(units) + SKEW) * Short.BYTES + rounds * groups * THREADS * 4 * Float.BYTES
                + tiles * 4 * 8 * Float.BYTES;
    }
}
