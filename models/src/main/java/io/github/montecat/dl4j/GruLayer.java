package io.github.montecat.dl4j;

import io.github.montecat.kernel.DoubleGru;
import io.github.montecat.kernel.GruGradients;
import io.github.montecat.kernel.GruPasses;
import io.github.montecat.kernel.GruWeights;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The GRU layer configured by {@link Gru}, as Deeplearning4j runs it. The arithmetic is that of
 * {@link GruPasses} in single and {@link DoubleGru} in double precision; what the forward pass left is kept for the
 * backward pass. Like every layer of Deeplearning4j not safe for use by several threads.
 */
public final class GruLayer extends BaseRecurrentLayer<Gru> {

    private static final long serialVersionUID = 1L;

    private final transient GruPasses single;
    private final transient DoubleGru twice = new DoubleGru();

    GruLayer(NeuralNetConfiguration conf, DataType dataType, boolean resetAfter) {
        super(conf, dataType);
        single = GruPasses.of(resetAfter);
        if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
            throw new IllegalArgumentException("GRU layer in " + dataType + "; supported are FLOAT and DOUBLE");
        }
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (input.rank() != 3) {
            throw new IllegalArgumentException(layerId() + ": input of shape " + Arrays.toString(input.shape())
                    + ", expected three dimensions in format " + getDataFormat());
        }
        if (maskArray != null) {
            throw new UnsupportedOperationException(layerId() + ": sequences of different length (masks) are not "
                    + "supported; pad them");
        }
        applyDropOutIfNecessary(training, workspaces);
        Gru conf = layerConf();
        INDArray x = permuteIfNCW(input);
        int rows = (int) x.size(0);
        int steps = (int) x.size(1);
        int in = (int) conf.getNIn();
        int units = (int) conf.getNOut();
        if (x.size(2) != in) {
            throw new IllegalArgumentException(layerId() + ": input of shape " + Arrays.toString(input.shape())
                    + " in format " + getDataFormat() + " has " + x.size(2) + " inputs per step, expected " + in);
        }
        INDArray out = conf.isReturnSequences()
                ? workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, new long[] {rows, steps, units}, 'c')
                : workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, new long[] {rows, units}, 'c');
        if (dataType == DataType.FLOAT) {
            float[] states = single.forward(weights(), HostArrays.floats(x), rows, steps);
            if (!conf.isReturnSequences()) {
                float[] last = new float[rows * units];
                for (int m = 0; m < rows; m++) {
                    System.arraycopy(states, (m * steps + steps - 1) * units, last, m * units, units);
                }
                states = last;
            }
            HostArrays.put(states, out);
        } else {
            double[] states = twice.forward(doubleWeights(), HostArrays.doubles(x), rows, steps);
            if (!conf.isReturnSequences()) {
                double[] last = new double[rows * units];
                for (int m = 0; m < rows; m++) {
                    System.arraycopy(states, (m * steps + steps - 1) * units, last, m * units, units);
                }
                states = last;
            }
            HostArrays.put(states, out);
        }
        return conf.isReturnSequences() ? permuteIfNCW(out) : out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray dOut = layerConf().isReturnSequences() ? permuteIfNCW(epsilon) : epsilon;
        INDArray x = permuteIfNCW(input);
        INDArray dInput = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
        INDArray kernel = gradientViews.get(GruParamInitializer.KERNEL);
        INDArray recurrent = gradientViews.get(GruParamInitializer.RECURRENT);
        INDArray bias = gradientViews.get(GruParamInitializer.BIAS);
        if (dataType == DataType.FLOAT) {
            GruGradients g = single.backward(HostArrays.floats(dOut));
            HostArrays.put(g.kernel(), kernel);
            HostArrays.put(g.recurrent(), recurrent);
            HostArrays.put(g.bias(), bias);
            HostArrays.put(g.input(), dInput);
        } else {
            double[] dx = new double[(int) x.length()];
            DoubleGru.Weights g = twice.backward(HostArrays.doubles(dOut), dx);
            HostArrays.put(g.kernel(), kernel);
            HostArrays.put(g.recurrent(), recurrent);
            HostArrays.put(g.bias(), bias);
            HostArrays.put(dx, dInput);
        }
        Gradient gradient = new DefaultGradient(gradientsFlattened);
        gradient.gradientForVariable().put(GruParamInitializer.KERNEL, kernel);
        gradient.gradientForVariable().put(GruParamInitializer.RECURRENT, recurrent);
        gradient.gradientForVariable().put(GruParamInitializer.BIAS, bias);
        return new Pair<>(gradient, backpropDropOutIfPresent(permuteIfNCW(dInput)));
    }

    /** @return the layer's weights in single precision, copied */
    public GruWeights weights() {
        return new GruWeights((int) layerConf().getNIn(), (int) layerConf().getNOut(),
                HostArrays.floats(getParam(GruParamInitializer.KERNEL)),
                HostArrays.floats(getParam(GruParamInitializer.RECURRENT)),
                HostArrays.floats(getParam(GruParamInitializer.BIAS)), layerConf().isResetAfter());
    }

    private DoubleGru.Weights doubleWeights() {
        return new DoubleGru.Weights((int) layerConf().getNIn(), (int) layerConf().getNOut(),
                HostArrays.doubles(getParam(GruParamInitializer.KERNEL)),
                HostArrays.doubles(getParam(GruParamInitializer.RECURRENT)),
                HostArrays.doubles(getParam(GruParamInitializer.BIAS)), layerConf().isResetAfter());
    }

    /** The kernels want [batch, steps, inputs]; NWC needs nothing. */
    private INDArray permuteIfNCW(INDArray a) {
        return getDataFormat() == RNNFormat.NWC ? a : a.permute(0, 2, 1);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public Type type() {
        return layerConf().isReturnSequences() ? Type.RECURRENT : Type.FEED_FORWARD;
    }

    @Override
    public INDArray rnnTimeStep(INDArray in, LayerWorkspaceMgr workspaces) {
        throw stateless();
    }

    @Override
    public INDArray rnnActivateUsingStoredState(INDArray in, boolean training, boolean store,
            LayerWorkspaceMgr workspaces) {
        throw stateless();
    }

    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
        throw stateless();
    }

    private UnsupportedOperationException stateless() {
        return new UnsupportedOperationException(layerId() + " keeps no state between calls; run the whole sequence");
    }

    @Override
    public Map<String, INDArray> rnnGetPreviousState() {
        return Map.of();
    }
}
