package io.github.montecat.derived;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fluxes in bands, as observed and corrected for absorption, and luminosities in bands of the source's frame where a
 * model has a redshift above 0: of each sample, the model integrated at its parameters, to 1e-5. Corrected for
 * absorption means that all absorbers of the model have a column of 0. After them {@link UpperLimits} of the fluxes of
 * all sources together. Runs in the current fork-join pool. Safe for use
 * by several threads.
 */
public final class Fluxes implements Derivation {

    private static final double ERG_PER_KEV = 1.602176634e-9;
    private static final String ENERGY_FLUX = "erg.cm**-2.s**-1";
    private static final String PHOTON_FLUX = "photon.cm**-2.s**-1";
    private static final String FLUX_UCD = "phot.flux;em.X-ray";
    /** Stands for all sources together. */
    private static final int ALL = -1;
    /** Models whose cross sections are kept. */
    private static final int KEPT = 8;

    private final FluxRequest request;
    private final Map<ModelPrior, BandIntegrals> integrals = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelPrior, BandIntegrals> eldest) {
            return size() > KEPT;
        }
    };

    /** @param request the fluxes that are wanted */
    public Fluxes(FluxRequest request) {
        this.request = request;
    }

    /** @return the fluxes that are wanted */
    public FluxRequest request() {
        return request;
    }

    /** A quantity, and which of a sample's integrals it is: one of a source, or of all sources together. */
    private record Place(DerivedQuantity quantity, int band, int source, int sum) {
    }

    @Override
    public List<Assumption> assumptions() {
        return List.of(new Assumption("H0", request.cosmology().hubble(), "km.s**-1.Mpc**-1",
                "stat.param;phys.cosmology", "Hubble constant of the luminosities in km/s/Mpc"),
                new Assumption("Omega_m", request.cosmology().matter(), "", "stat.param;phys.cosmology",
                        "matter density parameter of the luminosities, in a flat universe"));
    }

    @Override
    public List<DerivedValues> derive(FittedSamples fitted) {
        ModelPrior prior = fitted.prior();
        Optional<ModelParameter> redshift = redshift(prior);
        BandIntegrals bands = integrals(prior, redshift);
        double[][] sums = new double[fitted.size()][];
        double[] spheres = new double[fitted.size()];
        IntStream.range(0, sums.length).parallel().forEach(i -> {
            double[] values = fitted.modelValues(i);
            sums[i] = bands.at(values);
            double z = redshift.map(r -> values[r.index() - 1]).orElse(0.0);
            spheres[i] = z > 0 ? request.cosmology().sphere(z) : Double.NaN;
        });
        List<DerivedValues> all = new ArrayList<>();
        List<DerivedValues> limited = new ArrayList<>();
        for (Place place : places(bands.sources() == 1 ? List.of() : prior.model().sources(), redshift.isPresent())) {
            boolean luminosity = place.band() >= request.bands().size();
            boolean energy = place.sum() == BoundLevel.OBSERVED || place.sum() == BoundLevel.UNABSORBED;
            double factor = energy ? ERG_PER_KEV : 1;
            double[] values = new double[sums.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = factor * value(place, sums[i], bands.sources()) * (luminosity ? spheres[i] : 1);
            }
            DerivedValues derived = new DerivedValues(place.quantity(), values,
                    failure(place, values, luminosity, spheres));
            all.add(derived);
            if (energy && !luminosity && place.source() == ALL) {
                limited.add(derived);
            }
        }
        all.addAll(UpperLimits.of(fitted, limited));
        return all;
    }

    private String failure(Place place, double[] values, boolean luminosity, double[] spheres) {
        long missing = Arrays.stream(values).filter(v -> !Double.isFinite(v)).count();
        long near = luminosity ? Arrays.stream(spheres).filter(Double::isNaN).count() : 0;
        if (near > 0) {
            return near + " of " + values.length + " samples have a redshift of 0 or less, which has no luminosity";
        } else if (missing > 0) {
            FluxBand band = request.bands().get(place.band() % request.bands().size());
            return missing + " of " + values.length + " samples have no integral over " + band + (luminosity
                    ? " in the source's frame" : "") + ": the model is not finite there, or bins of any size differ";
        }
        return "";
    }

    private static double value(Place place, double[] sums, int sources) {
        int first = place.source() == ALL ? 0 : place.source();
        int last = place.source() == ALL ? sources - 1 : place.source();
        double total = 0;
        for (int s = first; s <= last; s++) {
            total += sums[(place.band() * sources + s) * BoundLevel.SUMS + place.sum()];
        }
        return total;
    }

    /** The redshift parameter, if it is free or fixed above 0; else empty. */
    private static Optional<ModelParameter> redshift(ModelPrior prior) {
        double[] free = new double[prior.dimension()];
        Arrays.fill(free, 1);
        double[] highest = prior.modelValues(prior.fromUnit(free));
        return prior.model().redshift().filter(z -> highest[z.index() - 1] > 0);
    }

    private BandIntegrals integrals(ModelPrior prior, Optional<ModelParameter> redshift) {
        synchronized (integrals) {
            return integrals.computeIfAbsent(prior, p -> new BandIntegrals(p, request.bands(), redshift,
                    !request.components()));
        }
    }

    private List<Place> places(List<String> labels, boolean luminosities) {
        List<Place> places = new ArrayList<>();
        for (int b = 0; b < request.bands().size(); b++) {
            add(places, "", "", b, ALL, luminosities);
            for (int s = 0; s < labels.size(); s++) {
                add(places, labels.get(s) + "_", " of " + labels.get(s), b, s, luminosities);
            }
        }
        return places;
    }

    private void add(List<Place> places, String prefix, String of, int number, int source, boolean luminosities) {
        FluxBand band = request.bands().get(number);
        String observed = of + ", " + band + ", as observed";
        String corrected = of + ", " + band + ", corrected for all absorption";
        places.add(new Place(new DerivedQuantity(prefix + "flux_obs_" + band.suffix(), ENERGY_FLUX, FLUX_UCD,
                "energy flux" + observed, true), number, source, BoundLevel.OBSERVED));
        places.add(new Place(new DerivedQuantity(prefix + "flux_int_" + band.suffix(), ENERGY_FLUX, FLUX_UCD,
                "energy flux" + corrected, true), number, source, BoundLevel.UNABSORBED));
        if (request.photons()) {
            places.add(new Place(new DerivedQuantity(prefix + "photflux_obs_" + band.suffix(), PHOTON_FLUX, FLUX_UCD,
                    "photon flux" + observed, true), number, source, BoundLevel.OBSERVED_PHOTONS));
            places.add(new Place(new DerivedQuantity(prefix + "photflux_int_" + band.suffix(), PHOTON_FLUX, FLUX_UCD,
                    "photon flux" + corrected, true), number, source, BoundLevel.UNABSORBED_PHOTONS));
        }
        if (luminosities) {
            places.add(new Place(new DerivedQuantity(prefix + "lum_" + band.suffix(), "erg.s**-1",
                    "phys.luminosity;em.X-ray", "luminosity" + of + ", " + band + " in the source's frame, "
                    + "corrected for all absorption", true), request.bands().size() + number, source,
                    BoundLevel.UNABSORBED));
        }
    }
}
