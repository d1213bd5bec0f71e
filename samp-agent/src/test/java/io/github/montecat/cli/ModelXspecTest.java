package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.StarTable;

/** Real observations against XSPEC 12.9.1, through the command; skipped where the data are not at hand. */
class ModelXspecTest {

    @TempDir
    private Path folder;

    private static Path data(String name) {
        Optional<String> stated = Optional.ofNullable(System.getProperty("MONTECAT_SHARED",
                System.getenv("MONTECAT_SHARED")));
        Stream<Path> places = stated.isPresent() ? Stream.of(Path.of(stated.get()))
                : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                        .map(p -> p.resolve("shared"));
        Optional<Path> found = places.map(p -> p.resolve("data").resolve(name)).filter(Files::exists).findFirst();
        assumeTrue(found.isPresent(), "skipped: no folder 'shared' with data/" + name
                + " beside the repository and MONTECAT_SHARED points to none");
        return found.get();
    }

    @ParameterizedTest
    @CsvSource({"ogip/xmm_pn/PN_spectrum_grp20.fits, '0.5,10', 0.2 2.0 0.00045, xspec/folded_xmm_pn_ngc7793ulx4.csv, 104",
        "ogip/chandra_3c273/3c273.pi, '0.5,7', 0.02 1.9 0.00018, xspec/folded_chandra_3c273.csv, 40"})
    void foldedRatesAgreePerBin(String pha, String notice, String parameters, String reference, int bins)
            throws IOException {
        List<double[]> xspec = Files.readAllLines(data(reference)).stream().filter(l -> !l.startsWith("#"))
                .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray()).toList();
        StarTable table = ModelRun.table(folder, Stream.concat(
                Stream.concat(Stream.of("tbabs*powerlaw"), Arrays.stream(parameters.split(" "))),
                Stream.of("--pha", data(pha).toString(), "--notice", notice)).toArray(String[]::new));
        double[] low = ModelRun.column(table, "energy_lo");
        double[] rates = ModelRun.column(table, "model_rate");
        assertEquals(bins, rates.length);
        assertEquals(bins, xspec.size());
        for (int b = 0; b < bins; b++) {
            assertEquals(xspec.get(b)[0], low[b], 1e-5 * low[b]);
            assertEquals(xspec.get(b)[2], rates[b], 1e-6 * rates[b], "bin " + b);
        }
    }

    @Test
    void bestFitOfTheXmmSpectrum() throws IOException {
        StarTable table = ModelRun.table(folder, "tbabs*powerlaw", "1", "1", "1", "--pha",
                data("ogip/xmm_pn/PN_spectrum_grp20.fits").toString(), "--notice", "0.5,10", "--fit");
        assertEquals(104, ModelRun.parameter(table, "bins"));
        assertEquals(309.4, ModelRun.parameter(table, "statistic"), 0.05);
        assertEquals(0.2204, ModelRun.parameter(table, "nH"), 0.05 * 0.0125);
        assertEquals(2.041, ModelRun.parameter(table, "PhoIndex"), 0.05 * 0.032);
        assertEquals(4.581e-4, ModelRun.parameter(table, "norm"), 0.05 * ModelRun.parameter(table, "norm_error"));
        assertEquals(0.0125, ModelRun.parameter(table, "nH_error"), 0.05 * 0.0125);
        assertEquals(0.032, ModelRun.parameter(table, "PhoIndex_error"), 0.05 * 0.032);
    }

    @Test
    void poorStartDoesNotEndAtANormOfZero() throws IOException {
        StarTable table = ModelRun.table(folder, "tbabs*(diskbb+powerlaw)", "1", "1", "1", "1", "1", "--pha",
                data("ogip/xmm_pn/PN_spectrum_grp20.fits").toString(), "--notice", "0.5,10", "--fit");
        assertEquals(108.95, ModelRun.parameter(table, "statistic"), 0.05);
        assertEquals(1.271, ModelRun.parameter(table, "Tin"), 0.001);
        assertEquals(0.0313, ModelRun.parameter(table, "Tin_error"), 0.001);
    }

    @Test
    void cStatisticOfTheNicerSpectrum() throws IOException {
        String[] words = {"tbabs*(powerlaw+bbodyrad)", "0.241", "1.625", "0.843", "0.560", "584", "--pha",
            data("nicer/pre_burst_spectrum_opt.pha").toString(), "--rmf", data("nicer/nicer_effective.rmf").toString(),
            "--notice", "0.3,10", "--fit"};
        StarTable fitted = ModelRun.table(folder, words);
        assertEquals(133, ModelRun.parameter(fitted, "bins"));
        assertEquals(171.2, ModelRun.parameter(fitted, "statistic"), 0.05);
        assertEquals(0.240, ModelRun.parameter(fitted, "nH"), 0.0005);
        assertEquals(1.617, ModelRun.parameter(fitted, "PhoIndex"), 0.0005);
        StarTable published = ModelRun.table(folder, Arrays.copyOf(words, words.length - 1));
        assertEquals(172, ModelRun.parameter(published, "statistic"), 0.5);
    }
}
