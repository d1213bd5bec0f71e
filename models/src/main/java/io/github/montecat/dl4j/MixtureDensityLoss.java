package io.github.montecat.dl4j;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.head.DensityHead;
import io.github.montecat.head.DensityLoss;
import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * {@link DensityLoss} as Deeplearning4j wants it, in double precision inside. The first columns of the labels are the
 * parameters in probit space, the rest is ignored. Serialised as JSON with the network. Not safe for use by several threads.
 */
public final class MixtureDensityLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private int parameters;
    private int components;

    /**
     * @param parameters number of parameters
     * @param components components of the mixture
     */
    public MixtureDensityLoss(int parameters, int components) {
        this.parameters = parameters;
        this.components = components;
    }

    /** For reading from JSON. */
    @SuppressWarnings("unused")
    private MixtureDensityLoss() {
    }

    /** @return number of parameters */
    public int getParameters() {
        return parameters;
    }

    /** @param value number of parameters; for reading from JSON */
    public void setParameters(int value) {
        parameters = value;
    }

    /** @return components of the mixture */
    public int getComponents() {
        return components;
    }

    /** @param value components of the mixture; for reading from JSON */
    public void setComponents(int value) {
        components = value;
    }

    @Override
    public double computeScore(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask,
            boolean average) {
        double sum = computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        double[] scores = new double[(int) labels.size(0)];
        run(labels, preOutput, activation, mask, scores);
        return Nd4j.createFromArray(scores);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return computeGradientAndScore(labels, preOutput, activation, mask, false).getSecond();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(INDArray labels, INDArray preOutput,
            IActivation activation, INDArray mask, boolean average) {
        double[] scores = new double[(int) labels.size(0)];
        double[][] gradients = run(labels, preOutput, activation, mask, scores);
        double sum = Arrays.stream(scores).sum();
        return new Pair<>(average ? sum / scores.length : sum,
                Nd4j.createFromArray(gradients).castTo(preOutput.dataType()));
    }

    private double[][] run(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask,
            double[] scores) {
        if (!(activation instanceof ActivationIdentity) || mask != null) {
            throw new RefusedValueException("a mixture density's loss takes the identity as activation and no mask, "
                    + "got "
                    + activation + (mask == null ? "" : " and a mask"));
        }
        int columns = new DensityHead(parameters, components).outputs();
        if (preOutput.size(1) != columns || labels.size(1) < parameters) {
            throw new RefusedValueException("a mixture of " + components + " densities of " + parameters
                    + " parameters has " + columns + " outputs, the network has " + preOutput.size(1)
                    + " and labels of " + labels.size(1));
        }
        // All at once: ND4J's own toDoubleMatrix makes an array off the heap for every row, a third of a training's time.
        double[] outputs = flat(preOutput);
        double[] truths = flat(labels);
        int width = (int) labels.size(1);
        double[][] gradients = new double[scores.length][columns];
        DensityLoss loss = new DensityLoss(parameters, components);
        for (int m = 0; m < scores.length; m++) {
            scores[m] = loss.gradient(Arrays.copyOfRange(outputs, m * columns, (m + 1) * columns),
                    Arrays.copyOfRange(truths, m * width, m * width + parameters), gradients[m]);
        }
        return gradients;
    }

    /** Row after row. */
    private static double[] flat(INDArray a) {
        return a.dup('c').reshape(a.length()).toDoubleVector();
    }

    @Override
    public String name() {
        return "MixtureDensityLoss";
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof MixtureDensityLoss l && parameters == l.parameters && components == l.components;
    }

    @Override
    public int hashCode() {
        return 31 * parameters + components;
    }

    @Override
    public String toString() {
        return "MixtureDensityLoss(" + parameters + " parameters, " + components + " components)";
    }
}
