package io.github.montecat.gpu;

import com.sun.jna.Memory;

/**
 * A launch of clusters as {@code cuOccupancyMaxActiveClusters} wants it described: the structure {@code CUlaunchConfig} with
 * one {@code CUlaunchAttribute}, as C lays them out on 64-bit systems.
 *
 * <p>Source: cuda.h of CUDA 13.0.
 */
final class ClusterLaunch {

    /** CU_LAUNCH_ATTRIBUTE_CLUSTER_DIMENSION. */
    private static final int CLUSTER_DIMENSION = 4;
    private static final int ATTRIBUTE_BYTES = 72;
    private static final int ATTRIBUTE_VALUE = 8;
    private static final int CONFIG_BYTES = 56;
    private static final int BLOCK = 12;
    private static final int SHARED = 24;
    private static final int ATTRIBUTES = 40;
    private static final int ATTRIBUTE_COUNT = 48;

    private final Memory attribute = new Memory(ATTRIBUTE_BYTES);
    private final Memory config = new Memory(CONFIG_BYTES);

    /**
     * @param cluster blocks per cluster
     * @param threads threads per block
     * @param sharedBytes dynamic shared memory per block
     */
    ClusterLaunch(int cluster, int threads, int sharedBytes) {
        attribute.clear();
        attribute.setInt(0, CLUSTER_DIMENSION);
        attribute.write(ATTRIBUTE_VALUE, new int[] {cluster, 1, 1}, 0, 3);
        config.clear();
        config.write(0, new int[] {cluster, 1, 1}, 0, 3);
        config.write(BLOCK, new int[] {threads, 1, 1}, 0, 3);
        config.setInt(SHARED, sharedBytes);
        config.setPointer(ATTRIBUTES, attribute);
        config.setInt(ATTRIBUTE_COUNT, 1);
    }

    /** @return the structure; valid as long as this object */
    Memory config() {
        return config;
    }
}
