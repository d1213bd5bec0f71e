package io.github.montecat.fit;

import io.github.montecat.physics.SpectralModel;
import io.github.montecat.response.Response;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;

/** A model seen through a response in the noticed bins of a spectrum. Immutable and safe for use by several threads. */
public final class FoldedModel {

    private final SpectralModel model;
    private final SpectralModel.OnGrid onGrid;
    /** Response to the noticed bins. */
    private final Response response;
    private final NoticedBins bins;

    /**
     * Sums the response into the bins, which takes some milliseconds for a large one.
     *
     * @param model the model
     * @param response response to single channels
     * @param bins the bins
     * @throws IllegalArgumentException if response and bins have different numbers of channels, or no bin is noticed
     */
    public FoldedModel(SpectralModel model, Response response, NoticedBins bins) {
        if (response.bins().size() != bins.channelCount()) {
            throw new IllegalArgumentException("the response has " + response.bins().size()
                    + " channels, the spectrum has " + bins.channelCount());
        }
        this.model = model;
        Response summed = bins.areChannels() ? response : response.summed(bins.energies(), bins::bin);
        // The model costs time at every energy, also where no photon reaches the bins.
        this.response = model.isLocal() ? summed.trimmed() : summed;
        this.onGrid = model.on(this.response.energies());
        this.bins = bins;
    }

    /** @return the model */
    public SpectralModel model() {
        return model;
    }

    /** @return the bins */
    public NoticedBins bins() {
        return bins;
    }

    /**
     * @param parameters one value per model parameter
     * @return counts/s in each noticed bin, per unit of AREASCAL; a new array
     * @throws IllegalArgumentException if the number of values is wrong or one is outside its hard limits
     */
    public double[] rates(double... parameters) {
        return rates(new double[][] {parameters})[0];
    }

    /**
     * Several at once, which is faster than one by one and gives the same.
     *
     * @param parameters one value per model parameter, for each spectrum
     * @return counts/s in each noticed bin, per unit of AREASCAL, for each spectrum; new arrays
     * @throws IllegalArgumentException if a number of values is wrong or a value is outside its hard limits
     */
    public double[][] rates(double[][] parameters) {
        return response.fold(Arrays.stream(parameters).map(onGrid::photonFlux).toArray(double[][]::new));
    }
}
