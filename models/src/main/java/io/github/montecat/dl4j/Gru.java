package io.github.montecat.dl4j;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a gated recurrent unit layer, which Deeplearning4j lacks. Unless told otherwise, the reset gate
 * acts after the recurrent product, which has a bias of its own: Keras's default ({@code reset_after=True}) and cuDNN's
 * form. With {@code resetAfter(false)} it acts before the product, as in Cho et al. 2014; the equations
 * of both stand at {@link io.github.montecat.kernel.GruWeights}. Gates are logistic, the candidate is a hyperbolic
 * tangent; other activations are refused.
 *
 * <p>Input [batch, inputs, steps] or, in format NWC (faster, since nothing is transposed), [batch, steps, inputs].
 * Output of the same format, or [batch, units] if only the last state is returned. Serves single and double precision.
 * Masks and truncated backpropagation are not supported and refused.
 *
 * <pre>{@code
 * new Gru.Builder().nIn(1).nOut(100).returnSequences(false).dataFormat(RNNFormat.NWC).build()
 * }</pre>
 */
public final class Gru extends BaseRecurrentLayer {

    private static final long serialVersionUID = 1L;

    private boolean returnSequences = true;
    /** True also for networks written before there was a choice. */
    private boolean resetAfter = true;

    private Gru(Builder builder) {
        super(builder);
        returnSequences = builder.returnSequences;
        resetAfter = builder.resetAfter;
        initializeConstraints(builder);
    }

    /** For reading from JSON. */
    @SuppressWarnings("unused")
    private Gru() {
    }

    /** @return whether all states are returned, or the last one alone */
    public boolean isReturnSequences() {
        return returnSequences;
    }

    /**
     * For reading from JSON.
     *
     * @param value whether all states are returned
     */
    public void setReturnSequences(boolean value) {
        returnSequences = value;
    }

    /** @return whether the reset gate acts after the recurrent product, or before it */
    public boolean isResetAfter() {
        return resetAfter;
    }

    /**
     * For reading from JSON.
     *
     * @param value whether the reset gate acts after the recurrent product
     */
    public void setResetAfter(boolean value) {
        resetAfter = value;
    }

    @Override
    public Layer instantiate(NeuralNetConfiguration conf, Collection<TrainingListener> listeners, int index,
            INDArray paramsView, boolean initializeParams, DataType dataType) {
        LayerValidation.assertNInNOutSet("Gru", getLayerName(), index, getNIn(), getNOut());
        GruLayer layer = new GruLayer(conf, dataType, resetAfter);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(paramsView);
        Map<String, INDArray> table = initializer().init(conf, paramsView, initializeParams);
        layer.setParamTable(table);
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return GruParamInitializer.INSTANCE;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType sequence = super.getOutputType(layerIndex, inputType);
        return returnSequences ? sequence : InputType.feedForward(getNOut());
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType.InputTypeRecurrent in = (InputType.InputTypeRecurrent) inputType;
        long steps = Math.max(1, in.getTimeSeriesLength());
        long parameters = initializer().numParams(this);
        return new LayerMemoryReport.Builder(layerName, Gru.class, inputType, getOutputType(-1, inputType))
                .standardMemory(parameters, parameters)
                .workingMemory(0, 0, 0, 5 * steps * getNOut())
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Gru g && super.equals(o) && returnSequences == g.returnSequences
                && resetAfter == g.resetAfter;
    }

    @Override
    public boolean canEqual(Object o) {
        return o instanceof Gru;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), returnSequences, resetAfter);
    }

    /** Builds a {@link Gru}. */
    public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {

        private boolean returnSequences = true;
        private boolean resetAfter = true;

        /**
         * @param value true (the default) to return all states, false for the last one alone
         * @return this
         */
        public Builder returnSequences(boolean value) {
            returnSequences = value;
            return this;
        }

        /**
         * @param value true (the default) for a reset gate after the recurrent product, false for one before it
         * @return this
         */
        public Builder resetAfter(boolean value) {
            resetAfter = value;
            return this;
        }

        /**
         * @param format [batch, inputs, steps] (NCW, the default) or [batch, steps, inputs] (NWC)
         * @return this
         */
        @Override
        public Builder dataFormat(RNNFormat format) {
            return super.dataFormat(format);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Gru build() {
            return new Gru(this);
        }
    }
}
