package io.github.montecat.job;

import io.github.montecat.derived.Cosmology;
import io.github.montecat.derived.Derivation;
import io.github.montecat.derived.FluxBand;
import io.github.montecat.derived.FluxRequest;
import io.github.montecat.derived.Fluxes;
import io.github.montecat.error.RefusedValueException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is said about fluxes, as texts: on the command line or in a message. Immutable.
 *
 * @param bands bands {@code LO-HI} in keV, joined by commas
 * @param components whether fluxes of each source of a model are wanted
 * @param photons whether fluxes in photons are wanted
 * @param cosmology {@code H0,OMEGA_M}
 */
public record FluxTexts(Optional<String> bands, boolean components, boolean photons, Optional<String> cosmology) {

    public static final String FLUX = "flux";
    public static final String COMPONENTS = "flux-components";
    public static final String PHOTONS = "photon-flux";
    public static final String COSMOLOGY = "cosmology";

    /**
     * @param fallback what holds where nothing is said
     * @param naming makes of {@code flux} what a user calls it, such as {@code --flux}
     * @return what is to be derived
     * @throws RefusedValueException if a text cannot be read, or texts do not go together
     */
    public List<Derivation> derivations(List<Derivation> fallback, UnaryOperator<String> naming) {
        requireBands(components, COMPONENTS, naming);
        requireBands(photons, PHOTONS, naming);
        requireBands(cosmology.isPresent(), COSMOLOGY, naming);
        if (bands.isEmpty()) {
            return fallback;
        }
        return List.of(new Fluxes(new FluxRequest(read(bands.get(), FLUX, naming, FluxBand::parseList), components,
                photons,
                cosmology.map(text -> read(text, COSMOLOGY, naming, Cosmology::parse)).orElse(Cosmology.DEFAULT))));
    }

    private void requireBands(boolean given, String name, UnaryOperator<String> naming) {
        if (given && bands.isEmpty()) {
            throw new RefusedValueException(naming.apply(name) + " goes with " + naming.apply(FLUX));
        }
    }

    private static <T> T read(String text, String name, UnaryOperator<String> naming, Function<String, T> value) {
        try {
            return value.apply(text);
        } catch (RefusedValueException e) {
            throw new RefusedValueException(naming.apply(name) + ": " + e.getMessage(), e);
        }
    }
}
