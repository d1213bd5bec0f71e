package io.github.montecat.derived;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Models with samples of their parameters, and their fluxes by brute force. */
final class FluxCase {

    static final double ERG_PER_KEV = 1.602176634e-9;

    private FluxCase() {
    }

    /** A model with priors {@code name=prior}, fixed values {@code name=number} and ties {@code name=other}. */
    static ModelPrior prior(String expression, String... assignments) {
        SpectralModel model = ModelExpression.parse(expression);
        Map<String, Prior> priors = new LinkedHashMap<>();
        Map<String, Double> fixed = new LinkedHashMap<>();
        Map<String, String> ties = new LinkedHashMap<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=");
            if (parts[1].contains(":")) {
                priors.put(parts[0], Prior.parse(parts[1]));
            } else if (parts[1].matches("[-+.\\deE]+")) {
                fixed.put(parts[0], Double.valueOf(parts[1]));
            } else {
                ties.put(parts[0], parts[1]);
            }
        }
        return new ModelPrior(model, priors, fixed, ties);
    }

    /** A model at one point: the last parameter has a narrow prior, since one must be free. */
    static FittedSamples point(String expression, double... values) {
        SpectralModel model = ModelExpression.parse(expression);
        List<ModelParameter> parameters = model.parameters();
        Map<String, Double> fixed = new LinkedHashMap<>();
        int last = values.length - 1;
        IntStream.range(0, last).forEach(i -> fixed.put(parameters.get(i).label(), values[i]));
        ModelPrior prior = new ModelPrior(model, Map.of(parameters.get(last).label(),
                new UniformPrior(0, 2 * values[last])), fixed);
        return new FittedSamples(prior, new double[][] {{values[last]}}, Optional.empty());
    }

    /** Draws from the prior. */
    static FittedSamples draws(ModelPrior prior, int count) {
        Random random = new Random(4);
        double[][] columns = new double[prior.dimension()][count];
        for (int i = 0; i < count; i++) {
            double[] free = prior.fromUnit(random.doubles(prior.dimension()).toArray());
            for (int p = 0; p < free.length; p++) {
                columns[p][i] = free[p];
            }
        }
        return new FittedSamples(prior, columns, Optional.empty());
    }

    static FluxRequest request(String bands) {
        return new FluxRequest(FluxBand.parseList(bands), false, false, Cosmology.DEFAULT);
    }

    static Map<String, double[]> fluxes(FluxRequest request, FittedSamples samples) {
        Map<String, double[]> map = new LinkedHashMap<>();
        new Fluxes(request).derive(samples).forEach(d -> map.put(d.quantity().name(), d.values()));
        return map;
    }

    /** Energy flux in erg/cm2/s of the model as it is, on bins of a width in ln E. */
    static double bruteForce(SpectralModel model, double[] values, double low, double high, double width) {
        int bins = (int) Math.ceil(Math.log(high / low) / width);
        double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> low * Math.pow(high / low, (double) i / bins))
                .toArray();
        edges[bins] = high;
        double[] flux = model.on(EnergyGrid.ofEdges(edges)).photonFlux(values);
        return ERG_PER_KEV * IntStream.range(0, bins).mapToDouble(i -> flux[i] * (edges[i] + edges[i + 1]) / 2).sum();
    }

    /** The same with all hydrogen columns at 0. */
    static double[] unabsorbed(SpectralModel model, double[] values) {
        double[] changed = values.clone();
        model.parameters().stream().filter(p -> p.ucd().equals("phys.columnDensity"))
                .forEach(p -> changed[p.index() - 1] = 0);
        return changed;
    }

    static double[] numbers(String text) {
        return Arrays.stream(text.trim().split("[ ,]+")).mapToDouble(Double::parseDouble).toArray();
    }
}
