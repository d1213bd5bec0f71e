package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.response.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Simulates observations as they are written to files: each with its exposure, its noise, and with a background if one
 * is given. An observation depends on the seed and its number alone, not on threads or on how many are asked for.
 * Without a background and at a fixed exposure its counts are those of {@link Dataset}. Immutable and safe for use by
 * several threads.
 */
public final class ObservationSimulator {

    /** Spectra folded in one pass over the response. */
    private static final int BATCH = 32;

    private final SpectrumSimulator perSecond;
    private final ExposureDraw exposure;
    private final Optional<BackgroundLevel> background;

    /**
     * @param prior model and prior
     * @param response response to the output bins
     * @param exposure exposures
     * @param background background in the output bins, if there is one
     * @throws IllegalArgumentException if the background has another number of bins than the response
     */
    public ObservationSimulator(ModelPrior prior, Response response, ExposureDraw exposure,
            Optional<BackgroundLevel> background) {
        background.ifPresent(b -> {
            if (b.channelCount() != response.bins().size()) {
                throw new RefusedValueException("background " + b.measured().name() + " has " + b.channelCount()
                        + " channels, the response has " + response.bins().size());
            }
        });
        perSecond = new SpectrumSimulator(prior, response, 1);
        this.exposure = exposure;
        this.background = background;
    }

    /**
     * Simulates, in the current fork-join pool.
     *
     * @param firstRow number of the first draw, so that a part of a larger set can be had alone
     * @param size number of observations
     * @param seed the seed
     * @param progress counts observations; may cancel
     * @return the observations in order; unmodifiable
     */
    public List<Observation> simulate(long firstRow, int size, long seed, Progress progress) {
        Observation[] all = new Observation[size];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, (size + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            int from = batch * BATCH;
            int to = Math.min(size, from + BATCH);
            double[][] values = new double[to - from][];
            for (int i = from; i < to; i++) {
                values[i - from] = perSecond.prior().fromUnit(perSecond.drawUnit(seed, firstRow + i));
            }
            double[][] rates = perSecond.expectedCounts(values);
            for (int i = from; i < to; i++) {
                all[i] = observe(values[i - from], rates[i - from], seed, firstRow + i);
            }
            progress.update(done.addAndGet(to - from), size);
        });
        return List.of(all);
    }

    private Observation observe(double[] values, double[] rate, long seed, long row) {
        double seconds = exposure.draw(seed, row);
        BackgroundLevel level = background.orElse(null);
        float[] expected = new float[rate.length];
        for (int b = 0; b < expected.length; b++) {
            expected[b] = (float) (rate[b] * seconds + (level == null ? 0 : level.rate(b) * seconds));
        }
        double[] drawn = new double[expected.length];
        SpectrumSimulator.drawCounts(expected, seed, row, 0, drawn);
        int[] counts = whole(drawn);
        if (level == null) {
            return new Observation(values, seconds, counts, Optional.empty());
        }
        float[] again = new float[expected.length];
        for (int b = 0; b < again.length; b++) {
            again[b] = (float) level.measured().counts(b);
        }
        SpectrumSimulator.drawCounts(again, new PhiloxStream(seed, RandomPurpose.MEASURED_BACKGROUND, row), drawn);
        return new Observation(values, seconds, counts, Optional.of(whole(drawn)));
    }

    private static int[] whole(double[] counts) {
        int[] whole = new int[counts.length];
        for (int b = 0; b < whole.length; b++) {
            if (counts[b] > Integer.MAX_VALUE) {
                throw new RefusedValueException("a simulated spectrum has " + counts[b] + " counts in a bin, more "
                        + "than fit a file; shorten the exposure");
            }
            whole[b] = (int) counts[b];
        }
        return whole;
    }
}
