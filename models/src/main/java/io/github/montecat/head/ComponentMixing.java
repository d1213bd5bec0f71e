package io.github.montecat.head;

/**
 * Gives a normal density other correlations and leaves each parameter's distribution as it is. With z a normal density in
 * the standard deviations of each parameter, it becomes A z, each parameter divided by the standard deviation that it then has. A is
 * lower triangular with a diagonal of 1, so that from any correlations all others can be reached. Immutable.
 */
final class ComponentMixing {

    private final int parameters;
    private final double[] below;

    /**
     * @param parameters number of parameters P
     * @param below what stands below the diagonal of A, row by row, P (P - 1) / 2 numbers; taken over
     */
    ComponentMixing(int parameters, double[] below) {
        if (below.length != size(parameters)) {
            throw new IllegalArgumentException("mixing of " + parameters + " parameters by " + below.length
                    + " numbers, expected " + size(parameters));
        }
        this.parameters = parameters;
        this.below = below;
    }

    /** How many numbers make one. */
    static int size(int parameters) {
        return parameters * (parameters - 1) / 2;
    }

    /** Where the number of row a and column b stands, b below a. */
    static int at(int a, int b) {
        return a * (a - 1) / 2 + b;
    }

    /**
     * What a density becomes.
     *
     * @param root its correlation matrix is root root', upper triangular
     * @return A root
     */
    double[][] times(double[][] root) {
        double[][] product = new double[parameters][];
        for (int a = 0; a < parameters; a++) {
            product[a] = root[a].clone();
            for (int b = 0; b < a; b++) {
                for (int c = b; c < parameters; c++) {
                    product[a][c] += below[at(a, b)] * root[b][c];
                }
            }
        }
        return product;
    }

    /** A y = right solved for y, in place. */
    void solve(double[] right) {
        for (int a = 1; a < parameters; a++) {
            for (int b = 0; b < a; b++) {
                right[a] -= below[at(a, b)] * right[b];
            }
        }
    }

    /** A' y = right solved for y, in place. */
    void solveTransposed(double[] right) {
        for (int b = parameters - 1; b >= 0; b--) {
            for (int a = b + 1; a < parameters; a++) {
                right[b] -= below[at(a, b)] * right[a];
            }
        }
    }
}
