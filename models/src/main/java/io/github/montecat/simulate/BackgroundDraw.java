package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.spectrum.EnergyGrid;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Backgrounds of simulated spectra: the shape of a measured one, its brightness and the ratio of source to background
 * region drawn log-uniformly. What draw {@code row} under a seed gives is always the same. The background is exposed as
 * long as the source.
 *
 * @param origin where the shape comes from, for people
 * @param rates background counts/s expected in the source's region, per bin; not copied, not to be changed
 * @param faintest smallest multiple of these rates
 * @param brightest largest multiple of these rates
 * @param smallestRatio smallest ratio of source to background region (BACKSCAL x AREASCAL)
 * @param largestRatio largest such ratio
 */
public record BackgroundDraw(String origin, double[] rates, double faintest, double brightest, double smallestRatio,
        double largestRatio) {

    /** Counts that a smoothed rate rests on. */
    private static final int SMOOTH = 40;

    /** Checks the ranges. */
    public BackgroundDraw {
        if (!(faintest > 0 && faintest <= brightest && smallestRatio > 0 && smallestRatio <= largestRatio)) {
            throw new RefusedValueException("background of " + faintest + " to " + brightest
                    + " times the measured rate and region ratios of " + smallestRatio + " to " + largestRatio
                    + ": expected 0 < smallest <= largest");
        }
    }

    /**
     * Takes the shape of a measured background, smoothed: the rate of a bin is the mean per keV over as many bins on both
     * sides as together hold {@value #SMOOTH} counts, so that a bin without counts does not become one without background.
     *
     * @param level the measured background, in bins
     * @param origin where it comes from, for people
     * @param bins the bins' energies
     * @param faintest smallest multiple of its rates
     * @param brightest largest multiple of its rates
     * @param smallestRatio smallest ratio of source to background region
     * @param largestRatio largest such ratio
     * @return the draws
     * @throws IllegalArgumentException if there is not one count
     */
    public static BackgroundDraw smoothed(BackgroundLevel level, String origin, EnergyGrid bins, double faintest,
            double brightest, double smallestRatio, double largestRatio) {
        if (level.measured().totalCounts() == 0) {
            throw new RefusedValueException("background " + origin + " has no counts in the bins, so it has no shape");
        }
        double[] rates = new double[level.channelCount()];
        for (int b = 0; b < rates.length; b++) {
            double counts = level.measured().counts(b);
            double rate = level.rate(b);
            int low = b;
            int high = b;
            while (counts < SMOOTH && (low > 0 || high < rates.length - 1)) {
                if (low > 0) {
                    low--;
                    counts += level.measured().counts(low);
                    rate += level.rate(low);
                }
                if (high < rates.length - 1) {
                    high++;
                    counts += level.measured().counts(high);
                    rate += level.rate(high);
                }
            }
            rates[b] = rate * (bins.high(b) - bins.low(b)) / (bins.descends()
                    ? bins.high(low) - bins.low(high) : bins.high(high) - bins.low(low));
        }
        return new BackgroundDraw(origin, rates, faintest, brightest, smallestRatio, largestRatio);
    }

    /** One draw: the multiple of the measured rate, and the ratio of the regions. */
    record Drawn(double brightness, double ratio) {
    }

    /**
     * @param place a number from 0 to 1, uniform for draws
     * @return the multiple of the measured rates there
     */
    public double brightness(double place) {
        return faintest * Math.pow(brightest / faintest, place);
    }

    Drawn draw(long seed, long row) {
        UniformRandomProvider random = new PhiloxStream(seed, RandomPurpose.BACKGROUND_BRIGHTNESS, row);
        return new Drawn(brightness(random.nextDouble()),
                smallestRatio * Math.pow(largestRatio / smallestRatio, random.nextDouble()));
    }

    /** What determines the draws, on one line. */
    @Override
    public String toString() {
        return "background " + origin + " x " + faintest + "-" + brightest + ", region ratios "
                + (float) smallestRatio + " to " + (float) largestRatio;
    }
}
