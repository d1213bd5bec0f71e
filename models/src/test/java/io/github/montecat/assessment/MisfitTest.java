package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.statistic.BinnedCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Measures false alarms and power on an invented detector of 100 bins, 0.5-10 keV, 60 eV FWHM at 1 keV. */
class MisfitTest {

    private static final int BINS = 100;
    private static final double EXPOSURE = 5;
    private static final int SPECTRA = 400;

    /**
     * Gaussian redistribution with a width that grows with the root of energy; an area that peaks at 1.5 keV and drops
     * at the M edge of gold, as those of X-ray mirrors do.
     */
    private static Response response(double gain) {
        EnergyGrid energies = grid(0.3, 12, 400);
        EnergyGrid bins = grid(0.5, 10, BINS);
        float[] matrix = new float[energies.size() * BINS];
        for (int e = 0; e < energies.size(); e++) {
            double energy = (energies.low(e) + energies.high(e)) / 2;
            double area = 1500 * Math.exp(-Math.pow(Math.log(energy / 1.5), 2) / 1.2)
                    * (energy > 2.2 ? 0.6 : 1);
            double width = 0.025 * Math.sqrt(energy);
            for (int b = 0; b < BINS; b++) {
                double centre = (bins.low(b) + bins.high(b)) / 2;
                double z = (centre - gain * energy) / width;
                matrix[e * BINS + b] = (float) (area * Math.exp(-z * z / 2) * (bins.high(b) - bins.low(b))
                        / (width * Math.sqrt(2 * Math.PI)));
            }
        }
        return Response.ofDense(energies, bins, matrix);
    }

    private static EnergyGrid grid(double low, double high, int n) {
        return EnergyGrid.ofEdges(IntStream.rangeClosed(0, n).mapToDouble(i -> low * Math.pow(high / low, (double) i
                / n))
                .toArray());
    }

    private static SpectrumSimulator simulator(Response response) {
        return new SpectrumSimulator(new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), Map.of(
                "nH", Prior.of("uniform", 0.1, 0.5), "PhoIndex", Prior.of("uniform", 0.5, 3),
                "norm", Prior.of("loguniform", 0.1, 10)), Map.of()), response, EXPOSURE);
    }

    private final Response response = response(1);
    private final SpectrumSimulator right = simulator(response);
    private final ExpectedCounts model = units -> right.expectedCounts(
            Arrays.stream(units).map(right.prior()::fromUnit).toArray(double[][]::new));

    private static double[] noisy(double[] mean, long seed, long row) {
        float[] expected = new float[mean.length];
        for (int b = 0; b < mean.length; b++) {
            expected[b] = (float) mean[b];
        }
        double[] counts = new double[mean.length];
        SpectrumSimulator.drawCounts(expected, seed, row, 0, counts);
        return counts;
    }

    /** Expected counts of any model at any parameters through any response. */
    private static double[] expected(Response response, String expression, double... parameters) {
        double[] counts = response.fold(ModelExpression.parse(expression).on(response.energies()).photonFlux(parameters));
        Arrays.setAll(counts, b -> counts[b] * EXPOSURE);
        return counts;
    }

    private Misfit misfit(BinnedCounts data) {
        return Misfit.of(data, LikelihoodPeak.near(data, model, new double[] {0.5, 0.5, 0.5}).expected());
    }

    private double share(MisfitCalibration calibration, LongFunction<double[]> spectra) {
        return IntStream.range(0, SPECTRA).parallel().filter(i -> {
            double[] counts = spectra.apply(i);
            double score = calibration.score(misfit(BinnedCounts.of(counts)), Arrays.stream(counts).sum());
            return score > calibration.threshold(MisfitCalibration.FALSE_ALARM);
        }).count() / (double) SPECTRA;
    }

    private double[] good(long seed, long row) {
        return noisy(right.expectedCounts(right.prior().fromUnit(right.drawUnit(seed, row))), seed, row);
    }

    private MisfitCalibration calibrated(int n) {
        List<double[]> spectra = IntStream.range(0, n).mapToObj(i -> good(1, i)).toList();
        return MisfitCalibration.of(spectra.stream().mapToDouble(c -> Arrays.stream(c).sum()).toArray(),
                spectra.parallelStream().map(c -> misfit(BinnedCounts.of(c))).toList());
    }

    @Test
    void falseAlarmsAreAsPromisedAndWhatIsForeignIsRejected() {
        MisfitCalibration calibration = calibrated(2000);
        double alarms = share(calibration, i -> good(2, i));
        assertTrue(alarms <= 0.01 + 3 * Math.sqrt(0.01 * 0.99 / SPECTRA), "false alarms " + alarms);

        // All of about 10^4 counts, with an index and a column from the middle of the prior.
        Map<String, LongFunction<double[]>> foreign = new LinkedHashMap<>();
        foreign.put("line of 300 eV equivalent width",
                i -> expected(response, "tbabs*(powerlaw+gaussian)", 0.3, index(i), 1, 2.5, 0.02, 0.3 * Math.pow(2.5,
                -index(i))));
        foreign.put("half of the source not absorbed, the rest by 2e22",
                i -> expected(response, "powerlaw+tbabs*powerlaw", index(i), 0.5, 2, index(i), 0.5));
        foreign.put("black body", i -> expected(response, "tbabs*bbodyrad", 0.3, 0.4 + 0.001 * i, 300 / Math.pow(0.4
                + 0.001 * i, 3)));
        Response shifted = response(1.05);
        foreign.put("gain off by 5 %, three times as many counts",
                i -> expected(shifted, "tbabs*powerlaw", 0.3, index(i), 3));
        foreign.put("background of a seventh of the counts, flat in channels", i -> {
            double[] counts = expected(response, "tbabs*powerlaw", 0.3, index(i), 1);
            double level = Arrays.stream(counts).sum() / 6 / BINS;
            return Arrays.stream(counts).map(c -> c + level).toArray();
        });
        foreign.put("channels scrambled", i -> {
            List<Double> counts = new ArrayList<>();
            Arrays.stream(expected(response, "tbabs*powerlaw", 0.3, index(i), 0.2)).forEach(counts::add);
            Collections.shuffle(counts, new Random(i));
            return counts.stream().mapToDouble(Double::doubleValue).toArray();
        });
        foreign.put("index of 4, beyond the prior's 3", i -> expected(response, "tbabs*powerlaw", 0.3, 4, 1));
        foreign.put("column of 1e22, beyond the prior's 0.5", i -> expected(response, "tbabs*powerlaw", 1, index(i),
                1));
        foreign.put("norm of 12, beyond the prior's 10", i -> expected(response, "tbabs*powerlaw", 0.3, index(i), 12));
        Map<String, Double> power = new LinkedHashMap<>();
        foreign.forEach((what, mean) -> power.put(what, share(calibration, i -> noisy(mean.apply(i), 3, i))));
        assertTrue(power.values().stream().allMatch(p -> p > 0.9), power.toString());
    }

    private static double index(long i) {
        return 1.2 + 1.2 * i / SPECTRA;
    }

    @Test
    void falseAlarmsAreAsPromisedAtAnyBrightness() {
        MisfitCalibration calibration = calibrated(2000);
        for (double norm : new double[] {0.12, 1, 8}) {
            double alarms = share(calibration, i -> noisy(expected(response, "tbabs*powerlaw", 0.3, index(i), norm), 4,
                    i));
            assertTrue(alarms <= 0.01 + 4 * Math.sqrt(0.01 * 0.99 / SPECTRA), "false alarms " + alarms + " at " + norm);
        }
    }

    @Test
    void withABackgroundGoodSpectraPassAndALineIsFound() {
        double[] scale = new double[BINS];
        Arrays.fill(scale, 0.2);
        double[] background = expected(response, "powerlaw", 1, 0.02);
        double[] measured = Arrays.stream(background).map(b -> b / 0.2).toArray();
        List<BinnedCounts> good = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            good.add(BinnedCounts.of(noisy(sum(expected(response, "tbabs*powerlaw", 0.3, index(i), 0.1 + 0.01 * i),
                    background), 5, i), noisy(measured, 6, i), scale));
        }
        List<Misfit> misfits = good.stream().map(this::misfit).toList();
        MisfitCalibration calibration = MisfitCalibration.of(good.stream().limit(300).mapToDouble(BinnedCounts::total)
                .toArray(), misfits.subList(0, 300));
        assertTrue(IntStream.range(300, 400).filter(i -> calibration.score(misfits.get(i), good.get(i).total())
                > calibration.threshold(0.01)).count() <= 5);
        double[] line = sum(expected(response, "tbabs*(powerlaw+gaussian)", 0.3, 1.7, 1, 2.5, 0.02, 0.1), background);
        for (int i = 0; i < 20; i++) {
            BinnedCounts data = BinnedCounts.of(noisy(line, 7, i), noisy(measured, 8, i), scale);
            assertTrue(calibration.score(misfit(data), data.total()) > calibration.threshold(0.01));
        }
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    @Test
    void thresholdsAreConservativeOrderStatisticsAndSurviveJson() {
        List<Misfit> misfits = IntStream.rangeClosed(1, 199).mapToObj(i -> new Misfit(i, 0)).toList();
        MisfitCalibration c = MisfitCalibration.of(new double[199], misfits);
        // One band: the deviance's mean is 100, its deviation the root of (199^2 - 1) / 12.
        double deviation = Math.sqrt((199 * 199 - 1) / 12.0);
        assertEquals((200 * 0.99 - 100) / deviation, c.threshold(0.01), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, c.threshold(0.001));
        assertEquals(0.01, c.falseAlarm(c.threshold(0.01) + 1e-9));
        assertEquals(1, c.falseAlarm(c.threshold(0.5)));
        MisfitCalibration read = new Gson().fromJson(new Gson().toJson(c), MisfitCalibration.class);
        assertArrayEquals(c.thresholds(), read.thresholds());
        assertEquals(c.score(new Misfit(150, 1), 10), read.score(new Misfit(150, 1), 10));
        assertThrows(IllegalArgumentException.class, () -> MisfitCalibration.of(new double[99], misfits.subList(0,
                99)));
    }
}
