package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;

/** XSPEC's {@code constant}: a factor that does not depend on energy. */
final class ConstantFactor implements SpectralComponent {

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("factor", "", "arith.factor", "energy-independent factor", 1, 0, 1e10));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        int bins = grid.size();
        return parameters -> {
            double[] factor = new double[bins];
            Arrays.fill(factor, parameters[0]);
            return factor;
        };
    }
}
