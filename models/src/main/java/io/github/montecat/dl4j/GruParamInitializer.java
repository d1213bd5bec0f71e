package io.github.montecat.dl4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lays the parameters of a {@link Gru} out in Deeplearning4j's flat vector: W [inputs, 3 units], RW [units, 3 units],
 * both in F order as Deeplearning4j's own layers have them, and b [1, 6 units], the input's biases before the state's.
 * Columns are reset, update, candidate.
 */
final class GruParamInitializer implements ParamInitializer {

    static final GruParamInitializer INSTANCE = new GruParamInitializer();
    static final String KERNEL = "W";
    static final String RECURRENT = "RW";
    static final String BIAS = "b";

    private GruParamInitializer() {
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        Gru gru = (Gru) layer;
        return 3 * gru.getNOut() * (gru.getNIn() + gru.getNOut() + 2);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return List.of(KERNEL, RECURRENT, BIAS);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(KERNEL, RECURRENT);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return List.of(BIAS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return KERNEL.equals(key) || RECURRENT.equals(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return BIAS.equals(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        Gru gru = (Gru) conf.getLayer();
        Map<String, INDArray> table = views(gru, view);
        if (initialize) {
            long in = gru.getNIn();
            long out = gru.getNOut();
            IWeightInit recurrent = gru.getWeightInitFnRecurrent() == null ? gru.getWeightInitFn()
                    : gru.getWeightInitFnRecurrent();
            gru.getWeightInitFn().init(in, 3 * out, new long[] {in, 3 * out}, 'f', flat(table.get(KERNEL)));
            recurrent.init(out, 3 * out, new long[] {out, 3 * out}, 'f', flat(table.get(RECURRENT)));
            table.get(BIAS).assign(gru.getBiasInit());
        }
        table.keySet().forEach(conf::addVariable);
        return table;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        return views((Gru) conf.getLayer(), view);
    }

    private static INDArray flat(INDArray view) {
        return view.reshape('f', new long[] {view.length()});
    }

    private static Map<String, INDArray> views(Gru gru, INDArray view) {
        long in = gru.getNIn();
        long out = gru.getNOut();
        long kernel = in * 3 * out;
        long recurrent = out * 3 * out;
        INDArray all = view.reshape(view.length());
        Map<String, INDArray> table = new LinkedHashMap<>();
        table.put(KERNEL, all.get(interval(0, kernel)).reshape('f', in, 3 * out));
        table.put(RECURRENT, all.get(interval(kernel, kernel + recurrent)).reshape('f', out, 3 * out));
        table.put(BIAS, all.get(interval(kernel + recurrent, kernel + recurrent + 6 * out)).reshape('c', 1, 6 * out));
        return table;
    }
}
