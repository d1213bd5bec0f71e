package io.github.montecat.fitmodel;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.prior.UniformPrior;
import java.util.Map;
import java.util.Optional;

/**
 * Priors of parameters about which a user says nothing: wide ranges that hold what catalogues of X-ray sources have.
 * The table is repeated in docs/models.md. Stateless.
 */
public final class DefaultPriors {

    private static final Prior COLUMN = new LogUniformPrior(0.01, 10);
    private static final Prior TEMPERATURE = new LogUniformPrior(0.05, 20);
    private static final Prior INDEX = new UniformPrior(0.5, 4);
    private static final Prior FLUX_DENSITY = new LogUniformPrior(1e-7, 1e-2);

    /** By component and name, where a name alone does not tell. */
    private static final Map<String, Prior> BY_COMPONENT = Map.ofEntries(
            Map.entry("bbody_norm", new LogUniformPrior(1e-8, 1e-2)),
            Map.entry("zbbody_norm", new LogUniformPrior(1e-8, 1e-2)),
            Map.entry("bbodyrad_norm", new LogUniformPrior(1e-4, 1e6)),
            Map.entry("diskbb_norm", new LogUniformPrior(1e-4, 1e6)),
            Map.entry("diskpbb_norm", new LogUniformPrior(1e-4, 1e6)),
            Map.entry("gaussian_norm", new LogUniformPrior(1e-9, 1e-2)),
            Map.entry("zgauss_norm", new LogUniformPrior(1e-9, 1e-2)),
            Map.entry("lorentz_norm", new LogUniformPrior(1e-9, 1e-2)),
            Map.entry("bremss_norm", new LogUniformPrior(1e-7, 1e-1)),
            Map.entry("zbremss_norm", new LogUniformPrior(1e-7, 1e-1)),
            Map.entry("bremss_kT", new LogUniformPrior(0.1, 50)),
            Map.entry("zbremss_kT", new LogUniformPrior(0.1, 50)),
            Map.entry("pegpwrlw_norm", new LogUniformPrior(1e-3, 1e4)),
            Map.entry("diskpbb_Tin", new LogUniformPrior(0.1, 10)),
            Map.entry("spexpcut_alpha", new UniformPrior(0.5, 3)),
            Map.entry("notch_Width", new LogUniformPrior(0.01, 2)),
            Map.entry("plabs_index", new UniformPrior(0, 5)),
            Map.entry("plabs_coef", new LogUniformPrior(0.1, 10)),
            Map.entry("expfac_Ampl", new LogUniformPrior(0.1, 10)),
            Map.entry("expfac_Factor", new LogUniformPrior(0.1, 10)),
            Map.entry("constant_factor", new LogUniformPrior(0.2, 5)));

    /** By XSPEC's name of the parameter. */
    private static final Map<String, Prior> BY_NAME = Map.ofEntries(
            Map.entry("nH", COLUMN),
            Map.entry("PhoIndex", INDEX),
            Map.entry("PhoIndx1", INDEX),
            Map.entry("PhoIndx2", INDEX),
            Map.entry("PhoIndx3", INDEX),
            Map.entry("alpha", INDEX),
            Map.entry("beta", new UniformPrior(-2, 2)),
            Map.entry("kT", TEMPERATURE),
            Map.entry("Tin", TEMPERATURE),
            Map.entry("p", new UniformPrior(0.5, 1)),
            Map.entry("HighECut", new LogUniformPrior(1, 500)),
            Map.entry("cutoffE", new LogUniformPrior(1, 100)),
            Map.entry("foldE", new LogUniformPrior(1, 200)),
            Map.entry("Ecut", new LogUniformPrior(1, 500)),
            Map.entry("LowECut", new LogUniformPrior(0.05, 10)),
            Map.entry("edgeE", new UniformPrior(0.3, 10)),
            Map.entry("MaxTau", new LogUniformPrior(0.01, 10)),
            Map.entry("Strength", new LogUniformPrior(1e-3, 10)),
            Map.entry("BreakE1", new LogUniformPrior(0.5, 3)),
            Map.entry("BreakE2", new LogUniformPrior(3, 10)),
            Map.entry("BreakE", new LogUniformPrior(0.5, 10)),
            Map.entry("LineE", new UniformPrior(0.3, 10)),
            Map.entry("Sigma", new LogUniformPrior(1e-3, 2)),
            Map.entry("Width", new LogUniformPrior(1e-3, 2)),
            Map.entry("CvrFract", new UniformPrior(0, 1)),
            Map.entry("pcf", new UniformPrior(0, 1)),
            Map.entry("lg10Flux", new UniformPrior(-15, -8)),
            Map.entry("lg10Lum", new UniformPrior(38, 47)),
            Map.entry("Redshift", new UniformPrior(0, 6)),
            Map.entry("norm", FLUX_DENSITY));

    private DefaultPriors() {
    }

    /**
     * @param parameter a parameter of a model
     * @return its default prior, inside its limits; empty if there is none
     */
    public static Optional<Prior> of(ModelParameter parameter) {
        Prior prior = BY_COMPONENT.getOrDefault(parameter.component() + "_" + parameter.name(),
                BY_NAME.get(parameter.name()));
        return Optional.ofNullable(prior)
                .filter(p -> p.min() >= parameter.hardMin() && p.max() <= parameter.hardMax());
    }
}
