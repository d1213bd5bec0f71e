package io.github.montecat.dl4j;

import io.github.montecat.random.DropoutMask;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inverted dropout of a layer's input, independent per element, whose masks come from {@link DropoutMask}: the row is
 * the iteration of the training and the pass is the place in the batch, unless {@link #at} says otherwise. So training
 * is repeatable, and a Deeplearning4j network can be made to draw the very samples that the fused sampler draws.
 *
 * <p>For an input [batch, steps, units], [batch, steps, 1, units] or [batch, units]. Not safe for use by several threads.
 */
public final class McDropout implements IDropout {

    private static final long serialVersionUID = 1L;

    private double rate;
    private int sequence;
    private long seed;
    private transient long row = -1;
    private transient int firstPass;
    private transient INDArray mask;

    /**
     * @param rate probability that an element is dropped
     * @param sequence number of the input's first step among the steps of all layers, see {@link DropoutMask#fill}
     * @param seed seed of the masks in training
     */
    public McDropout(double rate, int sequence, long seed) {
        this.rate = rate;
        this.sequence = sequence;
        this.seed = seed;
    }

    /** For reading from JSON. */
    @SuppressWarnings("unused")
    private McDropout() {
    }

    /** @return probability that an element is dropped */
    public double getRate() {
        return rate;
    }

    /** @param value probability that an element is dropped; for reading from JSON */
    public void setRate(double value) {
        rate = value;
    }

    /** @return number of the first step among the steps of all layers */
    public int getSequence() {
        return sequence;
    }

    /** @param value number of the first step among the steps of all layers; for reading from JSON */
    public void setSequence(int value) {
        sequence = value;
    }

    /** @return seed of the masks */
    public long getSeed() {
        return seed;
    }

    /** @param value seed of the masks; for reading from JSON */
    public void setSeed(long value) {
        seed = value;
    }

    /**
     * Makes the next calls draw the masks of a given row.
     *
     * @param newSeed seed of the masks
     * @param newRow number of the spectrum; the batch holds passes of this one
     * @param newFirstPass number of the first pass in the batch
     */
    public void at(long newSeed, long newRow, int newFirstPass) {
        seed = newSeed;
        row = newRow;
        firstPass = newFirstPass;
    }

    @Override
    public INDArray applyDropout(INDArray in, INDArray out, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        int batch = (int) in.size(0);
        int units = (int) in.size(in.rank() - 1);
        int steps = (int) (in.length() / batch / units);
        long maskRow = row >= 0 ? row : iteration;
        float[] masks = new float[batch * steps * units];
        IntStream.range(0, batch).parallel().forEach(m -> {
            DropoutMask source = new DropoutMask(rate);
            for (int t = 0; t < steps; t++) {
                source.fill(seed, maskRow, firstPass + m, sequence + t, masks, (m * steps + t) * units, units);
            }
        });
        mask = workspaces.createUninitialized(ArrayType.INPUT, DataType.FLOAT, in.shape(), 'c');
        HostArrays.put(masks, mask);
        if (in.dataType() != DataType.FLOAT) {
            mask = workspaces.leverageTo(ArrayType.INPUT, mask.castTo(in.dataType()));
        }
        return in.muli(mask, out);
    }

    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        if (mask == null) {
            throw new IllegalStateException("backward pass through dropout without a forward pass before it");
        }
        gradAtOutput.muli(mask, gradAtInput);
        mask = null;
        return gradAtInput;
    }

    @Override
    public void clear() {
        mask = null;
    }

    @Override
    public McDropout clone() {
        return new McDropout(rate, sequence, seed);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof McDropout d && rate == d.rate && sequence == d.sequence && seed == d.seed;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rate, sequence, seed);
    }
}
