package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Backpropagation against central differences of the loss, in double precision. */
final class GradientCheck {

    private static final double STEP = 1e-5;

    private GradientCheck() {
    }

    /** Relative error below 1e-5 of every element, relative to the largest gradient of its array. */
    static void check(MultiLayerNetwork net, INDArray x, INDArray y) {
        // Biases start at zero, where a wrong sign could hide.
        net.params().addi(Nd4j.randn(DataType.DOUBLE, net.params().shape()).muli(0.1));
        DataSet data = new DataSet(x, y);
        loss(net, data);
        // Copied, since the arrays are views that the next evaluation overwrites.
        Map<String, INDArray> gradients = new TreeMap<>();
        net.gradient().gradientForVariable().forEach((name, g) -> gradients.put(name, g.dup('c')));
        for (Map.Entry<String, INDArray> e : gradients.entrySet()) {
            INDArray analytic = e.getValue().reshape(e.getValue().length());
            INDArray parameter = net.getParam(e.getKey());
            double scale = analytic.amaxNumber().doubleValue();
            assertTrue(scale > 1e-8, e.getKey() + " has no gradient at all");
            INDArray values = parameter.dup('c').reshape(parameter.length());
            for (long i = 0; i < values.length(); i++) {
                double v = values.getDouble(i);
                values.putScalar(i, v + STEP);
                parameter.assign(values.reshape('c', parameter.shape()));
                double above = loss(net, data);
                values.putScalar(i, v - STEP);
                parameter.assign(values.reshape('c', parameter.shape()));
                double below = loss(net, data);
                values.putScalar(i, v);
                parameter.assign(values.reshape('c', parameter.shape()));
                // Deeplearning4j's gradient is the sum over the batch, its score the mean.
                double numeric = (above - below) / (2 * STEP) * x.size(0);
                double error = Math.abs(numeric - analytic.getDouble(i)) / scale;
                assertTrue(error < 1e-5, e.getKey() + "[" + i + "]: " + analytic.getDouble(i)
                        + " by backpropagation, " + numeric + " by differences");
            }
        }
    }

    private static double loss(MultiLayerNetwork net, DataSet data) {
        net.setInput(data.getFeatures());
        net.setLabels(data.getLabels());
        net.computeGradientAndScore();
        return net.score();
    }
}
