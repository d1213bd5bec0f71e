package io.github.montecat.fitmodel;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a fit model must not have although each of its parameters is inside its limits. Stateless. */
final class FitModelCheck {

    private FitModelCheck() {
    }

    /**
     * @param prior a model with its priors
     * @return the same
     * @throws IllegalArgumentException if free norms have no effect, or a luminosity has no distance
     */
    static ModelPrior requireSound(ModelPrior prior) {
        requireEffect(prior);
        requireDistance(prior);
        return prior;
    }

    private static void requireEffect(ModelPrior prior) {
        List<String> free = prior.free().stream().map(f -> f.parameter().label()).toList();
        List<String> idle = prior.model().withoutEffect(
                p -> free.contains(prior.ties().getOrDefault(p.label(), p.label()))).stream()
                .map(ModelParameter::label).map(label -> prior.ties().getOrDefault(label, label)).distinct().toList();
        if (!idle.isEmpty()) {
            String first = idle.get(0);
            throw new RefusedValueException((idle.size() == 1 ? "parameter " + first + " of "
                    : "parameters " + idle.stream().collect(Collectors.joining(" and ")) + " together of ")
                    + prior.model().expression() + (idle.size() == 1 ? " has" : " have")
                    + " no effect, since cflux and clumin set the flux of the source; fix "
                    + (idle.size() == 1 ? "it: " : "one of them: ") + "--fix " + first + "=1");
        }
    }

    private static void requireDistance(ModelPrior prior) {
        double[] lowest = corner(prior, 0);
        double[] highest = corner(prior, 1);
        for (ModelParameter p : prior.model().parameters()) {
            double low = lowest[p.index() - 1];
            double high = highest[p.index() - 1];
            if (p.component().equals("clumin") && p.name().equals("Redshift") && !(low >= 0 && high > 0)) {
                throw new RefusedValueException("parameter " + p.label() + " of " + prior.model().expression() + " is "
                        + (low == high ? String.valueOf(low) : low + " to " + high)
                        + "; clumin needs a redshift above 0 for the luminosity distance: --fix " + p.label()
                        + "=0.1, or --prior " + p.label() + "=uniform:0,1");
            }
        }
    }

    private static double[] corner(ModelPrior prior, double unit) {
        double[] units = new double[prior.dimension()];
        Arrays.fill(units, unit);
        return prior.modelValues(prior.fromUnit(units));
    }
}
