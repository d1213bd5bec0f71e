package io.github.montecat.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;
import org.knowm.xchart.XYChart;

/** Logarithmic axes with labels at 1, 2 and 5 where decades are few. Stateless. */
final class Axes {

    private Axes() {
    }

    static void logarithmic(XYChart chart, boolean horizontal, double min, double max) {
        boolean few = Math.log10(max / min) < 2.5;
        Function<Double, String> label = v -> {
            double mantissa = v / Math.pow(10, Math.floor(Math.log10(v) + 1e-9));
            long digit = Math.round(mantissa);
            boolean labelled = Math.abs(mantissa - digit) < 1e-6 && (digit == 1 || few && (digit == 2 || digit == 5));
            return labelled ? new BigDecimal(v).round(new MathContext(2)).stripTrailingZeros().toPlainString() : " ";
        };
        if (horizontal) {
            chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false).setXAxisMin(min).setXAxisMax(max)
                    .setxAxisTickLabelsFormattingFunction(label);
        } else {
            chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false).setYAxisMin(min).setYAxisMax(max)
                    .setyAxisTickLabelsFormattingFunction(label);
        }
    }
}
