package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.Cosmology;
import io.github.montecat.derived.Derivation;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.derived.FluxBand;
import io.github.montecat.derived.FluxRequest;
import io.github.montecat.derived.Fluxes;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quantities derived from posteriors, whichever way these were found. */
class DerivedStepsTest {

    private static final double ERG_PER_KEV = 1.602176634e-9;
    private static final FluxRequest BAND = new FluxRequest(List.of(new FluxBand(1, 8)), false, false,
            Cosmology.DEFAULT);

    private final ModelBundle bundle = TinyBundle.get();
    private final Spectrum spectrum = Dataset.simulate(TinyBundle.source(), 0, 1, 31, Progress.NONE).spectrum(0,
            0).toSpectrum();

    private FitResult fit(FitMethod method, Derivation... derivations) {
        FitSettings settings = new FitSettings(200, 2, Optional.empty()).deriving(List.of(derivations));
        BundleLibrary library = BundleLibrary.of(method == FitMethod.LIKELIHOOD ? List.of() : List.of(bundle));
        FitModel model = new FitModel("tiny", "", TinyBundle.prior(), ModelSettings.DEFAULT);
        SpectrumFitter fitter = SpectrumFitter.ofAny(library, new ModelChoice(model, method == FitMethod.LIKELIHOOD,
                Optional.empty()), method == FitMethod.NETWORK ? settings : settings.refined(), new CpuEngine(),
                s -> Optional.of(TinyBundle.response()));
        return fitter.fit(List.of(FitRequest.of(0, spectrum)), Progress.NONE).get(0);
    }

    private static Map<String, double[]> values(FitResult result) {
        return result.derived().stream().collect(Collectors.toMap(d -> d.quantity().name(), DerivedValues::values));
    }

    @ParameterizedTest
    @EnumSource(FitMethod.class)
    void fluxesAreThoseOfTheSamples(FitMethod method) {
        FitResult result = fit(method, new Fluxes(BAND));
        assertEquals(Optional.of(method), result.method(), result.reason());
        Posterior posterior = result.posterior().orElseThrow();
        double[] fluxes = values(result).get("flux_obs_1_8");
        assertEquals(posterior.sampleCount(), fluxes.length);
        for (int i = 0; i < fluxes.length; i++) {
            double slope = 2 - posterior.value(i, 0);
            double flux = ERG_PER_KEV * posterior.value(i, 1) * (Math.pow(8, slope) - 1) / slope;
            assertEquals(1, fluxes[i] / flux, 1e-6);
        }
        assertArrayEquals(fluxes, values(result).get("flux_int_1_8"));
        assertEquals(Arrays.stream(spectrum.counts()).sum(), values(result).get("net_counts")[0], 1e-9);
        assertEquals(Arrays.stream(spectrum.counts()).sum() / TinyBundle.EXPOSURE, values(result).get("net_rate")[0],
                1e-9);
    }

    @Test
    void everyFailureIsTold() {
        Derivation dark = fitted -> {
            throw new RefusedValueException("it is dark");
        };
        Derivation partly = fitted -> List.of(new DerivedValues(new DerivedQuantity("some", "", "", "", false),
                new double[] {Double.NaN}, "it has no colour"));
        assertEquals("a derived quantity cannot be computed: it is dark; a derived quantity cannot be computed: it has "
                + "no colour", fit(FitMethod.NETWORK, dark, partly, dark, partly).reason());
    }

    /** A further quantity is one implementation of the interface. */
    @Test
    void aQuantityThatFailsCostsNeitherRowNorOthers() {
        Derivation hardness = fitted -> List.of(new DerivedValues(new DerivedQuantity("hardness", "", "", "", true),
                fitted.columns()[0]));
        FitResult result = fit(FitMethod.NETWORK, fitted -> {
            throw new RefusedValueException("it has no colour");
        }, hardness);
        assertTrue(result.posterior().isPresent());
        assertEquals("a derived quantity cannot be computed: it has no colour", result.reason());
        assertArrayEquals(result.posterior().get().column(0), values(result).get("hardness"));
    }
}
