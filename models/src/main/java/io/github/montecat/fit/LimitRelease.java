package io.github.montecat.fit;

import io.github.montecat.physics.ModelParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The way out of a minimum at which a component is switched off. With a norm of 0 the other parameters of its component
 * have no effect, so nothing moves them to where the component would improve the fit. Other values of these are tried,
 * and judged by how far the statistic falls when the norm leaves its limit (a score test). For one fit and one thread.
 *
 * <p>Source: Davies 1977, Biometrika 64, 247, for the parameters that are there under the alternative only.
 */
final class LimitRelease {

    /** Values tried of each parameter; from one to the next is a factor of 1.8, or else a sixteenth of its range. */
    private static final int VALUES = 17;
    /** How far from XSPEC's default value they are, as a factor. */
    private static final double FARTHEST = 100;

    private final FitResiduals residuals;
    private final List<ModelParameter> parameters;

    /**
     * @param residuals what is fitted
     * @param parameters the free parameters
     */
    LimitRelease(FitResiduals residuals, List<ModelParameter> parameters) {
        this.residuals = residuals;
        this.parameters = parameters;
    }

    /**
     * Points with the same statistic from where it can fall.
     *
     * @param minimum where the fit ended
     * @param least fall to expect
     * @return of each parameter without effect, the values at which the fall to expect is greater than at the
     *         neighbouring ones; none if no fall is to be expected or all parameters have an effect
     */
    List<double[]> from(FitResiduals.Point minimum, double least) {
        double[][] curvature = minimum.slopes().curvature();
        double[] off = minimum.point().clone();
        for (int k = 0; k < off.length; k++) {
            if (curvature[k][k] == 0 && parameters.get(k).name().equals(SpectralFit.NORM)) {
                off[k] = residuals.lower()[k];
            }
        }
        List<double[]> chosen = new ArrayList<>();
        for (int k = 0; k < off.length; k++) {
            if (curvature[k][k] != 0 || parameters.get(k).name().equals(SpectralFit.NORM)) {
                continue;
            }
            List<double[]> points = new ArrayList<>();
            for (double value : values(parameters.get(k))) {
                double[] point = off.clone();
                point[k] = value;
                points.add(point);
            }
            double[] falls = residuals.at(points.toArray(double[][]::new)).stream()
                    .mapToDouble(p -> Math.abs(p.value() - minimum.value()) < least ? fall(p) : 0).toArray();
            for (int i = 0; i < falls.length; i++) {
                if (falls[i] > least && (i == 0 || falls[i] > falls[i - 1])
                        && (i == falls.length - 1 || falls[i] >= falls[i + 1])) {
                    chosen.add(points.get(i));
                }
            }
        }
        return chosen;
    }

    private static List<Double> values(ModelParameter parameter) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            double place = i / (VALUES - 1.0);
            double value = parameter.initial() > 0 ? parameter.initial() * Math.pow(FARTHEST, 2 * place - 1)
                    : parameter.hardMin() + place * (parameter.hardMax() - parameter.hardMin());
            if (value >= parameter.hardMin() && value <= parameter.hardMax()) {
                values.add(value);
            }
        }
        return values;
    }

    /** Fall of the statistic to expect where one of the parameters leaves its limit. */
    private double fall(FitResiduals.Point at) {
        BoundedMinimum.Slopes slopes = at.slopes();
        double greatest = 0;
        for (int k = 0; k < parameters.size(); k++) {
            double gradient = slopes.gradient()[k];
            boolean inward = at.point()[k] <= residuals.lower()[k] && gradient < 0
                    || at.point()[k] >= residuals.upper()[k] && gradient > 0;
            double fall = gradient * gradient / slopes.curvature()[k][k];
            if (inward && fall > greatest && Double.isFinite(fall)) {
                greatest = fall;
            }
        }
        return greatest;
    }
}
