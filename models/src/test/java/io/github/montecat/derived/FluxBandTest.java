package io.github.montecat.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.RefusedValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of flux bands. */
class FluxBandTest {

    @Test
    void bandsAreRead() {
        assertEquals(List.of(new FluxBand(0.5, 2), new FluxBand(2, 10)), FluxBand.parseList("0.5-2, 2.0 - 10,.5-2"));
        assertEquals("0p5_2", FluxBand.parse("0.50-2").suffix());
        assertEquals("14_195", FluxBand.parse("1.4e1-195").suffix());
        assertEquals("0p02_0p1", FluxBand.parse("2e-2-0.1").suffix());
        assertEquals("0.5-2 keV", FluxBand.parse("0.5-2").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.5", "2-0.5", "2-2", "-1-2", "1--2", "soft", "0.5-2-10", "0.5:2", "0.5-2,", "0-2",
            "0.001-2",
        "2-2000", "NaN-2", "1-1e999"})
    void whatIsNoBandIsRefused(String text) {
        String sentence = assertThrows(RefusedValueException.class, () -> FluxBand.parseList(text)).getMessage();
        assertTrue(sentence.startsWith("flux band is ") && sentence.contains("expected"), sentence);
    }

    @Test
    void pointsAndExponentsAreRead() {
        assertEquals(new FluxBand(1, 20), FluxBand.parse("1.-2.e1"));
        assertEquals(new FluxBand(0.5, 2), FluxBand.parse(" 5E-1 - .2e+1 "));
    }

    /** Text from a message is of any length. */
    @Test
    void longTextsAreRefused() {
        assertEquals("text of flux bands has 8001 characters, expected at most 1000", assertThrows(
                RefusedValueException.class, () -> FluxBand.parse("1".repeat(8000) + "x")).getMessage());
        assertEquals("text of flux bands has 1001 characters, expected at most 1000", assertThrows(
                RefusedValueException.class, () -> FluxBand.parseList("1-2" + " ".repeat(998))).getMessage());
        assertEquals(List.of(new FluxBand(1, 2)), FluxBand.parseList("1-2" + " ".repeat(997)));
    }

    @Test
    void tooManyBandsAreRefused() {
        assertEquals("there are 21 flux bands, expected at most 20", assertThrows(RefusedValueException.class,
                () -> FluxBand.parseList("1-2,".repeat(20) + "2-3")).getMessage());
    }
}
