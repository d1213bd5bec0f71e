package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignComponentsTest {

    @ParameterizedTest
    @CsvSource({"tbabs*apec, 6, apec, atable{FILE}", "MEKAL, 0, mekal, atable{FILE}",
        "tbabs*(powerlaw+relline), 16, relline, atable{FILE}", "pexrav, 0, pexrav, atable{FILE}",
        "tbabs*kerrbb, 6, kerrbb, atable{FILE}", "nei, 0, nei, atable{FILE}", "vapec, 0, vapec, atable{FILE}",
        "zxipcf*powerlaw, 0, zxipcf, mtable{FILE}", "simpl*diskbb, 0, simpl, atable{FILE}"})
    void whatXspecHasIsRefusedWithTheWayOut(String expression, int position, String name, String part) {
        ModelSyntaxException e = assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse(expression));
        assertEquals(position, e.position());
        assertTrue(e.getMessage().contains(name) && e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void whatIsHereIsNotRefused() {
        for (String name : ComponentCatalog.names()) {
            assertEquals(Optional.empty(), ForeignComponents.refusal(name));
        }
    }
}
