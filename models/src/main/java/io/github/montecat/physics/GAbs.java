package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code gabs}: a Gaussian absorption line, exp(-Strength G(E)) with G a normal density, averaged over each
 * bin. As in XSPEC, the line ends with the bin that holds 6 Sigma, and a line of no width absorbs nothing.
 */
final class GAbs implements SpectralComponent {

    /** Widths from the centre where XSPEC ends the line. */
    private static final double END = 6;
    /**
     * Widths from the centre beyond which nothing is absorbed at double precision, within a bin that the line enters.
     */
    private static final double REACH = 12;
    /** Widths over which five points integrate to 1e-9, also on the flanks of a saturated line. */
    private static final double STEP = 0.125;

    @Override
    public String name() {
        return "gabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("LineE", "keV", "em.energy", "line energy", 1, 0, 1e6),
                ComponentParameter.free("Sigma", "keV", "spect.line.width", "line width (Gaussian sigma)", 0.01, 0, 20),
                ComponentParameter.free("Strength", "keV", "phys.absorption.opticalDepth",
                        "optical depth at the centre times Sigma sqrt(2 pi)", 1, 0, 1e6));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return LineBreaks.gaussian(0, parameters[0], parameters[1]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> {
            double line = parameters[0];
            double sigma = parameters[1];
            double depth = parameters[2] / (sigma * Math.sqrt(2 * Math.PI));
            double[] factor = new double[grid.size()];
            for (int i = 0; i < factor.length; i++) {
                double low = (grid.low(i) - line) / sigma;
                double high = (grid.high(i) - line) / sigma;
                // Of a line without width these are infinite or not a number.
                factor[i] = sigma > 0 && high > -END && low < END ? average(low, high, depth) : 1;
            }
            return factor;
        };
    }

    /** The mean of exp(-depth exp(-x^2/2)) between two energies in units of Sigma from the centre. */
    private static double average(double low, double high, double depth) {
        double from = Math.max(low, -REACH);
        double to = Math.min(high, REACH);
        int pieces = (int) Math.ceil((to - from) / STEP);
        double step = (to - from) / pieces;
        double absorbed = 0;
        for (int piece = 0; piece < pieces; piece++) {
            absorbed += GaussLegendre.between(from + piece * step, from + (piece + 1) * step,
                    x -> -Math.expm1(-depth * Math.exp(-0.5 * x * x)));
        }
        return 1 - absorbed / (high - low);
    }
}
