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

    /**
     * The shortest abbreviation of each component. XSPEC takes an abbreviation for the first component of its
     * model.dat that
     * starts with it; shorter ones mean other components there, some of which are not in this list.
     */
    private static final Map<String, String> SHORTEST = Map.ofEntries(
            Map.entry("bbody", "bb"),
            Map.entry("bbodyrad", "bbodyr"),
            Map.entry("bknpower", "bknp"),
            Map.entry("constant", "con"),
            Map.entry("cutoffpl", "cu"),
            Map.entry("diskbb", "diskb"),
            Map.entry("gaussian", "gau"),
            Map.entry("phabs", "ph"),
            Map.entry("powerlaw", "po"),
            Map.entry("tbabs", "tb"),
            Map.entry("zgauss", "zg"),
            Map.entry("zpowerlw", "zpo"),
            Map.entry("ztbabs", "zt"));

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

    /** The component of a name or of an abbreviation that XSPEC takes for it, in any case. */
    static Optional<SpectralComponent> named(String name) {
        String given = name.toLowerCase(Locale.ROOT);
        SpectralComponent whole = BY_NAME.get(given);
        return whole != null ? Optional.of(whole) : COMPONENTS.stream().filter(c -> c.name().startsWith(given)
                && SHORTEST.containsKey(c.name()) && given.startsWith(SHORTEST.get(c.name()))).findFirst();
    }
}
