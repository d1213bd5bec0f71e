package io.github.montecat.fitmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.NormalPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.prior.UniformPrior;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitModelTest {

    private static final FitModelEdit NOTHING = new FitModelEdit(Map.of(), Map.of(), Map.of(), ModelSettings.DEFAULT);

    @TempDir
    private Path folder;

    private static FitModelEdit edit(Map<String, Prior> priors, Map<String, Double> fixed, Map<String, String> ties) {
        return new FitModelEdit(priors, fixed, ties, ModelSettings.DEFAULT);
    }

    private static List<String> labels(FitModel model) {
        return model.prior().free().stream().map(f -> f.parameter().label()).toList();
    }

    @Test
    void shippedModelsCanBeUsed() {
        for (FitModel model : FitModelLibrary.shipped().models()) {
            double[] centre = model.prior().fromUnit(new double[model.prior().dimension()]);
            assertEquals(model.prior().model().parameters().size(), model.prior().modelValues(centre).length);
            assertTrue(!model.description().isEmpty(), model.name());
        }
        assertTrue(FitModelLibrary.shipped().models().stream().anyMatch(m -> m.name().equals(FitModel.DEFAULT)));
    }

    @Test
    void expressionsHaveDefaultPriors() throws Exception {
        FitModel model = FitModelLibrary.shipped().find("tbabs*powerlaw", NOTHING);
        assertEquals(List.of("nH", "PhoIndex", "norm"), labels(model));
        assertEquals(new LogUniformPrior(0.01, 10), model.prior().free().get(0).prior());
        assertEquals(FitModelLibrary.shipped().find("powerlaw", NOTHING).prior().toString(), model.prior().toString());
    }

    /** {@code powerlaw} is a component as well; the fit model of that name, with absorption, comes first. */
    @Test
    void namesComeBeforeExpressions() throws Exception {
        assertEquals("tbabs*powerlaw", FitModelLibrary.shipped().find("powerlaw", NOTHING).prior().model().expression());
    }

    @Test
    void userChangesPriorsAndFixesParameters() throws Exception {
        FitModel model = FitModelLibrary.shipped().find("powerlaw",
                edit(Map.of("PhoIndex", Prior.parse("normal:1.8,0.2")), Map.of("nH", 0.05), Map.of()));
        assertEquals(List.of("PhoIndex", "norm"), labels(model));
        NormalPrior index = (NormalPrior) model.prior().free().get(0).prior();
        assertEquals(-3, index.min(), "cut off at the component's limit");
        assertEquals(Map.of("nH", 0.05), model.prior().fixed());
        FitModel freed = FitModelLibrary.shipped().find("agn", edit(
                Map.of("zpowerlw_Redshift", new UniformPrior(0, 1)), Map.of("ztbabs_Redshift", 0.5), Map.of()));
        assertTrue(freed.prior().ties().isEmpty());
    }

    @Test
    void tiedParametersTakeTheValueOfTheirSource() throws Exception {
        FitModel model = FitModelLibrary.shipped().find("agn", NOTHING);
        assertEquals(Map.of("zpowerlw_Redshift", "ztbabs_Redshift"), model.prior().ties());
        assertEquals(List.of("tbabs_nH", "ztbabs_nH", "ztbabs_Redshift", "PhoIndex", "norm"), labels(model));
        // XSPEC's order: nH, nH, Redshift, PhoIndex, Redshift, norm.
        assertArrayEquals(new double[] {0.1, 2, 1.5, 1.9, 1.5, 1e-4},
                model.prior().modelValues(new double[] {0.1, 2, 1.5, 1.9, 1e-4}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tbabs*powrlaw | powrlaw",
        "nosuch | models by name: agn, blackbody",
        "powerlaw*tbabs*zgauss*bbody | model"})
    void saysWhatIsWrongWithExpression(String text, String part) {
        String message = assertThrows(FitModelFormatException.class, () -> FitModelLibrary.shipped().find(text, NOTHING))
                .getMessage();
        assertTrue(message.contains(part.trim()), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "model = tbabs*powerlaw;prior.nH = uniform:2,1 | needs min < max",
        "prior.nH = uniform:1,2 | no line 'model = EXPRESSION'",
        "model = tbabs*powerlaw;prior.NH = uniform:1,2 | has no parameter [NH]",
        "model = tbabs*powerlaw;priors.nH = uniform:1,2 | known are description, model",
        "model = tbabs*powerlaw;fix.nH = 1e22 | outside the model's limits",
        "model = tbabs*powerlaw;fix.nH = much | expected a number",
        "model = tbabs*powerlaw;model = powerlaw | more than once: model",
        "model = tbabs*ztbabs*zpowerlw;tie.zpowerlw_Redshift = Redshift | is tied to Redshift, which",
        "model = tbabs*powerlaw;abund = gold | gold",
        "model = tbabs*powerlaw;prior.nH = uniform:0.1,1;fix.nH = 1 | more than one of"})
    void saysWhatIsWrongWithFile(String lines, String part) {
        String message = assertThrows(FitModelFormatException.class, () -> FitModelFile.read(
                new StringReader(lines.replace(";", "\n")), "x", "x.model", TableModelSource.NONE)).getMessage();
        assertTrue(message.startsWith("x.model") && message.contains(part.trim()), message);
    }

    @Test
    void usersModelsStandBesideTheShippedOnesAndABadOneCostsItselfAlone() throws Exception {
        Files.writeString(folder.resolve("soft.model"), "model = bbodyrad\nprior.kT = uniform:0.05,0.2\n");
        Files.writeString(folder.resolve("bad.model"), "model = blackhole\n");
        FitModelLibrary library = FitModelLibrary.of(folder, TableModelSource.NONE);
        assertEquals(FitModelLibrary.shipped().models().size() + 1, library.models().size());
        assertEquals(List.of("kT", "norm"), labels(library.find("soft", NOTHING)));
        String message = assertThrows(FitModelFormatException.class, () -> library.find("bad", NOTHING)).getMessage();
        assertTrue(message.contains("bad.model") && message.contains("blackhole"), message);
        assertEquals(1, library.refused().size());
    }

    /** cflux and clumin set the flux, so that the norm of their source would have its prior for a posterior. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "tbabs*cflux*powerlaw; parameter norm of tbabs*cflux*powerlaw has no effect; --fix norm=1",
        "cflux*tbabs*powerlaw; parameter norm of; --fix norm=1",
        "cflux*zashift*powerlaw; parameter norm of; --fix norm=1",
        "powerlaw+cflux*bbody; parameter bbody_norm of; --fix bbody_norm=1",
        "cflux*(powerlaw+bbody); parameters powerlaw_norm and bbody_norm together; --fix powerlaw_norm=1",
        "cflux*constant*powerlaw; parameter factor of; --fix factor=1"})
    void normsWithoutEffectAreRefused(String expression, String what, String wayOut) {
        String message = assertThrows(FitModelFormatException.class,
                () -> FitModelLibrary.shipped().find(expression, NOTHING)).getMessage();
        assertTrue(message.contains(what) && message.contains(wayOut), message);
    }

    @Test
    void aFixedNormUnderAConvolutionIsAccepted() throws Exception {
        assertEquals(List.of("lg10Flux", "PhoIndex"), labels(FitModelLibrary.shipped().find("cflux*powerlaw",
                edit(Map.of(), Map.of("norm", 1.0), Map.of()))));
        assertEquals(List.of("lg10Flux", "PhoIndex", "kT", "bbody_norm"), labels(FitModelLibrary.shipped().find(
                "cflux*(powerlaw+bbody)", edit(Map.of(), Map.of("powerlaw_norm", 1.0), Map.of()))));
        assertThrows(FitModelFormatException.class, () -> FitModelLibrary.shipped().find("cflux*(powerlaw+bbody)",
                edit(Map.of(), Map.of(), Map.of("bbody_norm", "powerlaw_norm"))), "tied norms scale together");
    }

    @Test
    void aLuminosityNeedsARedshift() throws Exception {
        String message = assertThrows(FitModelFormatException.class, () -> FitModelLibrary.shipped().find(
                "clumin*powerlaw", edit(Map.of(), Map.of("norm", 1.0), Map.of()))).getMessage();
        assertTrue(message.contains("Redshift of clumin*powerlaw is 0.0") && message.contains("--fix Redshift=0.1"),
                message);
        assertEquals(List.of("lg10Lum", "PhoIndex"), labels(FitModelLibrary.shipped().find("clumin*powerlaw",
                edit(Map.of(), Map.of("norm", 1.0, "Redshift", 0.3), Map.of()))));
    }
}
