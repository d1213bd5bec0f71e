package io.github.montecat.physics;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.SpectralComponent.Kind;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A model that came from an expression. */
final class ParsedModel implements SpectralModel {

    private final ModelTerm root;
    private final ModelSettings settings;
    private final List<SpectralComponent> components;
    private final List<ModelParameter> parameters;

    ParsedModel(ModelTerm root, ModelSettings settings) {
        this.root = root;
        this.settings = settings;
        this.components = List.copyOf(root.components());
        this.parameters = List.copyOf(number(components));
    }

    @Override
    public String expression() {
        return root.canonical();
    }

    @Override
    public List<ModelParameter> parameters() {
        return parameters;
    }

    @Override
    public List<ModelParameter> withoutEffect(Predicate<ModelParameter> free) {
        return new FreeScale(i -> free.test(parameters.get(i))).withoutEffect(root, 0).stream().map(parameters::get)
                .toList();
    }

    @Override
    public OnGrid on(EnergyGrid grid) {
        grid.requirePhotonEnergies();
        ModelTerm.Bound bound = root.on(grid, settings, 0);
        return new OnGrid() {
            @Override
            public EnergyGrid grid() {
                return grid;
            }

            @Override
            public double[] photonFlux(double... values) {
                requireAccepted(values);
                return bound.evaluate(values);
            }
        };
    }

    @Override
    public List<String> sources() {
        List<String> labels = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (SpectralComponent component : components) {
            int occurrence = seen.merge(component.name(), 1, Integer::sum);
            if (component.kind() == Kind.ADDITIVE) {
                labels.add(component.name() + (occurrence > 1 ? occurrence : ""));
            }
        }
        return labels;
    }

    @Override
    public Optional<ModelParameter> redshift() {
        for (Kind kind : List.of(Kind.ADDITIVE, Kind.CONVOLUTION, Kind.MULTIPLICATIVE)) {
            int next = 0;
            for (SpectralComponent component : components) {
                int first = next;
                next += component.parameters().size();
                Optional<ModelParameter> found = parameters.subList(first, next).stream()
                        .filter(p -> component.kind() == kind && p.ucd().equals("src.redshift")).findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public List<double[]> breaks(double... values) {
        return root.breaks(values, 0);
    }

    @Override
    public boolean isLocal() {
        return components.stream().noneMatch(c -> c.kind() == Kind.CONVOLUTION);
    }

    @Override
    public boolean isLocalApart() {
        return components.stream().noneMatch(c -> c instanceof Convolution convolution && !convolution.shifts());
    }

    @Override
    public double[] reach(double low, double high, double... values) {
        return root.reach(values, 0, new double[] {low, high});
    }

    @Override
    public Separated separatedOn(EnergyGrid grid) {
        grid.requirePhotonEnergies();
        SeparatedModel bound = new SeparatedModel(root, grid, settings, 0);
        return values -> {
            requireAccepted(values);
            return bound.at(values);
        };
    }

    @Override
    public String toString() {
        return expression();
    }

    private void requireAccepted(double[] values) {
        if (values.length != parameters.size()) {
            throw new RefusedValueException(expression() + " has " + parameters.size() + " parameters "
                    + parameters.stream().map(ModelParameter::label).toList() + ", got " + values.length + " values");
        }
        for (int i = 0; i < values.length; i++) {
            ModelParameter p = parameters.get(i);
            if (!(values[i] >= p.hardMin() && values[i] <= p.hardMax())) {
                throw new RefusedValueException("parameter " + p.label() + " of " + expression() + " is "
                        + values[i] + ", outside its hard limits " + p.hardMin() + " to " + p.hardMax());
            }
        }
    }

    private static List<ModelParameter> number(List<SpectralComponent> components) {
        Map<String, Integer> uses = new HashMap<>();
        for (SpectralComponent component : components) {
            for (ComponentParameter p : component.parameters()) {
                uses.merge(p.name(), 1, Integer::sum);
            }
        }
        List<ModelParameter> list = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (SpectralComponent component : components) {
            int occurrence = seen.merge(component.name(), 1, Integer::sum);
            String prefix = component.name() + (occurrence > 1 ? occurrence : "");
            for (ComponentParameter p : component.parameters()) {
                String label = uses.get(p.name()) > 1 ? prefix + "_" + p.name() : p.name();
                list.add(new ModelParameter(list.size() + 1, component.name(), p.name(), label, p.unit(), p.ucd(),
                        p.description(), p.initial(), p.hardMin(), p.hardMax(), p.frozen()));
            }
        }
        return list;
    }
}
