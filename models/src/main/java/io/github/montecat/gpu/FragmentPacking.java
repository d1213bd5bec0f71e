package io.github.montecat.gpu;

import io.github.montecat.kernel.GruWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Lays the weights of a GRU layer out as the kernels want them: as B fragments of the tensor core instruction
 * {@code mma.m16n8k16}, so that a lane reads its part of a fragment as one 8-byte word, and a warp 256 bytes in a row.
 *
 * <p>Order: input matrix, recurrent matrix; in each tiles of 8 units; in each the gates reset, update, candidate; in each
 * blocks of 16 rows of the matrix; in each 32 lanes of four half-precision numbers. Lane {@code l} holds column
 * {@code l / 4} of the tile and of the block's rows {@code 2 (l % 4)}, the next one, and both plus 8. Rows and columns
 * beyond the matrix are zero.
 *
 * <p>Source: PTX ISA, "Matrix Fragments for mma.m16n8k16 with floating point type".
 */
final class FragmentPacking {

    private static final int LANES = 32;
    private static final int GATES = 3;
    private static final int TILE = 8;
    private static final int BLOCK = 16;

    private FragmentPacking() {
    }

    /** @return tiles of 8 units that cover the units */
    static int tiles(int units) {
        return (units + TILE - 1) / TILE;
    }

    /**
     * @param layer a layer whose input is as wide as the layer itself
     * @param depth rows of both matrices after padding, a multiple of 16
     * @param inputScale factor of the input matrix: the survivors' scale of the dropout before the layer
     * @return both matrices, little-endian, ready to be uploaded
     * @throws IllegalArgumentException if a weight is beyond half precision
     */
    static ByteBuffer weights(GruWeights layer, int depth, float inputScale) {
        int units = layer.units();
        int tiles = tiles(units);
        ByteBuffer packed = ByteBuffer.allocateDirect(2 * tiles * GATES * depth * TILE * Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int matrix = 0; matrix < 2; matrix++) {
            float[] w = matrix == 0 ? layer.kernel() : layer.recurrent();
            float scale = matrix == 0 ? inputScale : 1;
            for (int tile = 0; tile < tiles; tile++) {
                for (int gate = 0; gate < GATES; gate++) {
                    for (int block = 0; block < depth / BLOCK; block++) {
                        for (int lane = 0; lane < LANES; lane++) {
                            int column = tile * TILE + lane / 4;
                            for (int i = 0; i < 4; i++) {
                                int row = block * BLOCK + 2 * (lane % 4) + i % 2 + 8 * (i / 2);
                                boolean inside = row < units && column < units;
                                packed.putShort(HalfFloat.bits(
                                        inside ? scale * w[row * GATES * units + gate * units + column] : 0));
                            }
                        }
                    }
                }
            }
        }
        return packed.flip();
    }

    /**
     * @param layer a layer
     * @return per tile of 8 units what the four sums start from: reset, update, input's and state's part of the
     *         candidate, 8 numbers each
     */
    static float[] biases(GruWeights layer) {
        int units = layer.units();
        float[] b = layer.bias();
        float[] packed = new float[tiles(units) * 4 * TILE];
        for (int j = 0; j < units; j++) {
            int place = j / TILE * 4 * TILE + j % TILE;
            packed[place] = b[j] + b[3 * units + j];
            packed[place + TILE] = b[units + j] + b[4 * units + j];
            packed[place + 2 * TILE] = b[2 * units + j];
            packed[place + 3 * TILE] = b[5 * units + j];
        }
        return packed;
    }
}
