package io.github.montecat.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.SharedData;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fluxes and luminosities beside XSPEC's, closed forms and brute force. */
class FluxesTest {

    /** XSPEC's fluxes on bins of 1 eV, with those at nH = 0. */
    @Test
    void fluxesAreThoseOfXspec() {
        List<String> lines = SharedData.lines("data/xspec/xspec_fluxes.csv").stream()
                .filter(l -> l.startsWith("tbabs")).toList();
        assertEquals(12, lines.size());
        FluxBin bin = new FluxBin(0.001);
        for (String line : lines) {
            String[] cells = line.split(",");
            FittedSamples point = FluxCase.point(cells[0], FluxCase.numbers(cells[1]));
            FluxRequest request = new FluxRequest(FluxBand.parseList(cells[2] + "-" + cells[3]), false, true,
                    Cosmology.DEFAULT);
            Map<String, double[]> fluxes = FluxCase.fluxes(request, point);
            FluxBand band = request.bands().get(0);
            assertEquals(1, fluxes.get("flux_obs_" + band.suffix())[0] * bin.effect(point, band)
                    / Double.parseDouble(cells[4]), 1e-4, line);
            assertEquals(1, fluxes.get("flux_int_" + band.suffix())[0] / Double.parseDouble(cells[6]), 1e-4, line);
            // Photons are not corrected for XSPEC's bins.
            assertEquals(1, fluxes.get("photflux_obs_" + band.suffix())[0] / Double.parseDouble(cells[5]), 5e-4, line);
        }
    }

    /** XSPEC's fluxes on bins of 5 eV. */
    @Test
    void bandFluxesAreThoseOfXspec() {
        List<String> lines = SharedData.lines("data/xspec/xspec_band_fluxes.csv").stream()
                .filter(l -> l.startsWith("\"")).toList();
        assertEquals(20, lines.size());
        FluxBin bin = new FluxBin(0.005);
        for (String line : lines) {
            String[] quoted = line.split("\"");
            double[] numbers = FluxCase.numbers(quoted[4].substring(1));
            FluxBand band = new FluxBand(numbers[0], numbers[1]);
            FittedSamples point = FluxCase.point(quoted[1], FluxCase.numbers(quoted[3]));
            double flux = FluxCase.fluxes(FluxCase.request(numbers[0] + "-" + numbers[1]), point)
                    .get("flux_obs_" + band.suffix())[0];
            assertEquals(1, flux * bin.effect(point, band) / numbers[2], 1e-4, line);
        }
    }

    /**
     * Bins of one width in keV from 0.1 keV on, as those of XSPEC's values: they change an absorbed flux by up to 2e-3.
     */
    private record FluxBin(double width) {

        double effect(FittedSamples point, FluxBand band) {
            SpectralModel model = point.prior().model();
            int bins = (int) Math.round((band.high() - band.low()) / width);
            double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> band.low() + i * width).toArray();
            double[] flux = model.on(EnergyGrid.ofEdges(edges)).photonFlux(point.modelValues(0));
            double wide = IntStream.range(0, bins).mapToDouble(i -> flux[i] * (edges[i] + edges[i + 1]) / 2).sum();
            double effect = wide * FluxCase.ERG_PER_KEV
                    / FluxCase.bruteForce(model, point.modelValues(0), band.low(), band.high(), 2e-4);
            assertEquals(1, effect, 3e-3);
            return effect;
        }
    }

    /** XSPEC's distance is up to 6e-3 off. */
    @Test
    void luminositiesAreNearThoseOfXspec() {
        List<String> lines = SharedData.lines("data/xspec/xspec_luminosities.csv").stream()
                .filter(l -> l.startsWith("zpowerlw")).toList();
        assertEquals(6, lines.size());
        for (String line : lines) {
            String[] cells = line.split(",");
            FluxRequest request = FluxCase.request(cells[6] + "-" + cells[7]);
            Map<String, double[]> fluxes = FluxCase.fluxes(request, FluxCase.point(cells[0],
                    FluxCase.numbers(cells[1])));
            assertEquals(1, fluxes.get("lum_" + request.bands().get(0).suffix())[0] / 1e44
                    / Double.parseDouble(cells[8]), 7e-3, line);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tbabs*powerlaw | nH=loguniform:0.01,10 PhoIndex=uniform:0.5,4 norm=loguniform:1e-7,1e-2",
        "tbabs*(diskbb+bbodyrad) | nH=loguniform:0.01,1 Tin=uniform:0.3,3 diskbb_norm=uniform:1,9 kT=uniform:0.2,1 "
                + "bbodyrad_norm=uniform:1,99",
        "phabs*(bknpower+gaussian) | nH=loguniform:0.01,10 PhoIndx1=uniform:0.5,2 BreakE=uniform:1,8 "
                + "PhoIndx2=uniform:1,4 bknpower_norm=uniform:1,2 LineE=uniform:5,8 Sigma=loguniform:1e-3,0.5 "
                + "gaussian_norm=uniform:0.1,1",
        "pcfabs*edge*highecut*powerlaw | nH=uniform:1,20 CvrFract=uniform:0.2,0.9 edgeE=uniform:3,8 "
                + "MaxTau=uniform:0.5,2 cutoffE=uniform:3,9 foldE=uniform:2,20 PhoIndex=uniform:0.5,2 "
                + "norm=uniform:1,2"})
    void fluxesOfSamplesAreIntegrals(String expression, String parameters) {
        FittedSamples samples = FluxCase.draws(FluxCase.prior(expression, parameters.split(" ")), 2);
        SpectralModel model = samples.prior().model();
        Map<String, double[]> fluxes = FluxCase.fluxes(FluxCase.request("0.6-2,2-9.5"), samples);
        for (int i = 0; i < samples.size(); i++) {
            double[] values = samples.modelValues(i);
            double[] clear = FluxCase.unabsorbed(model, values);
            String where = expression + " " + Arrays.toString(values);
            assertEquals(1, fluxes.get("flux_obs_0p6_2")[i] / FluxCase.bruteForce(model, values, 0.6, 2, 4e-5), 1e-5,
                    where);
            assertEquals(1, fluxes.get("flux_obs_2_9p5")[i] / FluxCase.bruteForce(model, values, 2, 9.5, 2e-4), 1e-5,
                    where);
            assertEquals(1, fluxes.get("flux_int_0p6_2")[i] / FluxCase.bruteForce(model, clear, 0.6, 2, 1e-3), 1e-5,
                    where);
        }
    }

    /** The band in the source's frame and the absorber's edges move with the redshift. */
    @Test
    void luminositiesOfSamplesAreIntegrals() {
        FittedSamples samples = FluxCase.draws(FluxCase.prior("tbabs*ztbabs*zpowerlw", "tbabs_nH=0.03",
                "ztbabs_nH=loguniform:0.1,3", "ztbabs_Redshift=uniform:0.1,4", "zpowerlw_Redshift=ztbabs_Redshift",
                "PhoIndex=uniform:1,3", "norm=loguniform:1e-6,1e-2"), 2);
        SpectralModel model = samples.prior().model();
        Map<String, double[]> fluxes = FluxCase.fluxes(FluxCase.request("2-10"), samples);
        for (int i = 0; i < samples.size(); i++) {
            double[] values = samples.modelValues(i);
            double z = values[2];
            double sphere = 4 * Math.PI * Math.pow(Cosmology.DEFAULT.luminosityDistance(z) * 3.0856775814913673e24, 2);
            double flux = FluxCase.bruteForce(model, FluxCase.unabsorbed(model, values), 2 / (1 + z), 10 / (1 + z),
                    1e-3);
            assertEquals(1, fluxes.get("lum_2_10")[i] / (flux * sphere), 1e-5);
            assertEquals(1, fluxes.get("flux_obs_2_10")[i] / FluxCase.bruteForce(model, values, 2, 10, 1e-4), 1e-5);
        }
    }

    /** A source seen at a redshift has closed forms; the redshift may be free. */
    @Test
    void fluxesOfShiftedSourcesAreIntegrals() {
        Map<String, double[]> fluxes = FluxCase.fluxes(FluxCase.request("0.5-2,4.2-4.3"),
                FluxCase.point("zashift*powerlaw", 0.5, 1.7, 1));
        assertEquals(1, fluxes.get("flux_obs_0p5_2")[0] / shifted(1.7, 0.5, 0.5, 2), 1e-5);
        assertEquals(1, fluxes.get("flux_obs_4p2_4p3")[0] / shifted(1.7, 0.5, 4.2, 4.3), 1e-5);
        FittedSamples samples = FluxCase.draws(FluxCase.prior("zashift*(powerlaw+gaussian)", "Redshift=uniform:0.1,1",
                "PhoIndex=1.7", "powerlaw_norm=1", "LineE=6.4", "Sigma=0.01", "gaussian_norm=loguniform:0.1,1"), 2);
        fluxes = FluxCase.fluxes(FluxCase.request("2-10"), samples);
        for (int i = 0; i < samples.size(); i++) {
            double z = samples.modelValues(i)[0];
            double line = FluxCase.ERG_PER_KEV * samples.modelValues(i)[5] * 6.4 / (1 + z) / (1 + z);
            assertEquals(1, fluxes.get("flux_obs_2_10")[i] / (shifted(1.7, z, 2, 10) + line), 1e-5, "z = " + z);
        }
    }

    /** Energy flux of a power law of norm 1 at a redshift. */
    private static double shifted(double index, double z, double low, double high) {
        return FluxCase.ERG_PER_KEV * (Math.pow(high, 2 - index) - Math.pow(low, 2 - index)) / (2 - index)
                * Math.pow(1 + z, -index);
    }

    @Test
    void aSampleWithoutRedshiftIsNamed() {
        FittedSamples samples = new FittedSamples(FluxCase.prior("zpowerlw", "PhoIndex=2", "Redshift=uniform:-0.1,1",
                "norm=uniform:1,2"), new double[][] {{0.5, -0.05, 0}, {1, 1, 1}}, Optional.empty());
        List<DerivedValues> derived = new Fluxes(FluxCase.request("2-10")).derive(samples);
        assertEquals(List.of("", "", "2 of 3 samples have a redshift of 0 or less, which has no luminosity"),
                derived.stream().limit(3).map(DerivedValues::failure).toList());
        double[] luminosities = derived.get(2).values();
        assertTrue(luminosities[0] > 0 && Double.isNaN(luminosities[1]) && Double.isNaN(luminosities[2]));
    }

    /** A line that ends far below the band has a tail of some 1e-14 of its photons in it. */
    @Test
    void aTailOfALineHasAFlux() {
        FittedSamples line = FluxCase.point("gaussian", 6.4, 1e-3, 3);
        List<DerivedValues> derived = new Fluxes(FluxCase.request("6.4075-10")).derive(line);
        assertEquals("", derived.get(0).failure());
        assertEquals(3 * 6.4075 * FluxCase.ERG_PER_KEV * 3.19e-14, derived.get(0).values()[0], 1e-24);
    }

    @Test
    void aNarrowLineKeepsItsEnergy() {
        FittedSamples line = FluxCase.point("gaussian", 6.4, 1e-4, 3);
        assertEquals(3 * 6.4 * FluxCase.ERG_PER_KEV, FluxCase.fluxes(FluxCase.request("2-10"), line)
                .get("flux_obs_2_10")[0], 1e-9 * 3e-8);
        FittedSamples zero = FluxCase.point("gaussian", 6.4, 0, 3);
        assertEquals(1, FluxCase.fluxes(FluxCase.request("2-10"), zero).get("flux_obs_2_10")[0]
                / (3 * 6.4 * FluxCase.ERG_PER_KEV), 1e-6);
    }

    @Test
    void cfluxSetsTheFluxOfItsOwnBand() {
        // Its band is wider than the one that is asked for.
        FittedSamples inside = FluxCase.point("tbabs*cflux*powerlaw", 0.4, 0.5, 10, -11, 2, 1);
        Map<String, double[]> fluxes = FluxCase.fluxes(FluxCase.request("0.5-10,1-2"), inside);
        assertEquals(1e-11 * 1.602176634 / 1.602192, fluxes.get("flux_int_0p5_10")[0], 1e-16);
        assertEquals(fluxes.get("flux_int_0p5_10")[0] * Math.log(2) / Math.log(20), fluxes.get("flux_int_1_2")[0],
                1e-16);
        assertTrue(fluxes.get("flux_obs_1_2")[0] < 0.9 * fluxes.get("flux_int_1_2")[0]);
        // What it sets is the absorbed flux; without the absorption the source is brighter.
        FittedSamples outside = FluxCase.point("cflux*tbabs*powerlaw", 0.5, 10, -11, 0.4, 2, 1);
        Map<String, double[]> absorbed = FluxCase.fluxes(FluxCase.request("0.5-10"), outside);
        assertEquals(1e-11 * 1.602176634 / 1.602192, absorbed.get("flux_obs_0p5_10")[0], 1e-16);
        assertEquals(fluxes.get("flux_int_0p5_10")[0] / fluxes.get("flux_obs_0p5_10")[0],
                absorbed.get("flux_int_0p5_10")[0] / absorbed.get("flux_obs_0p5_10")[0], 1e-5);
    }

    @Test
    void componentsAddUp() {
        FittedSamples point = FluxCase.point("tbabs*(powerlaw+gaussian+gaussian)", 0.2, 2, 1, 6.4, 0.1, 0.01, 1.2,
                0.05, 0.02);
        FluxRequest request = new FluxRequest(FluxBand.parseList("0.5-10"), true, true, Cosmology.DEFAULT);
        Map<String, double[]> fluxes = FluxCase.fluxes(request, point);
        for (String kind : List.of("flux_obs_0p5_10", "flux_int_0p5_10", "photflux_obs_0p5_10",
                "photflux_int_0p5_10")) {
            assertEquals(1, (fluxes.get("powerlaw_" + kind)[0] + fluxes.get("gaussian_" + kind)[0]
                    + fluxes.get("gaussian2_" + kind)[0]) / fluxes.get(kind)[0], 1e-12, kind);
        }
        assertEquals(FluxCase.ERG_PER_KEV * Math.log(20), fluxes.get("powerlaw_flux_int_0p5_10")[0], 1e-14);
        assertEquals(0.02, fluxes.get("gaussian2_photflux_int_0p5_10")[0], 1e-9);
        // The total is the same, whether components are asked for or not.
        assertEquals(fluxes.get("flux_obs_0p5_10")[0], FluxCase.fluxes(FluxCase.request("0.5-10"), point)
                .get("flux_obs_0p5_10")[0], 1e-14);
    }

    @Test
    void luminosityNeedsARedshiftAboveZero() {
        FluxRequest request = FluxCase.request("2-10");
        assertFalse(FluxCase.fluxes(request, FluxCase.point("powerlaw", 2, 1)).containsKey("lum_2_10"));
        assertFalse(FluxCase.fluxes(request, FluxCase.point("zpowerlw", 2, 0, 1)).containsKey("lum_2_10"));
        // The redshift is the source's, not the absorber's.
        Map<String, double[]> behind = FluxCase.fluxes(request, FluxCase.point("ztbabs*zpowerlw", 0.1, 0.5, 2, 0.1, 1));
        Map<String, double[]> alone = FluxCase.fluxes(request, FluxCase.point("zpowerlw", 2, 0.1, 1));
        assertEquals(alone.get("lum_2_10")[0], behind.get("lum_2_10")[0], 1e-7 * alone.get("lum_2_10")[0]);
    }
}
