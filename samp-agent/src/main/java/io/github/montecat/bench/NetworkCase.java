package io.github.montecat.bench;

import io.github.montecat.head.PointHead;
import io.github.montecat.network.InputShape;
import io.github.montecat.network.GruArchitecture;

/** The paper's recurrent networks (Tutone et al. 2025, tables 2 and 5) on 140 bins, one bin per step. */
public enum NetworkCase {

    /** Model A: 4 x 100 units, dropout 10 %, 3 parameters. */
    A(100, 0.10, 3),
    /** Model B: 4 x 200 units, dropout 5 %, 5 parameters. */
    B(200, 0.05, 5);

    static final int BINS = 140;
    static final int LAYERS = 4;

    private final int units;
    private final double dropout;
    private final int outputs;

    NetworkCase(int units, double dropout, int outputs) {
        this.units = units;
        this.dropout = dropout;
        this.outputs = outputs;
    }

    GruArchitecture architecture() {
        return new GruArchitecture(InputShape.counts(BINS), 1, LAYERS, units, dropout, new PointHead(outputs));
    }

    /**
     * Operations of stochastic passes, the first layer shared: per pass, step and further layer two products of
     * units x 3 units, a multiplication and an addition each.
     */
    double inferenceOperations(long passes) {
        return 2.0 * passes * BINS * (LAYERS - 1) * 2 * units * 3 * units;
    }

    /**
     * Operations of training: per spectrum and step, forward two products per layer and one in the first (whose input is
     * one number), backward the same for the gradients of weights and of inputs, where the first layer needs none of the
     * latter.
     */
    double trainingOperations(long spectra) {
        double product = 2.0 * units * 3 * units;
        return spectra * (double) BINS * product * 3 * (2 * LAYERS - 1);
    }
}
