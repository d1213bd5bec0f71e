package io.github.montecat.physics;

import io.github.montecat.physics.SpectralComponent.Kind;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node of a parsed expression: a component, a convolved source, a product or a sum. Immutable. */
sealed interface ModelTerm {

    /** Whether it is a source or a factor. */
    Kind kind();

    /** Its components, in the order of the expression. */
    List<SpectralComponent> components();

    /** The expression in canonical form. */
    String canonical();

    /**
     * Binds to a grid.
     *
     * @param firstParameter index of the term's first parameter in the model's vector, from 0
     */
    Bound on(EnergyGrid grid, ModelSettings settings, int firstParameter);

    /**
     * Finds where its components must be cut to be integrated.
     *
     * @param all values of the whole model's parameters
     * @param firstParameter index of the term's first parameter, from 0
     * @return energies in keV of each component, as they are seen to the left of the term
     */
    default List<double[]> breaks(double[] all, int firstParameter) {
        List<double[]> breaks = new ArrayList<>();
        int next = firstParameter;
        for (ModelTerm part : parts()) {
            breaks.addAll(part.breaks(all, next));
            next += part.parameterCount();
        }
        return breaks;
    }

    /**
     * Finds the energies that it must be evaluated at, its sources apart, to be right in a band.
     *
     * @param all values of the whole model's parameters
     * @param firstParameter index of the term's first parameter, from 0
     * @param band lower and upper end in keV
     * @return lower and upper end in keV
     */
    default double[] reach(double[] all, int firstParameter, double[] band) {
        double[] reach = band;
        int next = firstParameter;
        for (ModelTerm part : parts()) {
            double[] more = part.reach(all, next, band);
            reach = new double[] {Math.min(reach[0], more[0]), Math.max(reach[1], more[1])};
            next += part.parameterCount();
        }
        return reach;
    }

    /** The terms that it consists of, in the order of the expression; none of a component. */
    List<ModelTerm> parts();

    /** Number of parameters. */
    default int parameterCount() {
        return components().stream().mapToInt(c -> c.parameters().size()).sum();
    }

    /** A term bound to a grid. */
    @FunctionalInterface
    interface Bound {

        /**
         * @param all values of the whole model's parameters
         * @return a new array, one value per bin
         */
        double[] evaluate(double[] all);
    }

    /** A source or a factor; while an expression is read, also a convolution without its source. */
    record Leaf(SpectralComponent component) implements ModelTerm {

        @Override
        public Kind kind() {
            return component.kind();
        }

        @Override
        public List<SpectralComponent> components() {
            return List.of(component);
        }

        @Override
        public List<ModelTerm> parts() {
            return List.of();
        }

        @Override
        public List<double[]> breaks(double[] all, int firstParameter) {
            return List.of(component.breaks(Arrays.copyOfRange(all, firstParameter,
                    firstParameter + component.parameters().size())));
        }

        @Override
        public String canonical() {
            return component.expression();
        }

        @Override
        public Bound on(EnergyGrid grid, ModelSettings settings, int firstParameter) {
            SpectralComponent.OnGrid bound = component.on(grid, settings);
            return new BoundComponent(bound, firstParameter, firstParameter + component.parameters().size());
        }
    }

    /** A component bound to a grid, with where its parameters stand among the model's. */
    record BoundComponent(SpectralComponent.OnGrid component, int from, int to) implements Bound {

        @Override
        public double[] evaluate(double[] all) {
            return component.evaluate(own(all));
        }

        double[] own(double[] all) {
            return Arrays.copyOfRange(all, from, to);
        }
    }

    /** A convolution and the source that it acts on. */
    record Convolved(Convolution component, ModelTerm source) implements ModelTerm {

        @Override
        public Kind kind() {
            return Kind.ADDITIVE;
        }

        @Override
        public List<SpectralComponent> components() {
            return Stream.concat(Stream.of(component), source.components().stream()).toList();
        }

        @Override
        public List<ModelTerm> parts() {
            return List.of(new Leaf(component), source);
        }

        @Override
        public List<double[]> breaks(double[] all, int firstParameter) {
            int firstOfSource = firstParameter + component.parameters().size();
            double[] own = Arrays.copyOfRange(all, firstParameter, firstOfSource);
            double stretch = component.stretch(own);
            Stream<double[]> seen = source.breaks(all, firstOfSource).stream()
                    .map(emitted -> Arrays.stream(emitted).map(e -> e / stretch).toArray());
            return Stream.concat(Stream.of(component.breaks(own)), seen).toList();
        }

        @Override
        public double[] reach(double[] all, int firstParameter, double[] band) {
            int firstOfSource = firstParameter + component.parameters().size();
            double[] own = Arrays.copyOfRange(all, firstParameter, firstOfSource);
            double stretch = component.stretch(own);
            double[] wide = component.reach(own, band);
            double[] emitted = source.reach(all, firstOfSource, new double[] {wide[0] * stretch, wide[1] * stretch});
            return new double[] {Math.min(wide[0], emitted[0] / stretch), Math.max(wide[1], emitted[1] / stretch)};
        }

        @Override
        public String canonical() {
            return component.expression() + "*" + (source instanceof Sum ? "(" + source.canonical() + ")"
                    : source.canonical());
        }

        @Override
        public Bound on(EnergyGrid grid, ModelSettings settings, int firstParameter) {
            int firstOfSource = firstParameter + component.parameters().size();
            Bound bound = source.on(grid, settings, firstOfSource);
            Convolution.Bound convolution = component.on(grid);
            return all -> convolution.convolve(Arrays.copyOfRange(all, firstParameter, firstOfSource),
                    bound.evaluate(all));
        }
    }

    /** A product of factors, of which one may be a source. */
    record Product(List<ModelTerm> factors) implements ModelTerm {

        @Override
        public Kind kind() {
            return factors.stream().anyMatch(f -> f.kind() == Kind.ADDITIVE) ? Kind.ADDITIVE : Kind.MULTIPLICATIVE;
        }

        @Override
        public List<SpectralComponent> components() {
            return factors.stream().flatMap(f -> f.components().stream()).toList();
        }

        @Override
        public List<ModelTerm> parts() {
            return factors;
        }

        @Override
        public String canonical() {
            ModelTerm last = factors.get(factors.size() - 1);
            return factors.stream()
                    .map(f -> f instanceof Sum || f instanceof Convolved && f != last ? "(" + f.canonical() + ")"
                            : f.canonical())
                    .collect(Collectors.joining("*"));
        }

        @Override
        public Bound on(EnergyGrid grid, ModelSettings settings, int firstParameter) {
            List<Bound> bound = bind(factors, grid, settings, firstParameter);
            List<BoundComponent> exponentials = bound.stream()
                    .filter(b -> b instanceof BoundComponent c && c.component() instanceof ExponentialForm)
                    .map(BoundComponent.class::cast).toList();
            List<ExponentialForm> forms = exponentials.stream().map(c -> (ExponentialForm) c.component()).toList();
            List<Bound> others = bound.stream().filter(b -> !exponentials.contains(b)).toList();
            return all -> {
                double[] result = exponentials.isEmpty() ? others.get(0).evaluate(all)
                        : ExponentialForm.product(forms, exponentials.stream().map(c -> c.own(all)).toList());
                for (int f = exponentials.isEmpty() ? 1 : 0; f < others.size(); f++) {
                    double[] factor = others.get(f).evaluate(all);
                    for (int i = 0; i < result.length; i++) {
                        result[i] *= factor[i];
                    }
                }
                return result;
            };
        }
    }

    /** A sum of sources, or of factors. */
    record Sum(List<ModelTerm> summands) implements ModelTerm {

        @Override
        public Kind kind() {
            return summands.get(0).kind();
        }

        @Override
        public List<SpectralComponent> components() {
            return summands.stream().flatMap(s -> s.components().stream()).toList();
        }

        @Override
        public List<ModelTerm> parts() {
            return summands;
        }

        @Override
        public String canonical() {
            return summands.stream().map(ModelTerm::canonical).collect(Collectors.joining("+"));
        }

        @Override
        public Bound on(EnergyGrid grid, ModelSettings settings, int firstParameter) {
            List<Bound> bound = bind(summands, grid, settings, firstParameter);
            return all -> {
                double[] result = bound.get(0).evaluate(all);
                for (int s = 1; s < bound.size(); s++) {
                    double[] summand = bound.get(s).evaluate(all);
                    for (int i = 0; i < result.length; i++) {
                        result[i] += summand[i];
                    }
                }
                return result;
            };
        }
    }

    private static List<Bound> bind(List<ModelTerm> terms, EnergyGrid grid, ModelSettings settings,
            int firstParameter) {
        List<Bound> bound = new ArrayList<>();
        int next = firstParameter;
        for (ModelTerm term : terms) {
            bound.add(term.on(grid, settings, next));
            next += term.parameterCount();
        }
        return bound;
    }
}
