package io.github.montecat.result;

import java.util.function.DoubleUnaryOperator;

/** How column densities stand in a result table. Fits have them in 1e22 per cm2. */
public enum ColumnDensityUnit {

    /** In 1e22 per cm2. */
    E22("1e22", "10**22.cm**-2", v -> v),
    /** In 1e20 per cm2. */
    E20("1e20", "10**20.cm**-2", v -> 100 * v),
    /** The decimal logarithm of the number per cm2; there is no unit of logarithms that all programs read. */
    LOG("log", "", v -> 22 + Math.log10(v));

    private final String word;
    private final String unit;
    private final DoubleUnaryOperator of22;

    ColumnDensityUnit(String word, String unit, DoubleUnaryOperator of22) {
        this.word = word;
        this.unit = unit;
        this.of22 = of22;
    }

    /** @return what users call it: {@code 1e22}, {@code 1e20} or {@code log} */
    public String word() {
        return word;
    }

    /** @return its VOUnit, empty for the logarithm */
    String unit() {
        return unit;
    }

    /** @return makes numbers in it of numbers in 1e22 per cm2 */
    DoubleUnaryOperator of22() {
        return of22;
    }
}
