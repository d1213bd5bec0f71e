package io.github.montecat.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinhArcsinhTest {

    private static final SinhArcsinh SHAPE = new SinhArcsinh(0.3, 0.7, -0.4, 1.3);

    /** Jones and Pewsey 2009, equations 1 and 2, with location and scale, written out with logarithms and exponentials. */
    @ParameterizedTest
    @ValueSource(doubles = {-6, -1, -0.01, 0, 0.5, 2, 7})
    void isThatOfJonesAndPewsey(double z) {
        double inside = (Math.log(z + Math.sqrt(z * z + 1)) - 0.4) / 1.3;
        double x = 0.3 + 0.7 * (Math.exp(inside) - Math.exp(-inside)) / 2;
        assertEquals(x, SHAPE.of(z), 1e-12);
        assertEquals(z, SHAPE.inverse(x), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-30, -1, 0, 0.3, 2, 1e5})
    void slopesAreNumericalOnes(double x) {
        double[] slopes = new double[4];
        assertEquals(SHAPE.inverse(x), SHAPE.inverse(x, slopes), 1e-12 * Math.abs(x) + 1e-12);
        double[] numerical = new double[4];
        double step = 1e-5;
        for (int c = 0; c < 4; c++) {
            double[] up = SHAPE.coordinates();
            double[] down = SHAPE.coordinates();
            up[c] += step;
            down[c] -= step;
            numerical[c] = (SinhArcsinh.at(up).inverse(x) - SinhArcsinh.at(down).inverse(x)) / (2 * step);
        }
        double largest = Math.max(1, Math.abs(SHAPE.inverse(x)));
        assertArrayEquals(numerical, slopes, 1e-6 * largest);
    }

    @Test
    void nothingIsChangedAtNoughts() {
        SinhArcsinh same = SinhArcsinh.at(new double[4]);
        assertEquals(new SinhArcsinh(0, 1, 0, 1), same);
        assertEquals(-3.5, same.of(-3.5), 1e-14);
        assertEquals(0, same.median(), 1e-15);
        assertEquals(1, same.width(), 1e-14);
    }

    @Test
    void whatDoesNotIncreaseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SinhArcsinh(0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SinhArcsinh(0, 1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new SinhArcsinh(Double.NaN, 1, 0, 1));
    }
}
