package io.github.montecat.dl4j;

import io.github.montecat.network.GruArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link GruArchitecture}. Dropout after a layer is dropout of the next one's input, as Deeplearning4j has it. */
final class GruForm extends Deeplearning4jForm {

    private final GruArchitecture gru;

    GruForm(GruArchitecture gru) {
        super(gru);
        this.gru = gru;
    }

    @Override
    void addLayers(NeuralNetConfiguration.ListBuilder list, long seed) {
        for (int l = 0; l < gru.layers(); l++) {
            Gru.Builder layer = new Gru.Builder()
                    .nIn(l == 0 ? gru.stepWidth() : gru.units())
                    .nOut(gru.units())
                    .weightInitRecurrent(new OrthogonalInit())
                    .dataFormat(RNNFormat.NWC)
                    .returnSequences(l < gru.layers() - 1);
            if (l > 0 && gru.dropout() > 0) {
                layer.dropOut(new McDropout(gru.dropout(), (l - 1) * gru.steps(), seed));
            }
            list.layer(layer.build());
        }
        OutputLayer.Builder output = new OutputLayer.Builder(loss(gru.head()))
                .nIn(gru.units())
                .nOut(gru.head().outputs())
                .activation(Activation.IDENTITY);
        if (gru.dropout() > 0) {
            output.dropOut(new McDropout(gru.dropout(), gru.layers() * gru.steps() - 1, seed));
        }
        list.layer(output.build());
    }

    @Override
    List<INDArray> views(MultiLayerNetwork network) {
        List<INDArray> views = new ArrayList<>();
        for (int l = 0; l < gru.layers(); l++) {
            for (String key : List.of(GruParamInitializer.KERNEL, GruParamInitializer.RECURRENT,
                    GruParamInitializer.BIAS)) {
                views.add(network.getLayer(l).getParam(key));
            }
        }
        views.add(network.getLayer(gru.layers()).getParam("W"));
        views.add(network.getLayer(gru.layers()).getParam("b"));
        return views;
    }
}
