package io.github.montecat.plugin.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.plugin.link.ModelInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The choice of a model in the plugin's window. Stands in the plugin's package to see it. */
class ModelFieldsTest {

    private static final List<ModelInfo> MODELS = List.of(model("agn", "tbabs*ztbabs*zpowerlw"),
            model("powerlaw", "tbabs*powerlaw"));

    private ModelFields fields;
    private int changes;

    private static ModelInfo model(String name, String expression) {
        return new ModelInfo(Map.of("name", name, "model", expression));
    }

    @BeforeEach
    void setUp() {
        fields = new ModelFields(() -> changes++);
        fields.box().show(MODELS);
    }

    @Test
    void bundlesAreUsedUntilAModelIsChosen() {
        assertFalse(fields.isChosen());
        fields.priors().setText("nH=uniform:0,1");
        fields.energies().setText("0.5,8");
        assertEquals(Map.of("model", "", "prior", "", "fix", "", "notice", "0.5,8"), fields.parameters());
        assertFalse(fields.priors().isEnabled() || fields.fixed().isEnabled());
        assertTrue(fields.meaning().getText().startsWith("The network of the bundle that fits"));
    }

    @Test
    void aModelIsChosenByName() {
        changes = 0;
        fields.box().setSelectedIndex(2);
        fields.priors().setText("nH=uniform:0,1");
        fields.fixed().setText("PhoIndex=2");
        assertEquals(Map.of("model", "powerlaw", "prior", "nH=uniform:0,1", "fix", "PhoIndex=2", "notice", ""),
                fields.parameters());
        assertTrue(fields.meaning().getText().startsWith("The exact likelihood of tbabs*powerlaw is sampled"));
        assertTrue(fields.priors().isEnabled() && changes > 0);
        fields.box().setSelectedIndex(0);
        assertEquals("", fields.parameters().get("model"));
    }

    @Test
    void anExpressionThatIsTypedStaysWhenTheListComesAnew() {
        fields.box().setSelectedItem("phabs*bbody");
        fields.box().show(List.of(model("mine", "tbabs*bremss")));
        assertEquals("phabs*bbody", fields.parameters().get("model"));
        assertTrue(fields.meaning().getText().contains("phabs*bbody"));
        assertEquals(2, fields.box().getItemCount());
    }
}
