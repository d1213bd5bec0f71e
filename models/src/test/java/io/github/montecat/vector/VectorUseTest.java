package io.github.montecat.vector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VectorUseTest {

    @Test
    void vectorsPayAfterTheWorkThatIsGiven() {
        VectorUse use = new VectorUse(10);
        assertFalse(use.pays(4));
        assertFalse(use.pays(7));
        assertTrue(use.pays(1));
        assertTrue(use.pays(0));
        assertTrue(new VectorUse(0).pays(1));
    }
}
