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
            new Bkn2Pow(),
            new Bremss(),
            new BrokenPowerLaw(),
            new CFlux(),
            new CLumin(),
            new ConstantFactor(),
            new CutoffPowerLaw(),
            new DiskBb(),
            new DiskPbb(),
            new Edge(),
            new ExpAbs(),
            new ExpFac(),
            new GAbs(),
            new Gaussian(),
            new HighECut(),
            new LogPar(),
            new Lorentz(),
            new Notch(),
            new PcfAbs(),
            new PegPowerLaw(),
            new PhAbs(),
            new PlAbs(),
            new PowerLaw(),
            new SpExpCut(),
            new TbAbs(),
            new TbPcf(),
            new WAbs(),
            new ZBbody(),
            new ZBremss(),
            new ZCutoffPowerLaw(),
            new ZEdge(),
            new ZGaussian(),
            new ZHighECut(),
            new ZLogPar(),
            new ZPcfAbs(),
            new ZPhAbs(),
            new ZPowerLaw(),
            new ZTbAbs(),
            new ZWAbs(),
            new ZaShift());

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
