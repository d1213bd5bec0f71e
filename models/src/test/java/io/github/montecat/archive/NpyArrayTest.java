package io.github.montecat.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** NumPy's format, beside what NumPy itself and ND4J write. */
class NpyArrayTest {

    /** What NumPy 1.24 and 2.4 write for {@code numpy.save(f, numpy.array([[1, -2.5, 3]], dtype='<f4'))}. */
    private static final byte[] NUMPY = HexFormat.of().parseHex("934e554d5059010076007b276465736372273a20273c663427"
            + "2c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c2033292c207d202020202020"
            + "2020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020"
            + "20200a0000803f000020c000004040");

    @Test
    void readsWhatNumPyWrites() {
        assertArrayEquals(new float[] {1, -2.5f, 3}, NpyArray.parse(NUMPY).floats(1, 3));
    }

    @Test
    void readsWhatNd4jWritesAndNd4jReadsWhatItWrites() throws Exception {
        INDArray array = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6e-300}});
        assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6e-300}},
                NpyArray.parse(Nd4j.toNpyByteArray(array)).rows(2, 3));
        assertEquals(array, Nd4j.createNpyFromByteArray(NpyArray.of(array.toDoubleMatrix()).toBytes()));
    }

    @Test
    void headersEndOnABoundaryOf64BytesAndArraysComeBack() {
        for (int n : new int[] {0, 1, 10, 1000}) {
            float[] values = new float[n];
            for (int i = 0; i < n; i++) {
                values[i] = i / 3f;
            }
            byte[] bytes = NpyArray.of(values, n).toBytes();
            assertEquals(0, (bytes.length - 4 * n) % 64);
            assertArrayEquals(values, NpyArray.parse(bytes).floats(n));
        }
        assertArrayEquals(new double[] {Double.MIN_VALUE}, NpyArray.parse(NpyArray.of(new double[] {Double.MIN_VALUE})
                .toBytes()).doubles());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'<f4'|'>f4'|of type >f4",
        "'<f4'|'|O' |type",
        "'<f4'|'<i4'|of type <i4",
        "False|True |Fortran",
        "(1, 3)|(1, 4)|(1 x 4) has 16 bytes after its header, found 12",
        "(1, 3)|(9999999999, 3)|9999999999",
        "(1, 3)|(-1, 3)|malformed",
        "(1, 3)|(2147483647, 2147483647)|too large",
        "(1, 3)|(1, 3, 1, 1, 1, 1, 1, 1, 1)|9 dimensions",
        "'descr'|'evil '|malformed",
    })
    void refusesOtherHeaders(String from, String to, String found) {
        String header = new String(NUMPY, 10, 118, StandardCharsets.ISO_8859_1).replace(from, to.strip())
                .stripTrailing();
        assertTrue(header.length() < 118, header);
        byte[] bytes = NUMPY.clone();
        System.arraycopy((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1), 0,
                bytes, 10, 118);
        String message = assertThrows(IllegalArgumentException.class, () -> NpyArray.parse(bytes)).getMessage();
        assertTrue(message.contains(found), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9, 11, 60, 127, 139})
    void refusesAFileThatEndsEarly(int length) {
        assertThrows(IllegalArgumentException.class, () -> NpyArray.parse(Arrays.copyOf(NUMPY, length)));
    }

    @Test
    void refusesOtherVersionsAndLongHeaders() {
        byte[] version = NUMPY.clone();
        version[6] = 9;
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NpyArray.parse(version)).getMessage()
                .contains("version 9"));
        byte[] longHeader = NUMPY.clone();
        longHeader[6] = 2;
        Arrays.fill(longHeader, 8, 12, (byte) 0xff);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NpyArray.parse(longHeader)).getMessage()
                .contains("4294967295"));
    }

    @Test
    void refusesNumbersThatAreNotFiniteAndOtherShapes() {
        NpyArray array = NpyArray.of(new double[] {1, Double.NEGATIVE_INFINITY}, 2);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> array.doubles(2)).getMessage()
                .contains("-Infinity at index 1"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> array.doubles(1, 2)).getMessage()
                .contains("(2), expected (1 x 2)"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> array.floats(2)).getMessage().contains("<f8"));
    }
}
