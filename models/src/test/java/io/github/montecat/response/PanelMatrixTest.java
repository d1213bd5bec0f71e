package io.github.montecat.response;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.montecat.vector.VectorUse;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelMatrixTest {

    private static final int ROWS = 57;
    private static final int COLUMNS = 43;

    /** Runs of different place and length, some rows empty, as in a redistribution matrix. */
    private static double[][] banded() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] matrix = new double[ROWS][COLUMNS];
        for (int row = 3; row < ROWS; row++) {
            int from = row % 7 == 0 ? 0 : random.nextInt(COLUMNS);
            int to = row % 11 == 0 ? from : from + random.nextInt(COLUMNS - from + 1);
            for (int c = from; c < to; c++) {
                matrix[row][c] = random.nextInt(5) == 0 ? 0 : random.nextDouble();
            }
        }
        return matrix;
    }

    private static void check(PanelKernel kernel) {
        double[][] matrix = banded();
        PanelMatrix.Builder builder = new PanelMatrix.Builder(ROWS, COLUMNS);
        for (double[] row : matrix) {
            builder.add(row);
        }
        PanelMatrix panels = builder.build(kernel);
        for (int row = 0; row < ROWS; row++) {
            assertArrayEquals(matrix[row], panels.row(row), "row " + row);
        }
        SplittableRandom random = new SplittableRandom(2);
        for (int n : new int[] {0, 1, 4, 6, 8, 19}) {
            double[][] vectors = IntStream.range(0, n).mapToObj(v -> random.doubles(ROWS, -1, 1).toArray())
                    .toArray(double[][]::new);
            double[][] products = panels.multiply(vectors);
            for (int v = 0; v < n; v++) {
                double[] expected = new double[COLUMNS];
                for (int row = 0; row < ROWS; row++) {
                    for (int c = 0; c < COLUMNS; c++) {
                        expected[c] += vectors[v][row] * matrix[row][c];
                    }
                }
                assertArrayEquals(expected, products[v], n + " vectors, vector " + v);
            }
        }
    }

    @Test
    void scalarKernelGivesTheVeryNumbersOfTheDefinition() {
        check(new ScalarPanelKernel(ScalarPanelKernel.LANES));
    }

    @Test
    void vectorKernelGivesTheVeryNumbersOfTheDefinition() {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "skipped: this virtual machine runs without jdk.incubator.vector");
        check(new VectorPanelKernel(new VectorUse(0)));
    }
}
