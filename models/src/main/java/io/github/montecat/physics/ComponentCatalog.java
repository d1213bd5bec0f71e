package io.github.montecat.physics;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The components that expressions may name. This is the one place where a new component is listed. */
final class ComponentCatalog {

    private static final List<SpectralComponent> COMPONENTS = List.of(
            new Bbody(),
            new BbodyRad(),
            new BrokenPowerLaw(),
            new ConstantFactor(),
            new CutoffPowerLaw(),
            new DiskBb(),
            new Gaussian(),
            new PhAbs(),
            new PowerLaw(),
            new TbAbs(),
            new ZGaussian(),
            new ZPowerLaw(),
            new ZTbAbs());

    private static final Map<String, SpectralComponent> BY_NAME = new TreeMap<>();

    static {
        for (SpectralComponent component : COMPONENTS) {
            if (BY_NAME.put(component.name(), component) != null) {
                throw new IllegalStateException("two components are called " + component.name());
            }
        }
    }

    private ComponentCatalog() {
    }

    /** Names of all components, in alphabetical order. */
    static Collection<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The component of a name, in any case. */
    static Optional<SpectralComponent> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }
}
