package io.github.montecat.training;

import io.github.montecat.features.InputTransform;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.NetworkSettings;

/**
 * The two models of the paper, and how it trained the networks for each: 4 hidden layers (of the CNN, after its two
 * convolutions), batches of 32, plain counts, the same spectra every epoch, a constant step size, at most 5000 epochs,
 * ended by 100 epochs without improvement from the 50th on.
 *
 * <p>Source: Tutone et al. 2025, section 2.2 and tables 2 (Model A) and 5 (Model B).
 */
public enum PaperModel {
    /** An absorbed power law: 100 units per layer, dropout 10 %, step size 1e-4. */
    A(100, 0.10, 1e-4),
    /** An absorbed power law and black body: 200 units per layer, dropout 5 %, step size 1e-5. */
    B(200, 0.05, 1e-5);

    private final int units;
    private final double dropout;
    private final double rate;

    PaperModel(int units, double dropout, double rate) {
        this.units = units;
        this.dropout = dropout;
        this.rate = rate;
    }

    /**
     * @param network type of the network, one of {@link NetworkSettings#TYPES}
     * @return how it was trained; the paper gives no seed, here it is 0
     */
    public TrainingSettings settings(String network) {
        return new TrainingSettings(new NetworkSettings(network, network.equals(GruArchitecture.TYPE) ? 1 : 0, 4, units,
                dropout, "point", 0), InputTransform.COUNTS, 32, rate, RateSchedule.CONSTANT, 5000, 100, 50,
                FreshData.NONE, 0);
    }
}
