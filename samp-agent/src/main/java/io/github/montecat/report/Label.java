package io.github.montecat.report;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names, units and numbers as people write them. Stateless. */
final class Label {

    private static final Pattern POWER = Pattern.compile("\\*\\*(-?\\d+)");
    /** A power of ten that starts a unit, also in the way that bundles of old have it. */
    private static final Pattern TEN = Pattern.compile("^(?:10\\*\\*|1e)(-?\\d+)\\.?");
    /** From here on numbers have a power of ten. */
    private static final double LARGE = 1e6;
    /** Characters of an interval from which on limits get a power of ten of their own. */
    private static final int LONG = 30;
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
        return unit(0, vounit);
    }

    /** A unit times a power of ten, raised and spaced; empty for no power and no unit. */
    static String unit(int exponent, String vounit) {
        Matcher ten = TEN.matcher(vounit);
        boolean power = ten.find();
        int all = exponent + (power ? Integer.parseInt(ten.group(1)) : 0);
        String rest = POWER.matcher(power ? vounit.substring(ten.end()) : vounit).replaceAll(m -> raised(m.group(1)))
                .replace('.', ' ');
        return all == 0 ? rest : ("10" + raised(Integer.toString(all)) + " " + rest).trim();
    }

    /** A number with a minus sign as long as a plus sign. */
    static String signed(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }

    /** All digits of a number, in the shorter of the two notations. */
    static String exact(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        String plain = bare.toPlainString();
        int exponent = bare.precision() - bare.scale() - 1;
        String scaled = bare.movePointLeft(exponent).toPlainString() + "×10" + raised(Integer.toString(exponent));
        return signed(plain.length() <= scaled.length() ? plain : scaled);
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
        String text = size == 0 ? "0" : size >= 1e-3 && size < LARGE ? rounded.toPlainString() : exact(rounded);
        return signed(text);
    }

    /** A round number, such as an end of a prior, as it was written. */
    static String round(double value) {
        double size = Math.abs(value);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return size == 0 ? "0" : size >= 1e-3 && size < LARGE ? rounded.toPlainString() : exact(rounded);
    }

    /**
     * A value with its limits as differences, such as {@code 0.241 +0.004 −0.003}, to two digits of the smaller
     * difference. Very small and large values are written as {@code (4.58 +0.14 −0.13)×10⁻⁴}, those with close limits
     * as {@code 1234.5678901 (+2.0 −1.8)×10⁻⁶}.
     */
    static String interval(double median, double lower, double upper) {
        double smaller = Math.min(upper - median, median - lower);
        if (!(smaller > 0) || Double.isInfinite(smaller)) {
            return number(median, 4);
        }
        int decimals = decimals(smaller);
        double size = Math.max(Math.abs(median), Math.max(upper - median, median - lower));
        if (decimals <= 6 && size < LARGE) {
            return differences(median, upper - median, median - lower, Math.max(0, decimals));
        }
        int exponent = (int) Math.floor(Math.log10(size));
        String scaled = "(" + differences(scaled(median, exponent), scaled(upper - median, exponent),
                scaled(median - lower, exponent), Math.max(0, decimals(smaller) + exponent)) + ")×10"
                + raised(Integer.toString(exponent));
        String plain = differences(median, upper - median, median - lower, Math.max(0, decimals));
        String shorter = plain.length() <= scaled.length() ? plain : scaled;
        if (shorter.length() <= LONG) {
            return shorter;
        }
        int power = (int) Math.floor(Math.log10(smaller));
        return exact(new BigDecimal(median).setScale(decimals, RoundingMode.HALF_EVEN)) + " (+"
                + fixed(scaled(upper - median, power), 1) + " −" + fixed(scaled(median - lower, power), 1) + ")×10"
                + raised(Integer.toString(power));
    }

    private static double scaled(double value, int exponent) {
        return new BigDecimal(value).scaleByPowerOfTen(-exponent).doubleValue();
    }

    private static String differences(double value, double up, double down, int decimals) {
        return fixed(value, decimals) + " +" + fixed(up, decimals) + " −" + fixed(down, decimals);
    }

    /** A value to the second digit of its error. */
    static String likewise(double value, double error) {
        if (!(error > 0) || Double.isInfinite(error) || Double.isNaN(value)) {
            return number(value, 4);
        }
        int decimals = decimals(error);
        return decimals > 6 || Math.abs(value) >= LARGE ? number(value, Math.max(4, digits(value, decimals)))
                : fixed(value, Math.max(0, decimals));
    }

    /** Decimals down to an error's second digit, negative for tens; an error of 0.1 less rounding is one of 0.1. */
    private static int decimals(double error) {
        return 1 - (int) Math.floor(Math.log10(error) + 1e-9);
    }

    /** Significant digits of a value down to a decimal. */
    private static int digits(double value, int decimals) {
        return value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1 + decimals;
    }

    private static String fixed(double value, int decimals) {
        return signed(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
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
