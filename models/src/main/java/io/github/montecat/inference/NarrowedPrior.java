package io.github.montecat.inference;

import io.github.montecat.exact.SystematicResampling;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A prior inside the prior that a network was trained with. Its posterior is the network's with the weights (new
 * density) / (old density). Immutable and safe for use by several threads.
 */
final class NarrowedPrior {

    /** Relative distance at which an end still counts as inside. */
    private static final double ROUNDING = 1e-9;

    private final ModelPrior wide;
    private final ModelPrior narrow;

    /**
     * @param wide prior of the network
     * @param narrow prior of the same free parameters
     */
    NarrowedPrior(ModelPrior wide, ModelPrior narrow) {
        this.wide = wide;
        this.narrow = narrow;
    }

    /**
     * Replaces priors of parameters.
     *
     * @param wide a prior
     * @param priors narrower ones by label
     * @param whose whose prior it is, for messages
     * @return the prior with these; the same object if there are none
     * @throws IllegalArgumentException if a parameter is unknown or not free, or a new prior reaches beyond the old
     *         one; the message names both ranges
     */
    static ModelPrior of(ModelPrior wide, Map<String, Prior> priors, String whose) {
        if (priors.isEmpty()) {
            return wide;
        }
        Map<String, Prior> all = new LinkedHashMap<>();
        wide.free().forEach(f -> all.put(f.parameter().label(), f.prior()));
        priors.forEach((label, prior) -> {
            if (!all.containsKey(label)) {
                throw new RefusedValueException("the prior of " + label + " cannot be that of " + whose
                        + ", which has the free parameters " + all.keySet().stream().collect(Collectors.joining(", ")));
            }
            Prior old = all.get(label);
            if (!inside(prior, old)) {
                throw new RefusedValueException("the prior of " + label + " reaches from " + prior.min() + " to "
                        + prior.max() + ", that of " + whose + " from " + old.min() + " to " + old.max()
                        + "; give one inside, or fit without a network by --model");
            }
            all.put(label, prior);
        });
        return new ModelPrior(wide.model(), all, wide.fixed(), wide.ties());
    }

    /**
     * @param narrow a prior
     * @param wide another one
     * @return whether both have the same free parameters in the same order, and each of the first lies inside the
     *         second's
     */
    static boolean isInside(ModelPrior narrow, ModelPrior wide) {
        List<ModelPrior.Free> a = narrow.free();
        List<ModelPrior.Free> b = wide.free();
        for (int p = 0; p < a.size() && a.size() == b.size(); p++) {
            if (!a.get(p).parameter().label().equals(b.get(p).parameter().label())
                    || !inside(a.get(p).prior(), b.get(p).prior())) {
                return false;
            }
        }
        return a.size() == b.size();
    }

    private static boolean inside(Prior narrow, Prior wide) {
        double rounding = ROUNDING * (Math.abs(wide.min()) + Math.abs(wide.max()));
        return narrow.min() >= wide.min() - rounding && narrow.max() <= wide.max() + rounding;
    }

    /**
     * Takes samples to the narrower prior.
     *
     * @param units samples, points of the wide prior's unit cube, parameters x samples
     * @param engine what drew them
     * @param seed seed of the fit
     * @param row number of the row
     * @return as many samples of equal weight, points of the narrow prior's unit cube, with their effective number;
     *         none effective if no sample is inside, the samples then being useless
     */
    Proposal.Samples resampled(double[][] units, String engine, long seed, long row) {
        int count = units[0].length;
        double[][] places = new double[units.length][count];
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        for (int p = 0; p < units.length; p++) {
            Prior from = wide.free().get(p).prior();
            Prior to = narrow.free().get(p).prior();
            boolean same = from.equals(to);
            for (int i = 0; i < count; i++) {
                double value = from.fromUnit(units[p][i]);
                boolean outside = !same && !(value >= to.min() && value <= to.max());
                places[p][i] = same ? units[p][i] : Math.min(Math.max(to.toUnit(value), 0), 1);
                weights[i] *= same ? 1 : outside ? 0 : to.density(value) / from.density(value);
            }
        }
        double sum = Arrays.stream(weights).sum();
        double squares = Arrays.stream(weights).map(w -> w * w).sum();
        if (!(sum > 0)) {
            return new Proposal.Samples(places, engine, 0);
        }
        int[] chosen = SystematicResampling.indices(weights, sum, count,
                new PhiloxStream(seed, RandomPurpose.NARROWED_PRIOR, row));
        double[][] equal = Arrays.stream(places).map(c -> Arrays.stream(chosen).mapToDouble(i -> c[i]).toArray())
                .toArray(double[][]::new);
        return new Proposal.Samples(equal, engine, sum * sum / squares);
    }
}
