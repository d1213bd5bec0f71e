package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.fitmodel.DefaultPriors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogPriorsTest {

    /** A user who names an expression of any components gets a prior for each parameter that XSPEC leaves free. */
    @Test
    void everyFreeParameterHasADefaultPrior() {
        List<String> without = new ArrayList<>();
        for (String name : ComponentCatalog.names()) {
            SpectralComponent component = ComponentCatalog.named(name).orElseThrow();
            for (ComponentParameter p : component.parameters()) {
                ModelParameter parameter = new ModelParameter(1, name, p.name(), p.name(), p.unit(), p.ucd(),
                        p.description(), p.initial(), p.hardMin(), p.hardMax(), p.frozen());
                if (!p.frozen() && DefaultPriors.of(parameter).isEmpty()) {
                    without.add(name + " " + p.name());
                }
            }
        }
        assertEquals(List.of(), without);
    }
}
