package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.montecat.derived.Cosmology;
import io.github.montecat.derived.Derivation;
import io.github.montecat.derived.FluxBand;
import io.github.montecat.derived.FluxRequest;
import io.github.montecat.derived.Fluxes;
import io.github.montecat.engine.EngineChoice;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.BackgroundChoice;
import io.github.montecat.inference.FitSettings;
import java.util.List;
import java.util.Optional;
import org.astrogrid.samp.Message;
import org.junit.jupiter.api.Test;

class FitParametersTest {

    private static final FitSettings FALLBACK = new FitSettings(70, 5, Optional.of("mine"), EngineChoice.ND4J, true);

    private static FitSettings read(String... parameters) {
        return over(FALLBACK, parameters);
    }

    private static FitSettings over(FitSettings fallback, String... parameters) {
        Message message = new Message("montecat.fit.region");
        for (int i = 0; i < parameters.length; i += 2) {
            message.addParam(parameters[i], parameters[i + 1]);
        }
        return FitParameters.read(new MessageParameters(message), fallback);
    }

    @Test
    void whatIsNotSaidIsAsTheAgentHasIt() {
        assertEquals(FALLBACK, read());
        assertEquals(FALLBACK, read("samples", "", "bundle", " ", "engine", "", "refine", ""));
    }

    @Test
    void everythingMayBeSaid() {
        assertEquals(new FitSettings(1_000_000, -3, Optional.of("other"), EngineChoice.CPU, false),
                read("samples", "1000000", "seed", "-3", "bundle", "other", "engine", "CPU", "refine", "0"));
        assertEquals(FALLBACK, read("refine", "1"));
    }

    @Test
    void fluxesMayBeAskedFor() {
        List<Derivation> derivations = read("flux", "0.5-2,2-10", "photon-flux", "1", "cosmology",
                "67,0.3").derivations();
        assertEquals(1, derivations.size());
        assertEquals(67.0, derivations.get(0).assumptions().get(0).value());
        refused("parameter 'flux' of montecat.fit.region: flux band is 2-0.5 keV, expected the lower energy first",
                "flux", "2-0.5");
        refused("parameter 'cosmology' of montecat.fit.region needs parameter 'flux' of montecat.fit.region",
                "cosmology", "70,0.3");
        assertEquals(FALLBACK, read("photon-flux", "0"));
    }

    @Test
    void backgroundsMayBeModelled() {
        assertEquals(BackgroundChoice.MODEL, read("model", "powerlaw", "background", "model").background());
        assertEquals(BackgroundChoice.WSTAT, read("background", "wstat").background());
        assertEquals(BackgroundChoice.MODEL, over(FALLBACK.with(BackgroundChoice.MODEL)).background());
        refused("parameter 'background' of montecat.fit.region: model goes with parameter 'model' of montecat.fit.region",
                "background", "model");
        refused("parameter 'background' of montecat.fit.region: 'spline' is no way to treat a background, expected one of "
                + "wstat, model", "background", "spline");
    }

    /** An agent started with fluxes, and messages that change one thing each. */
    @Test
    void aMessageReplacesOnlyWhatItSaysAboutFluxes() {
        FluxRequest usual = new FluxRequest(FluxBand.parseList("0.5-2"), true, false, new Cosmology(67.7, 0.31));
        FitSettings agent = FALLBACK.deriving(List.of(new Fluxes(usual)));
        assertEquals(agent, over(agent, "samples", "70"));
        assertEquals(new FluxRequest(FluxBand.parseList("2-10"), true, false, new Cosmology(67.7, 0.31)),
                request(over(agent, "flux", "2-10")));
        assertEquals(new FluxRequest(usual.bands(), true, true, usual.cosmology()),
                request(over(agent, "photon-flux", "1")));
        assertEquals(new FluxRequest(usual.bands(), false, false, usual.cosmology()),
                request(over(agent, "flux-components", "0")));
        assertEquals(new FluxRequest(usual.bands(), true, false, Cosmology.DEFAULT),
                request(over(agent, "cosmology", "70,0.3")));
    }

    private static FluxRequest request(FitSettings settings) {
        assertEquals(1, settings.derivations().size());
        return ((Fluxes) settings.derivations().get(0)).request();
    }

    @Test
    void wrongValuesAreNamedWithWhatIsExpected() {
        refused("parameter 'samples' of montecat.fit.region is 0, expected 1 to 1000000", "samples", "0");
        refused("parameter 'samples' of montecat.fit.region is 1000001, expected 1 to 1000000", "samples", "1000001");
        refused("parameter 'samples' of montecat.fit.region is 'many', expected a whole number", "samples", "many");
        refused("parameter 'seed' of montecat.fit.region is '1.5', expected a whole number", "seed", "1.5");
        refused("parameter 'seed' of montecat.fit.region has 1000001 characters, expected at most 1000000", "seed",
                "1".repeat(1_000_001));
        refused("parameter 'engine' of montecat.fit.region is 'abacus', expected one of auto, cpu, nd4j, gpu", "engine",
                "abacus");
    }

    @Test
    void anEmptyParameterIsNotCalledMissing() {
        Message message = new Message("table.load.fits");
        message.addParam("url", " ");
        MessageParameters parameters = new MessageParameters(message);
        assertEquals("table.load.fits needs a parameter 'url'; that of the message is empty",
                assertThrows(RefusedValueException.class, () -> parameters.text("url")).getMessage());
        assertEquals("table.load.fits needs a parameter 'name'; the message has [url]",
                assertThrows(RefusedValueException.class, () -> parameters.text("name")).getMessage());
    }

    private static void refused(String message, String... parameters) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> read(parameters)).getMessage());
    }
}
