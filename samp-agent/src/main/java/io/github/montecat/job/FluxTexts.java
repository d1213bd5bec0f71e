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
import java.util.stream.Stream;

/**
 * What is said about fluxes, as texts: on the command line or in a message. What is empty is not said. Immutable.
 *
 * @param bands bands {@code LO-HI} in keV, joined by commas
 * @param components whether fluxes of each source of a model are wanted
 * @param photons whether fluxes in photons are wanted
 * @param cosmology {@code H0,OMEGA_M}
 */
public record FluxTexts(Optional<String> bands, Optional<Boolean> components, Optional<Boolean> photons,
        Optional<String> cosmology) {

    public static final String FLUX = "flux";
    public static final String COMPONENTS = "flux-components";
    public static final String PHOTONS = "photon-flux";
    public static final String COSMOLOGY = "cosmology";

    /**
     * Replaces what is said, and only that.
     *
     * @param fallback what holds where nothing is said
     * @param naming makes of {@code flux} what a user calls it, such as {@code --flux}
     * @return what is to be derived
     * @throws RefusedValueException if a text cannot be read, or texts do not go together
     */
    public List<Derivation> derivations(List<Derivation> fallback, UnaryOperator<String> naming) {
        Optional<FluxRequest> usual = fallback.stream().filter(Fluxes.class::isInstance)
                .map(f -> ((Fluxes) f).request()).findFirst();
        if (bands.isEmpty() && usual.isEmpty()) {
            requireNone(components.orElse(false), COMPONENTS, naming);
            requireNone(photons.orElse(false), PHOTONS, naming);
            requireNone(cosmology.isPresent(), COSMOLOGY, naming);
            return fallback;
        } else if (bands.isEmpty() && components.isEmpty() && photons.isEmpty() && cosmology.isEmpty()) {
            return fallback;
        }
        FluxRequest request = new FluxRequest(
                bands.map(text -> read(text, FLUX, naming, FluxBand::parseList)).or(() -> usual.map(FluxRequest::bands))
                        .orElseThrow(),
                components.or(() -> usual.map(FluxRequest::components)).orElse(false),
                photons.or(() -> usual.map(FluxRequest::photons)).orElse(false),
                cosmology.map(text -> read(text, COSMOLOGY, naming, Cosmology::parse))
                        .or(() -> usual.map(FluxRequest::cosmology)).orElse(Cosmology.DEFAULT));
        return Stream.concat(fallback.stream().filter(d -> !(d instanceof Fluxes)), Stream.of(new Fluxes(request)))
                .toList();
    }

    private static void requireNone(boolean given, String name, UnaryOperator<String> naming) {
        if (given) {
            throw new RefusedValueException(naming.apply(name) + " needs " + naming.apply(FLUX));
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
