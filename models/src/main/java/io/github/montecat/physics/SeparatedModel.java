package io.github.montecat.physics;

import io.github.montecat.physics.SpectralComponent.Kind;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model bound to a grid that gives the photons of each of its sources, as observed and without absorption. Every
 * component is evaluated once. Absorbers are the components with a hydrogen column, and {@code etable}. A convolution
 * that sets a flux, such as {@code cflux}, sets that of its sources together, with what absorbs them to its right.
 * What {@code zashift} acts on is evaluated on bins of the source's frame, so that each bin has its own photons.
 */
final class SeparatedModel {

    /** The values of a factor, with and without absorption; null stands for 1 everywhere. */
    private record Factor(double[] observed, double[] unabsorbed) {
    }

    @FunctionalInterface
    private interface BoundSource {
        SpectralModel.Sources at(double[] all);
    }

    @FunctionalInterface
    private interface BoundFactor {
        Factor at(double[] all);
    }

    private final EnergyGrid grid;
    private final ModelSettings settings;
    private final BoundSource root;

    /** @param first index of the term's first parameter in the model's vector, from 0 */
    SeparatedModel(ModelTerm root, EnergyGrid grid, ModelSettings settings, int first) {
        this.grid = grid;
        this.settings = settings;
        this.root = source(root, first);
    }

    /** @param all values of all parameters, inside their limits */
    SpectralModel.Sources at(double[] all) {
        return root.at(all);
    }

    private BoundSource source(ModelTerm term, int first) {
        if (term instanceof ModelTerm.Sum sum) {
            List<BoundSource> summands = new ArrayList<>();
            int next = first;
            for (ModelTerm summand : sum.summands()) {
                summands.add(source(summand, next));
                next += summand.parameterCount();
            }
            return all -> joined(summands.stream().map(s -> s.at(all)).toList());
        } else if (term instanceof ModelTerm.Product product) {
            return product(product, first);
        } else if (term instanceof ModelTerm.Convolved convolved) {
            return convolved(convolved, first);
        }
        ModelTerm.Bound bound = term.on(grid, settings, first);
        return all -> {
            double[][] flux = {bound.evaluate(all)};
            return new SpectralModel.Sources(flux, flux.clone());
        };
    }

    private static SpectralModel.Sources joined(List<SpectralModel.Sources> parts) {
        return new SpectralModel.Sources(
                parts.stream().flatMap(p -> Arrays.stream(p.observed())).toArray(double[][]::new),
                parts.stream().flatMap(p -> Arrays.stream(p.unabsorbed())).toArray(double[][]::new));
    }

    private BoundSource product(ModelTerm.Product product, int first) {
        BoundSource emitted = null;
        List<BoundFactor> factors = new ArrayList<>();
        int next = first;
        for (ModelTerm factor : product.factors()) {
            if (factor.kind() == Kind.ADDITIVE) {
                emitted = source(factor, next);
            } else {
                factors.add(factor(factor, next));
            }
            next += factor.parameterCount();
        }
        BoundSource source = emitted;
        return all -> {
            SpectralModel.Sources sources = source.at(all);
            for (BoundFactor factor : factors) {
                Factor values = factor.at(all);
                for (int s = 0; s < sources.observed().length; s++) {
                    double[] observed = sources.observed()[s];
                    double[] unabsorbed = sources.unabsorbed()[s];
                    boolean shared = observed == unabsorbed;
                    if (shared && values.observed() == values.unabsorbed()) {
                        multiply(observed, values.observed());
                        continue;
                    }
                    sources.observed()[s] = shared ? observed.clone() : observed;
                    multiply(sources.observed()[s], values.observed());
                    multiply(unabsorbed, values.unabsorbed());
                }
            }
            return sources;
        };
    }

    private static void multiply(double[] flux, double[] factor) {
        for (int i = 0; factor != null && i < flux.length; i++) {
            flux[i] *= factor[i];
        }
    }

    private BoundSource convolved(ModelTerm.Convolved term, int first) {
        int firstOfSource = first + term.component().parameters().size();
        if (term.component().shifts()) {
            PerRedshift<SeparatedModel> emitted = new PerRedshift<>(stretch -> new SeparatedModel(term.source(),
                    stretched(stretch), settings, firstOfSource));
            return all -> {
                double stretch = term.component().stretch(Arrays.copyOfRange(all, first, firstOfSource));
                return rarer(emitted.at(stretch).at(all), stretch);
            };
        }
        BoundSource source = source(term.source(), firstOfSource);
        Convolution.Bound convolution = term.component().on(grid);
        boolean scales = term.component().setsFlux();
        return all -> {
            double[] own = Arrays.copyOfRange(all, first, firstOfSource);
            SpectralModel.Sources sources = source.at(all);
            if (scales) {
                scale(sources, convolution, own);
                return sources;
            }
            for (int s = 0; s < sources.observed().length; s++) {
                boolean shared = sources.observed()[s] == sources.unabsorbed()[s];
                sources.observed()[s] = convolution.convolve(own, sources.observed()[s]);
                sources.unabsorbed()[s] = shared ? sources.observed()[s]
                        : convolution.convolve(own, sources.unabsorbed()[s]);
            }
            return sources;
        };
    }

    private EnergyGrid stretched(double stretch) {
        return new EnergyGrid(Arrays.stream(grid.lows()).map(e -> e * stretch).toArray(),
                Arrays.stream(grid.highs()).map(e -> e * stretch).toArray());
    }

    private static SpectralModel.Sources rarer(SpectralModel.Sources sources, double stretch) {
        for (int s = 0; s < sources.observed().length; s++) {
            double[] observed = sources.observed()[s];
            double[] unabsorbed = sources.unabsorbed()[s];
            for (int i = 0; i < observed.length; i++) {
                observed[i] /= stretch;
                unabsorbed[i] /= observed == unabsorbed ? 1 : stretch;
            }
        }
        return sources;
    }

    /** The factor is that of all sources together as they are observed; it holds for each, absorbed or not. */
    private static void scale(SpectralModel.Sources sources, Convolution.Bound convolution, double[] own) {
        double[] total = new double[sources.observed()[0].length];
        for (double[] flux : sources.observed()) {
            for (int i = 0; i < total.length; i++) {
                total[i] += flux[i];
            }
        }
        double before = Arrays.stream(total).sum();
        double factor = before > 0 ? Arrays.stream(convolution.convolve(own, total)).sum() / before : 0;
        for (int s = 0; s < sources.observed().length; s++) {
            double[] observed = sources.observed()[s];
            double[] unabsorbed = sources.unabsorbed()[s];
            for (int i = 0; i < observed.length; i++) {
                observed[i] *= factor;
                unabsorbed[i] *= observed == unabsorbed ? 1 : factor;
            }
        }
    }

    private BoundFactor factor(ModelTerm term, int first) {
        if (term.components().stream().noneMatch(SpectralComponent::absorbs)) {
            ModelTerm.Bound bound = term.on(grid, settings, first);
            return all -> {
                double[] values = bound.evaluate(all);
                return new Factor(values, values);
            };
        } else if (term instanceof ModelTerm.Leaf) {
            ModelTerm.Bound bound = term.on(grid, settings, first);
            return all -> new Factor(bound.evaluate(all), null);
        }
        boolean adds = term instanceof ModelTerm.Sum;
        List<ModelTerm> parts = term instanceof ModelTerm.Sum sum ? sum.summands()
                : ((ModelTerm.Product) term).factors();
        List<BoundFactor> bound = new ArrayList<>();
        int next = first;
        for (ModelTerm part : parts) {
            bound.add(factor(part, next));
            next += part.parameterCount();
        }
        return all -> {
            double[] observed = filled(adds ? 0 : 1);
            double[] unabsorbed = filled(adds ? 0 : 1);
            for (BoundFactor part : bound) {
                Factor values = part.at(all);
                for (int i = 0; i < observed.length; i++) {
                    double clear = values.unabsorbed() == null ? 1 : values.unabsorbed()[i];
                    observed[i] = adds ? observed[i] + values.observed()[i] : observed[i] * values.observed()[i];
                    unabsorbed[i] = adds ? unabsorbed[i] + clear : unabsorbed[i] * clear;
                }
            }
            return new Factor(observed, unabsorbed);
        };
    }

    private double[] filled(double value) {
        double[] array = new double[grid.size()];
        Arrays.fill(array, value);
        return array;
    }
}
