package io.github.montecat.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ticks of a linear axis and short labels for them. A label is the number itself; where that is long, the number over a
 * power of ten; where that is long too, its difference from an offset over a power of ten. Offset and power then stand
 * in the axis' title.
 * Immutable.
 *
 * @param ticks the ticks, ascending, at least two
 * @param offset what the labels' numbers are added to
 * @param exponent the power of ten that the labels' numbers are multiplied with first
 */
record AxisTicks(List<Tick> ticks, BigDecimal offset, int exponent) {

    /** Characters of a label. */
    private static final int LONGEST = 6;
    private static final int MOST = 6;
    /** Steps tried, in powers of ten around the range. */
    private static final int[] STEPS = {1, 2, 5};

    /**
     * A tick.
     *
     * @param place its value
     * @param label its label
     */
    record Tick(double place, String label) {
    }

    private enum Notation { PLAIN, SCALED, OFFSET }

    /**
     * Finds ticks.
     *
     * @param min lower end of the axis, finite
     * @param max upper end, above it by at least some 1e-10 of its size
     * @param fits whether there is room for labels
     * @return between two and six ticks that fit, three or more if possible
     */
    static AxisTicks of(double min, double max, Predicate<List<Tick>> fits) {
        int decade = (int) Math.floor(Math.log10((max - min) / MOST));
        for (int fewest : new int[] {3, 2}) {
            for (Notation notation : Notation.values()) {
                for (int k = 0; k < 2 * STEPS.length; k++) {
                    int power = decade + k / STEPS.length;
                    BigDecimal step = BigDecimal.valueOf(STEPS[k % STEPS.length]).scaleByPowerOfTen(power);
                    AxisTicks found = of(values(min, max, step), power, notation);
                    int count = found.ticks.size();
                    if (count >= fewest && count <= MOST && found.isShort() && fits.test(found.ticks)) {
                        return found;
                    }
                }
            }
        }
        throw new IllegalArgumentException("no ticks from " + min + " to " + max);
    }

    private static List<BigDecimal> values(double min, double max, BigDecimal step) {
        List<BigDecimal> values = new ArrayList<>();
        BigDecimal last = new BigDecimal(max);
        BigDecimal first = new BigDecimal(min).divide(step, 0, RoundingMode.CEILING).multiply(step);
        for (BigDecimal v = first; v.compareTo(last) <= 0 && values.size() <= 2 * MOST; v = v.add(step)) {
            values.add(v);
        }
        return values;
    }

    private static AxisTicks of(List<BigDecimal> values, int power, Notation notation) {
        BigDecimal offset = BigDecimal.ZERO;
        int exponent = 0;
        if (notation == Notation.SCALED) {
            double size = values.stream().mapToDouble(v -> Math.abs(v.doubleValue())).max().orElse(0);
            exponent = size == 0 ? power : (int) Math.floor(Math.log10(size) + 1e-12);
        } else if (notation == Notation.OFFSET) {
            BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power + 1);
            offset = values.isEmpty() ? offset : values.get(0).divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
            exponent = power >= -3 && power <= 2 ? 0 : power;
        }
        List<Tick> ticks = new ArrayList<>();
        for (BigDecimal v : values) {
            BigDecimal shown = v.subtract(offset).scaleByPowerOfTen(-exponent)
                    .setScale(Math.max(0, exponent - power), RoundingMode.HALF_EVEN);
            ticks.add(new Tick(v.doubleValue(), Label.signed(shown.toPlainString())));
        }
        return new AxisTicks(List.copyOf(ticks), offset, exponent);
    }

    private boolean isShort() {
        return ticks.stream().allMatch(t -> t.label().length() <= LONGEST);
    }

    /** @return what follows the name of the axis: nothing, or the offset that is taken off */
    String offsetText() {
        if (offset.signum() == 0) {
            return "";
        }
        return (offset.signum() > 0 ? " − " : " + ") + Label.exact(offset.abs());
    }
}
