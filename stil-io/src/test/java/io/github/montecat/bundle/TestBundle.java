package io.github.montecat.bundle;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;
import java.util.Map;

/** Bundles for tests of results: a name, a hash, and a prior of two or three parameters. They have no network. */
public final class TestBundle {

    private TestBundle() {
    }

    private static ModelBundle bundle(String name, String sha256, ModelPrior prior) {
        BundleManifest manifest = BundleManifest.builder().name(name).version("1.0").description("for tests of results")
                .instrument(new BundleManifest.Instrument("TEST", "TEST", "none"))
                .model(new BundleManifest.Model(prior.model().expression(), "wilm", "vern", List.of(), Map.of(),
                        List.of()))
                .channels(3).groupingEdges(new int[] {0, 1, 2, 3})
                .exposure(new BundleManifest.Exposure(1.0, 1, 100)).build();
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 3, 4);
        Response response = Response.ofDense(grid, grid, new float[9]);
        return new ModelBundle(manifest, new Deferred<>(() -> sha256), new Deferred<>(() -> new BundleContent(
                SpectrumSource.of(prior, response, 1), Map.of(), null, null, null, null)));
    }

    /** @return a bundle of tbabs*powerlaw with free nH, PhoIndex and norm */
    public static ModelBundle powerLaw() {
        return bundle("test-a", "a".repeat(64), powerLawPrior());
    }

    /** @return a prior of tbabs*powerlaw: nH uniform 0.1-1, PhoIndex uniform 1-3, norm log-uniform 0.1-10 */
    public static ModelPrior powerLawPrior() {
        return new ModelPrior(model("TBabs*powerlaw", List.of(NH, PHO_INDEX, norm(3, "norm"))),
                Map.of("nH", new UniformPrior(0.1, 1), "PhoIndex", new UniformPrior(1, 3), "norm",
                        new LogUniformPrior(0.1, 10)), Map.of());
    }

    /** @return a bundle of tbabs*bbodyrad with nH fixed, free kT, and a norm of another unit */
    public static ModelBundle blackBody() {
        ModelParameter kt = new ModelParameter(2, "bbodyrad", "kT", "kT", "keV", "phys.temperature", "temperature", 1,
                0.001, 100, false);
        ModelParameter norm = new ModelParameter(3, "bbodyrad", "norm", "norm", "", "stat.fit.param",
                "(radius in km / distance in 10 kpc) squared", 1, 0, 1e24, false);
        Map<String, Prior> priors = Map.of("kT", new UniformPrior(0.3, 3), "norm", new LogUniformPrior(1, 1000));
        return bundle("test-bb", "b".repeat(64),
                new ModelPrior(model("TBabs*bbodyrad", List.of(NH, kt, norm)), priors, Map.of("nH", 0.2)));
    }

    /** @return a bundle like {@link #powerLaw} with another prior of nH */
    public static ModelBundle widePowerLaw() {
        return bundle("test-wide", "c".repeat(64),
                new ModelPrior(model("TBabs*powerlaw", List.of(NH, PHO_INDEX, norm(3, "norm"))),
                        Map.of("nH", new UniformPrior(0, 5), "PhoIndex", new UniformPrior(1, 3), "norm",
                                new LogUniformPrior(0.1, 10)), Map.of()));
    }

    private static final ModelParameter NH = new ModelParameter(1, "TBabs", "nH", "nH", "10**22.cm**-2",
            "phys.columnDensity", "equivalent hydrogen column", 1, 0, 1e6, false);
    private static final ModelParameter PHO_INDEX = new ModelParameter(2, "powerlaw", "PhoIndex", "PhoIndex", "",
            "spect.index;em.X-ray", "photon index", 1, -3, 10, false);

    private static ModelParameter norm(int index, String label) {
        return new ModelParameter(index, "powerlaw", "norm", label, "photon.keV**-1.cm**-2.s**-1", "stat.fit.param",
                "flux density at 1 keV", 1, 0, 1e24, false);
    }

    private static SpectralModel model(String expression, List<ModelParameter> parameters) {
        return new SpectralModel() {
            @Override
            public String expression() {
                return expression;
            }

            @Override
            public List<ModelParameter> parameters() {
                return parameters;
            }

            @Override
            public OnGrid on(EnergyGrid grid) {
                return new OnGrid() {
                    @Override
                    public EnergyGrid grid() {
                        return grid;
                    }

                    @Override
                    public double[] photonFlux(double... values) {
                        throw new UnsupportedOperationException("tests of results evaluate no model");
                    }
                };
            }
        };
    }
}
