package io.github.montecat.physics;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A model that came from an expression. */
final class ParsedModel implements SpectralModel {

    private final ModelTerm root;
    private final ModelSettings settings;
    private final List<ModelParameter> parameters;

    ParsedModel(ModelTerm root, ModelSettings settings) {
        this.root = root;
        this.settings = settings;
        this.parameters = List.copyOf(number(root.components()));
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
    public boolean isLocal() {
        return root.components().stream().noneMatch(c -> c.kind() == SpectralComponent.Kind.CONVOLUTION);
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
