package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import java.util.Optional;

/**
 * What spectra are drawn from: parameters from a prior, seen through a response, with exposures and backgrounds. Immutable
 * and safe for use by several threads.
 *
 * @param perSecond model, prior and response, for an exposure of 1 s
 * @param exposure exposures
 * @param background backgrounds in the response's bins, if there are any
 */
public record SpectrumSource(SpectrumSimulator perSecond, ExposureDraw exposure, Optional<BackgroundDraw> background) {

    /** Checks that the parts go together. */
    public SpectrumSource {
        if (perSecond.exposure() != 1) {
            throw new RefusedValueException("the simulator has an exposure of " + perSecond.exposure()
                    + " s, expected 1 s");
        }
        background.ifPresent(b -> {
            if (b.rates().length != perSecond.response().bins().size()) {
                throw new RefusedValueException("background " + b.origin() + " has " + b.rates().length
                        + " bins, the response has " + perSecond.response().bins().size());
            }
        });
    }

    /**
     * @param prior model and prior
     * @param response response to the bins
     * @param exposure exposures
     * @param background backgrounds in these bins, if there are any
     * @return spectra of these
     * @throws IllegalArgumentException if the background has other bins than the response
     */
    public static SpectrumSource of(ModelPrior prior, Response response, ExposureDraw exposure,
            Optional<BackgroundDraw> background) {
        return new SpectrumSource(new SpectrumSimulator(prior, response, 1), exposure, background);
    }

    /**
     * @param prior model and prior
     * @param response response to the bins
     * @param exposure exposure of all spectra in s
     * @return spectra without background
     */
    public static SpectrumSource of(ModelPrior prior, Response response, double exposure) {
        return of(prior, response, ExposureDraw.fixed(exposure), Optional.empty());
    }

    /** @return model and prior */
    public ModelPrior prior() {
        return perSecond.prior();
    }

    /** @return the response to the bins */
    public Response response() {
        return perSecond.response();
    }

    /**
     * @param other exposures
     * @return the same spectra of other exposures
     */
    public SpectrumSource withExposure(ExposureDraw other) {
        return new SpectrumSource(perSecond, other, background);
    }

    /** What determines the spectra, on one line. */
    @Override
    public String toString() {
        return prior() + ", " + response().bins() + ", " + exposure
                + background.map(b -> ", " + b).orElse("");
    }
}
