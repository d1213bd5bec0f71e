package io.github.montecat.report;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names, units and numbers as people write them. Stateless. */
final class Label {

    private static final Pattern POWER = Pattern.compile("\\*\\*(-?\\d+)");
    private static final Pattern TEN = Pattern.compile("^1e(-?\\d+)");
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Label() {
    }

    /** Name and unit, such as {@code nH (10²² cm⁻²)}. */
    static String of(ModelParameter parameter) {
        String unit = unit(parameter.unit());
        return parameter.label() + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    /** A unit of the Virtual Observatory's writing, raised and spaced. */
    static String unit(String vounit) {
        String ten = TEN.matcher(vounit).replaceAll(m -> Matcher.quoteReplacement("10" + raised(m.group(1))));
        return POWER.matcher(ten).replaceAll(m -> raised(m.group(1))).replace('.', ' ');
    }

    /** A whole number in raised digits. */
    static String raised(String digits) {
        StringBuilder s = new StringBuilder();
        digits.chars().forEach(c -> s.append(c == '-' ? '⁻' : RAISED.charAt(c - '0')));
        return s.toString();
    }

    /** A number to some significant digits, without an exponent where that is readable. */
    static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        double size = Math.abs(value);
        String text = size == 0 ? "0" : size >= 1e-3 && size < 1e6 ? rounded.toPlainString() : rounded.toString();
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }

    /** A round number, such as an end of a prior, as it was written. */
    static String round(double value) {
        double size = Math.abs(value);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return size == 0 ? "0" : size >= 1e-3 && size < 1e6 ? rounded.toPlainString() : rounded.toString();
    }

    /** A value with its limits as differences, such as {@code 0.241 +0.004 −0.003}, to two digits of the smaller difference. */
    static String interval(double median, double lower, double upper) {
        double smaller = Math.min(upper - median, median - lower);
        if (!(smaller > 0) || Double.isInfinite(smaller)) {
            return number(median, 4);
        }
        int decimals = decimals(smaller);
        return decimals > 6 ? number(median, 4) + " +" + number(upper - median, 2) + " −" + number(median - lower, 2)
                : fixed(median, decimals) + " +" + fixed(upper - median, decimals) + " −" + fixed(median - lower,
                decimals);
    }

    /** A value to the second digit of its error. */
    static String likewise(double value, double error) {
        if (!(error > 0) || Double.isInfinite(error) || Double.isNaN(value)) {
            return number(value, 4);
        }
        int decimals = decimals(error);
        return decimals > 6 ? number(value, 4) : fixed(value, decimals);
    }

    /** Decimals down to an error's second digit; an error of 0.1 less rounding is one of 0.1. */
    private static int decimals(double error) {
        return Math.max(0, 1 - (int) Math.floor(Math.log10(error) + 1e-9));
    }

    private static String fixed(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, java.math.RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A probability, or that it is below a limit. */
    static String probability(double p) {
        return p < 0.001 ? "< 0.001" : p > 0.999 ? "> 0.999" : number(p, p < 0.1 ? 2 : 3);
    }

    /** Whether a parameter is one to look at on a logarithmic axis. */
    static boolean isLogarithmic(ModelPrior.Free free) {
        return free.prior() instanceof LogUniformPrior;
    }
}
