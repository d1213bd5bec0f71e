package io.github.montecat.derived;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.prior.ModelPrior;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Integrates a model over bands at the samples of a posterior. The energies are cut at the ends of the bands and where
 * the model jumps or bends; between the cuts, bins are halved and the sums extrapolated to bins of no width (Romberg)
 * until they agree. What does not depend on the sample, such as cross sections, is computed once. Where cuts move with
 * the sample, as those around a line with a free energy do, only the segments that they fall into are made anew for it.
 * Safe for use by several threads.
 */
final class BandIntegrals {

    private static final int LEVELS = 8;
    /** Relative change at the first halving below which one extrapolation leaves errors of a few 1e-6. */
    private static final double SMALL_CHANGE = 1e-3;
    /** Relative change of the extrapolated sums that ends the halving. */
    private static final double ACCURACY = 1e-6;
    /** Relative change at the last halving above which a sum is a failure; its error is at most a third of this. */
    private static final double LAST_CHANGE = 1e-3;
    /** Sums in keV/cm2/s or photons/cm2/s that are far below what any instrument sees; they need no accuracy. */
    private static final double NOTHING = 1e-30;
    private static final int[] NO_SEGMENTS = {};
    private static final double[] NO_CUTS = {};

    private final ModelPrior prior;
    private final SpectralModel model;
    private final double[] low;
    private final double[] high;
    private final Optional<ModelParameter> redshift;
    private final boolean joined;
    /** Components whose cuts depend on free parameters. */
    private final int[] moving;
    private final boolean movingBands;
    private final Segments segments;
    private final BoundLevel[] levels = new BoundLevel[LEVELS];

    /**
     * @param prior model and prior
     * @param bands the bands
     * @param redshift parameter with the redshift, to integrate over the bands in the source's frame as well
     * @param joined whether to take all sources together
     */
    BandIntegrals(ModelPrior prior, List<FluxBand> bands, Optional<ModelParameter> redshift, boolean joined) {
        this.prior = prior;
        this.model = prior.model();
        this.redshift = redshift;
        this.joined = joined;
        low = bands.stream().mapToDouble(FluxBand::low).toArray();
        high = bands.stream().mapToDouble(FluxBand::high).toArray();
        List<double[]> breaks = model.breaks(inside(0.31));
        List<double[]> others = model.breaks(inside(0.69));
        moving = IntStream.range(0, breaks.size()).filter(c -> !Arrays.equals(breaks.get(c), others.get(c))).toArray();
        movingBands = stretch(inside(0.31)) != stretch(inside(0.69));
        double[] range = range();
        double[] fixed = IntStream.range(0, breaks.size()).filter(c -> Arrays.stream(moving).noneMatch(m -> m == c))
                .mapToObj(breaks::get).flatMapToDouble(Arrays::stream).toArray();
        DoubleStream ends = DoubleStream.concat(ends(1), movingBands ? DoubleStream.empty()
                : ends(stretch(inside(0.31))));
        segments = Segments.between(DoubleStream.concat(Arrays.stream(fixed), ends).toArray(), range[0], range[1]);
    }

    /** Values of the model's parameters at a place in the prior. */
    private double[] inside(double unit) {
        double[] free = new double[prior.dimension()];
        Arrays.fill(free, unit);
        double[] values = prior.fromUnit(free);
        for (int p = 0; p < values.length; p++) {
            values[p] = Math.min(Math.max(values[p], prior.free().get(p).prior().min()),
                    prior.free().get(p).prior().max());
        }
        return prior.modelValues(values);
    }

    /** What to divide energies of the source's frame by; 1 without bands in that frame. */
    private double stretch(double[] values) {
        return redshift.map(z -> 1 + values[z.index() - 1]).orElse(1.0);
    }

    private DoubleStream ends(double stretch) {
        return DoubleStream.concat(Arrays.stream(low), Arrays.stream(high)).map(e -> e / stretch);
    }

    /** All energies that the bands need at any sample. */
    private double[] range() {
        double from = Double.POSITIVE_INFINITY;
        double to = 0;
        for (double unit : new double[] {0, 1}) {
            double[] values = inside(unit);
            double[] ends = DoubleStream.concat(ends(1), ends(stretch(values))).toArray();
            double[] reach = model.reach(Arrays.stream(ends).min().orElseThrow(),
                    Arrays.stream(ends).max().orElseThrow(), values);
            from = Math.min(from, reach[0]);
            to = Math.max(to, reach[1]);
        }
        return new double[] {from, to};
    }

    /** @return how many bands there are, those in the source's frame counted, after the others */
    int bands() {
        return redshift.isPresent() ? 2 * low.length : low.length;
    }

    /** @return how many sources there are; 1 if they are taken together */
    int sources() {
        return joined ? 1 : model.sources().size();
    }

    /**
     * @param values values of all of the model's parameters, inside the prior
     * @return bands x sources x {@link BoundLevel#SUMS}, in keV/cm2/s and photons/cm2/s; NaN or infinite where the
     *         model is, NaN where the sums of smaller and smaller bins do not agree
     */
    double[] at(double[] values) {
        double stretch = stretch(values);
        double[] from = redshift.isPresent() ? DoubleStream.concat(Arrays.stream(low), Arrays.stream(low)
                .map(e -> e / stretch)).toArray() : low;
        double[] to = redshift.isPresent() ? DoubleStream.concat(Arrays.stream(high), Arrays.stream(high)
                .map(e -> e / stretch)).toArray() : high;
        double[] cuts = movingCuts(values, stretch);
        int[] replaced = cuts.length == 0 ? NO_SEGMENTS : segments.hit(cuts);
        if (replaced.length > 0 && !model.isLocalApart()) {
            replaced = IntStream.range(0, segments.size()).toArray();
        }
        Segments own = replaced.length == 0 ? null : segments.cut(replaced, cuts);
        double[] last = null;
        double[] once = null;
        for (int level = 0; level < LEVELS; level++) {
            double[] sums = new double[bands() * sources() * BoundLevel.SUMS];
            if (replaced.length < segments.size()) {
                level(level).add(values, from, to, replaced, sums);
            }
            if (own != null) {
                new BoundLevel(model, own, level, joined).add(values, from, to, NO_SEGMENTS, sums);
            }
            double[] better = last == null ? null : extrapolated(last, sums, 4);
            double[] best = once == null ? null : extrapolated(once, better, 16);
            if (better != null && agree(last, sums, SMALL_CHANGE)) {
                return best == null ? better : best;
            } else if (best != null && (level == LEVELS - 1 || agree(once, better, ACCURACY))) {
                return agreed(once, better, best);
            }
            last = sums;
            once = better;
        }
        throw new IllegalStateException("fewer levels than an extrapolation needs");
    }

    private synchronized BoundLevel level(int level) {
        if (levels[level] == null) {
            levels[level] = new BoundLevel(model, segments, level, joined);
        }
        return levels[level];
    }

    private double[] movingCuts(double[] values, double stretch) {
        if (moving.length == 0 && !movingBands) {
            return NO_CUTS;
        }
        List<double[]> breaks = moving.length == 0 ? List.of() : model.breaks(values);
        DoubleStream cuts = Arrays.stream(moving).mapToObj(breaks::get).flatMapToDouble(Arrays::stream);
        return (movingBands ? DoubleStream.concat(cuts, ends(stretch)) : cuts).toArray();
    }

    /** What sums whose error falls by a factor when bins are halved tend to. */
    private static double[] extrapolated(double[] before, double[] after, double factor) {
        double[] limit = new double[after.length];
        for (int i = 0; i < limit.length; i++) {
            limit[i] = after[i] + (after[i] - before[i]) / (factor - 1);
        }
        return limit;
    }

    /** Whether smaller bins change no sum by more; a sum that is not finite stays so with bins of any size. */
    private static boolean agree(double[] before, double[] after, double tolerance) {
        for (int i = 0; i < after.length; i++) {
            if (Double.isFinite(after[i]) && !agrees(before[i], after[i], tolerance)) {
                return false;
            }
        }
        return true;
    }

    private static boolean agrees(double before, double after, double tolerance) {
        return Math.abs(after - before) <= Math.max(tolerance * Math.abs(after), NOTHING);
    }

    /** The best sums; NaN where those before do not agree. */
    private static double[] agreed(double[] before, double[] after, double[] best) {
        double[] sums = best.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = agrees(before[i], after[i], LAST_CHANGE) ? best[i] : Double.NaN;
        }
        return sums;
    }
}
