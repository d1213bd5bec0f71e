package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.derived.Cosmology;
import io.github.montecat.derived.FluxBand;
import io.github.montecat.derived.FluxRequest;
import io.github.montecat.derived.Fluxes;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;

/** Columns of derived quantities in result tables, posterior tables and chains, as they come back from FITS files. */
class DerivedColumnsTest {

    private static final FitSettings SETTINGS = Results.SETTINGS.deriving(List.of(new Fluxes(new FluxRequest(
            List.of(new FluxBand(0.5, 2)), false, false, new Cosmology(67.7, 0.31)))));

    @TempDir
    private Path folder;

    private StarTable throughFits(StarTable table) throws IOException {
        String file = folder.resolve("table.fits").toString();
        new StarTableOutput().writeStarTable(table, file, "fits");
        return new StarTableFactory(true).makeStarTable(file, "fits");
    }

    private StarTable result(FitResult... results) throws IOException {
        ResultRows rows = new ResultRows();
        rows.addAll(List.of(results));
        return throughFits(ResultTable.of(ResultTableTest.source(results.length), rows, SETTINGS));
    }

    @Test
    void aFluxHasTheColumnsOfAParameter() throws IOException {
        StarTable t = result(Results.withFlux(0, 1e-12, 3e-12), Results.failed(1), Results.withFlux(2, 1e-13, 2e-13));
        String[] suffixes = {"", "_lower", "_upper", "_lower90", "_upper90", "_mean"};
        double[] quantiles = {0.5, 0.16, 0.84, 0.05, 0.95, 0.5};
        for (int s = 0; s < suffixes.length; s++) {
            String name = "flux_obs_0p5_2" + suffixes[s];
            assertEquals(1e-12 + 2e-12 * quantiles[s], Results.number(t, 0, name), 1e-26, name);
            assertTrue(Double.isNaN(Results.number(t, 1, name)), name);
            assertEquals("erg.cm**-2.s**-1", Results.info(t, name).getUnitString());
        }
        assertTrue(Results.number(t, 0, "flux_obs_0p5_2_std") > 0);
        assertEquals("phot.flux;em.X-ray;stat.median", Results.info(t, "flux_obs_0p5_2").getUCD());
        assertEquals("stat.stdev;phot.flux;em.X-ray", Results.info(t, "flux_obs_0p5_2_std").getUCD());
        assertEquals("energy flux, 0.5-2 keV, as observed: posterior median",
                Results.info(t, "flux_obs_0p5_2").getDescription());
    }

    @Test
    void aNumberOfTheSpectrumHasOneColumn() throws IOException {
        StarTable t = result(Results.withFlux(0, 1, 2), Results.failed(1));
        assertEquals(12.5, Results.number(t, 0, "net_counts"));
        assertTrue(Double.isNaN(Results.number(t, 1, "net_counts")));
        ColumnInfo info = Results.info(t, "net_counts");
        assertEquals("count", info.getUnitString());
        assertEquals("phot.count;em.X-ray", info.getUCD());
        assertFalse(names(t).contains("net_counts_lower"));
    }

    /** A model without the quantity leaves a blank; so do samples of which one has none. */
    @Test
    void whatARowDoesNotHaveIsBlank() throws IOException {
        StarTable t = result(Results.powerLaw(0), Results.withFlux(1, 1, 2), Results.withFlux(2, Double.NaN, 2));
        assertTrue(Double.isNaN(Results.number(t, 0, "flux_obs_0p5_2")));
        assertEquals(1.5, Results.number(t, 1, "flux_obs_0p5_2"), 1e-12);
        assertTrue(Double.isNaN(Results.number(t, 2, "flux_obs_0p5_2_lower90")));
        assertFalse(names(result(Results.powerLaw(0))).contains("flux_obs_0p5_2"));
    }

    @Test
    void theCosmologyIsATableParameter() throws IOException {
        StarTable t = ResultTable.of(ResultTableTest.source(1), one(Results.withFlux(0, 1, 2)), SETTINGS);
        assertEquals(67.7, t.getParameterByName("H0").getValue());
        assertEquals("km.s**-1.Mpc**-1", t.getParameterByName("H0").getInfo().getUnitString());
        assertEquals("stat.param;phys.cosmology", t.getParameterByName("H0").getInfo().getUCD());
        assertEquals(0.31, t.getParameterByName("Omega_m").getValue());
        assertNull(ResultTable.of(ResultTableTest.source(1), one(Results.powerLaw(0)), Results.SETTINGS)
                .getParameterByName("H0"));
    }

    @Test
    void eachSampleHasItsFlux() throws IOException {
        StarTable t = throughFits(PosteriorTable.of(Results.withFlux(0, 1, 2), SETTINGS, "x"));
        assertEquals(List.of("nH", "PhoIndex", "norm", "flux_obs_0p5_2"), names(t));
        assertEquals(1.25, Results.number(t, 25, "flux_obs_0p5_2"), 1e-12);
        assertEquals("phot.flux;em.X-ray", Results.info(t, "flux_obs_0p5_2").getUCD());
    }

    @Test
    void chainsHaveThemInASecondTable() throws Exception {
        Path file = folder.resolve("chain.fits");
        ChainWriter.write(file, Results.withFlux(0, 1, 2), SETTINGS, "x");
        try (Fits fits = new Fits(file.toFile())) {
            assertEquals(3, fits.read().length);
            BinaryTableHDU chain = (BinaryTableHDU) fits.getHDU(1);
            assertEquals("FIT_STATISTIC", chain.getColumnName(chain.getNCols() - 1));
            BinaryTableHDU derived = (BinaryTableHDU) fits.getHDU(2);
            assertEquals("DERIVED", derived.getHeader().getStringValue("EXTNAME"));
            assertEquals("flux_obs_0p5_2", derived.getColumnName(0));
            assertEquals("erg.cm**-2.s**-1", derived.getHeader().getStringValue("TUNIT1"));
            assertEquals(1, derived.getNCols());
            assertArrayEquals(Results.ramp(1, 2), (double[]) derived.getColumn(0));
            assertEquals(chain.getNRows(), derived.getNRows());
        }
    }

    private static ResultRows one(FitResult result) {
        ResultRows rows = new ResultRows();
        rows.add(result);
        return rows;
    }

    private static List<String> names(StarTable t) {
        return IntStream.range(0, t.getColumnCount()).mapToObj(c -> t.getColumnInfo(c).getName()).toList();
    }
}
