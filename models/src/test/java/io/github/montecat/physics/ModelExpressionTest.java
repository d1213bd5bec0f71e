package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelExpressionTest {

    private static final EnergyGrid GRID = EnergyGrid.ofEdges(0.5, 1, 2, 4, 8);

    @ParameterizedTest
    @CsvSource({
        "tbabs*powerlaw, tbabs*powerlaw",
        "' TBabs * ( PowerLaw + BBODYRAD ) ', tbabs*(powerlaw+bbodyrad)",
        "tbabs(powerlaw+bbodyrad), tbabs*(powerlaw+bbodyrad)",
        "(powerlaw)tbabs, powerlaw*tbabs",
        "((powerlaw)), powerlaw",
        "powerlaw+(bbodyrad+powerlaw), powerlaw+bbodyrad+powerlaw",
        "Const*TB(PO+gau+pow+bb+BBODYR), constant*tbabs*(powerlaw+gaussian+powerlaw+bbody+bbodyrad)",
        "zt*ph(zpo+zg+cut+bknpow+diskb), ztbabs*phabs*(zpowerlw+zgauss+cutoffpl+bknpower+diskbb)",
        "tbabs*(tbabs*powerlaw)+bbodyrad, tbabs*tbabs*powerlaw+bbodyrad",
        "(tbabs+tbabs)*powerlaw, (tbabs+tbabs)*powerlaw"})
    void writesTheCanonicalForm(String expression, String canonical) {
        SpectralModel model = ModelExpression.parse(expression);
        assertEquals(canonical, model.expression());
        assertEquals(canonical, ModelExpression.parse(canonical).expression());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "'';0;expected a component",
        "tbabs*;6;expected a component",
        "tbabs**powerlaw;6;expected a component",
        "tbabs*(powerlaw;6;never closed",
        "tbabs*powerlaw);14;closes nothing",
        "tbabs powerlaw;6;expected + or *",
        "tbabs*(powerlaw,bbodyrad);15;expected +, * or )",
        "tbabs*powrlaw;6;unknown component powrlaw",
        "powerlaw*bbodyrad;9;cannot multiply two sources",
        "powerlaw*(tbabs*bbodyrad);9;cannot multiply two sources",
        "tbabs+powerlaw;6;cannot add a source and a factor",
        "tbabs*tbabs;11;only multiplies"})
    void pointsAtTheMistake(String expression, int position, String problem) {
        ModelSyntaxException e = assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse(expression));
        assertEquals(position, e.position());
        assertTrue(e.getMessage().startsWith("model '" + expression + "', position " + (position + 1) + ": "),
                e.getMessage());
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        List<String> lines = e.illustration().lines().toList();
        assertEquals("  " + expression, lines.get(0));
        assertEquals(2 + position, lines.get(1).indexOf('^'));
    }

    @Test
    void ofALongExpressionOnlyThePlaceIsShown() {
        ModelSyntaxException e = assertThrows(ModelSyntaxException.class,
                () -> ModelExpression.parse("powerlaw+".repeat(50) + "wrong" + "+powerlaw".repeat(50)));
        List<String> lines = e.illustration().lines().toList();
        assertEquals(lines.get(0).indexOf("wrong"), lines.get(1).indexOf('^'));
        assertTrue(lines.get(0).length() < 210, lines.get(0));
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void anUnknownComponentListsTheKnownOnes() {
        String message = assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse("mekkal")).getMessage();
        for (String name : List.of("tbabs", "ztbabs", "phabs", "constant", "powerlaw", "zpowerlw", "cutoffpl",
                "bknpower", "bbody", "bbodyrad", "diskbb", "gaussian", "zgauss", "atable{file}")) {
            assertTrue(message.contains(name), message);
        }
        String hint = assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse("p")).getMessage();
        assertTrue(hint.contains("did you mean pcfabs or pegpwrlw or phabs or plabs or powerlaw?"), hint);
    }

    /** XSPEC takes these for other components, or for none. */
    @ParameterizedTest
    @ValueSource(strings = {"disk", "c*powerlaw", "b", "z", "zp", "powr", "powerlaws", "t*powerlaw"})
    void abbreviationsOfOtherComponentsAreRefused(String expression) {
        assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse(expression));
    }

    @Test
    void parametersAreThoseOfXspec() {
        List<ModelParameter> parameters = ModelExpression.parse("TBabs*(powerlaw+bbodyrad)").parameters();
        assertEquals(List.of("nH", "PhoIndex", "powerlaw_norm", "kT", "bbodyrad_norm"), labels(parameters));
        assertEquals(List.of(1, 2, 3, 4, 5), parameters.stream().map(ModelParameter::index).toList());
        ModelParameter column = parameters.get(0);
        assertEquals("tbabs", column.component());
        assertEquals("10**22.cm**-2", column.unit());
        assertEquals("phys.columnDensity", column.ucd());
        assertEquals(0, column.hardMin());
        assertEquals(1e6, column.hardMax());
        ModelParameter index = parameters.get(1);
        assertEquals(-3, index.hardMin());
        assertEquals(10, index.hardMax());
        assertEquals("spect.index;em.X-ray", index.ucd());
        assertEquals("photon.keV**-1.cm**-2.s**-1", parameters.get(2).unit());
        assertEquals("keV", parameters.get(3).unit());
    }

    @Test
    void labelsAreUnique() {
        assertEquals(List.of("nH", "PhoIndex", "norm"), labels(ModelExpression.parse("tbabs*powerlaw").parameters()));
        assertEquals(List.of("tbabs_nH", "tbabs2_nH", "kT", "norm"),
                labels(ModelExpression.parse("tbabs*tbabs*bbodyrad").parameters()));
        assertEquals(List.of("bbodyrad_kT", "bbodyrad_norm", "PhoIndex", "powerlaw_norm", "bbodyrad2_kT",
                "bbodyrad2_norm"), labels(ModelExpression.parse("bbodyrad+powerlaw+bbodyrad").parameters()));
    }

    @Test
    void sumsAndProductsAreTaken() {
        double[] absorption = new TbAbs().on(GRID, ModelSettings.DEFAULT).evaluate(new double[] {0.3});
        double[] hard = ModelExpression.parse("powerlaw").on(GRID).photonFlux(1.2, 2);
        double[] soft = ModelExpression.parse("bbodyrad").on(GRID).photonFlux(0.4, 50);
        double[] expected = new double[GRID.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = absorption[i] * (hard[i] + soft[i]);
        }
        assertArrayEquals(expected, ModelExpression.parse("tbabs*(powerlaw+bbodyrad)").on(GRID)
                .photonFlux(0.3, 1.2, 2, 0.4, 50));
        assertArrayEquals(expected, ModelExpression.parse("(bbodyrad+powerlaw)*tbabs").on(GRID)
                .photonFlux(0.4, 50, 1.2, 2, 0.3), 1e-15);
    }

    @Test
    void refusesWrongParameters() {
        SpectralModel.OnGrid model = ModelExpression.parse("tbabs*powerlaw").on(GRID);
        String count = assertThrows(IllegalArgumentException.class, () -> model.photonFlux(0.2, 1.7)).getMessage();
        assertTrue(count.contains("[nH, PhoIndex, norm]") && count.contains("2 values"), count);
        String range = assertThrows(IllegalArgumentException.class, () -> model.photonFlux(-0.2, 1.7, 1))
                .getMessage();
        assertTrue(range.contains("nH") && range.contains("-0.2") && range.contains("0.0 to 1000000.0"), range);
        assertThrows(IllegalArgumentException.class, () -> model.photonFlux(0.2, Double.NaN, 1));
    }

    private static List<String> labels(List<ModelParameter> parameters) {
        return parameters.stream().map(ModelParameter::label).toList();
    }

    @Test
    void boundsNestingAndLength() {
        String deep = assertThrows(ModelSyntaxException.class,
                () -> ModelExpression.parse("(".repeat(3000) + "powerlaw" + ")".repeat(3000))).getMessage();
        assertTrue(deep.contains("deeper than 100 levels"), deep);
        String products = assertThrows(ModelSyntaxException.class,
                () -> ModelExpression.parse("tbabs*(".repeat(1000) + "powerlaw" + ")".repeat(1000))).getMessage();
        assertTrue(products.contains("deeper than 100 levels"), products);
        String length = assertThrows(ModelSyntaxException.class,
                () -> ModelExpression.parse("powerlaw" + "+powerlaw".repeat(2000))).getMessage();
        assertTrue(length.contains("18008 characters, expected 10000 at most"), length);
        assertTrue(length.length() < 300, length);
        String chain = "powerlaw" + "+powerlaw".repeat(999);
        assertEquals(chain, ModelExpression.parse(chain).expression());
    }
}
