package io.github.montecat.derived;

import io.github.montecat.statistic.OnOffCounts;
import io.github.montecat.statistic.SourceCountsPosterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Upper limits of fluxes that do not depend on the prior of the brightness. A limit is a quantile of (expected counts of the
 * source) x (flux per expected count). The first has a flat prior from 0 up, and its posterior follows from the summed
 * counts of source region and background in closed form ({@link SourceCountsPosterior}). The second is that of the
 * posterior's samples, all spectral shapes alike; where the shape is fixed it is one number. Stateless.
 */
final class UpperLimits {

    private record Level(String prefix, double probability, String words) {
    }

    private static final List<Level> LEVELS = List.of(new Level("uplim90_", 0.90, "90 %"),
            new Level("uplim95_", 0.95, "95 %"), new Level("uplim99p7_", 0.997, "99.7 %"));

    private UpperLimits() {
    }

    /**
     * @param fitted a spectrum's posterior
     * @param fluxes fluxes of its samples
     * @return three limits of each flux; NaN where the errors are not those of Poisson counts, the expected counts are not
     *         known, or a flux or its counts are not above 0
     */
    static List<DerivedValues> of(FittedSamples fitted, List<DerivedValues> fluxes) {
        Optional<OnOffCounts> counts = fitted.counts().flatMap(OnOffCounts::of);
        double[] expected = counts.isPresent() && !fluxes.isEmpty() ? fitted.expected().get() : new double[0];
        SourceCountsPosterior source = expected.length > 0 ? new SourceCountsPosterior(counts.get()) : null;
        List<DerivedValues> limits = new ArrayList<>();
        for (DerivedValues flux : fluxes) {
            double[] perCount = new double[expected.length];
            Arrays.setAll(perCount, i -> flux.values()[i] / expected[i]);
            boolean known = source != null && Arrays.stream(perCount).allMatch(f -> f > 0 && Double.isFinite(f));
            for (Level level : LEVELS) {
                limits.add(new DerivedValues(quantity(level, flux.quantity()), new double[] {
                    known ? source.scaledQuantile(perCount, level.probability()) : Double.NaN}));
            }
        }
        return limits;
    }

    private static DerivedQuantity quantity(Level level, DerivedQuantity flux) {
        return new DerivedQuantity(level.prefix() + flux.name(), flux.unit(), flux.ucd() + ";stat.max",
                level.words() + " upper limit of the " + flux.description() + ", prior flat in the source's counts", false);
    }
}
