package io.github.montecat.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The argument of the layer kernels: the structure of the same name in {@code gru.cu}, field by field.
 *
 * @param weights address of the packed weights
 * @param bias address of the packed biases
 * @param sequence address of the first layer's states, for the second layer; else 0
 * @param input address of what the layer before left, for later layers; else 0
 * @param output address for the next layer's input; 0 for the last layer
 * @param finalState address for the last states, for the last layer; else 0
 * @param rows address of the spectra's row numbers
 * @param seed seed of the masks
 * @param layer number of the layer, the first being 0
 * @param steps steps of the sequence
 * @param units units per layer
 * @param depth rows of the packed matrices
 * @param groups passes per tile / 16
 * @param firstTile number of the launch's first tile among those of all spectra in {@code rows}
 * @param tilesPerSpectrum tiles per spectrum
 * @param firstPass number of the first pass of each spectrum
 * @param threshold below what number 16 bits drop a unit
 */
record LayerJob(long weights, long bias, long sequence, long input, long output, long finalState, long rows, long seed,
        int layer, int steps, int units, int depth, int groups, int firstTile, int tilesPerSpectrum, int firstPass,
        int threshold) {

    /** As C++ lays the structure out: 8 words of 8 bytes, 9 of 4, filled up to a multiple of 8. */
    private static final int BYTES = 8 * Long.BYTES + 10 * Integer.BYTES;

    /** @return the structure */
    ByteBuffer bytes() {
        return ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder())
                .putLong(weights).putLong(bias).putLong(sequence).putLong(input).putLong(output).putLong(finalState)
                .putLong(rows).putLong(seed)
                .putInt(layer).putInt(steps).putInt(units).putInt(depth).putInt(groups).putInt(firstTile)
                .putInt(tilesPerSpectrum).putInt(firstPass).putInt(threshold).putInt(0).flip();
    }
}
