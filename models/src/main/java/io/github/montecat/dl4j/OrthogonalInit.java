package io.github.montecat.dl4j;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Starts a weight matrix with orthonormal rows (columns, if it has more rows than columns), the Q of a matrix of normal
 * numbers: Keras's start of recurrent weights. Deeplearning4j's own orthogonal start goes through a singular value
 * decomposition that takes minutes for a layer of 100 units.
 *
 * <p>Source: Saxe, McClelland and Ganguli 2014, section 3.
 */
public final class OrthogonalInit implements IWeightInit {

    private static final long serialVersionUID = 1L;

    @Override
    public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        int tall = Math.max(rows, columns);
        int narrow = Math.min(rows, columns);
        double[][] normal = new double[tall][narrow];
        for (double[] row : normal) {
            for (int j = 0; j < narrow; j++) {
                row[j] = Nd4j.getRandom().nextGaussian();
            }
        }
        if (tall * narrow % 2 == 1) {
            // ND4J makes Gaussians in pairs and keeps the second one even past setSeed: leave none for the next network.
            Nd4j.getRandom().nextGaussian();
        }
        QRDecomposition qr = new QRDecomposition(MatrixUtils.createRealMatrix(normal));
        // Column signs by R's diagonal make the distribution uniform over orthogonal matrices.
        RealMatrix q = qr.getQ().getSubMatrix(0, tall - 1, 0, narrow - 1);
        for (int j = 0; j < narrow; j++) {
            if (qr.getR().getEntry(j, j) < 0) {
                q.setColumnVector(j, q.getColumnVector(j).mapMultiply(-1));
            }
        }
        RealMatrix start = rows >= columns ? q : q.transpose();
        INDArray values = Nd4j.createFromArray(start.getData()).castTo(paramView.dataType());
        INDArray weights = paramView.reshape(order, shape);
        weights.assign(values);
        return weights;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof OrthogonalInit;
    }

    @Override
    public int hashCode() {
        return OrthogonalInit.class.hashCode();
    }
}
