package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.ParameterSummary;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.ac.starlink.table.StarTable;

class ColumnPresetTest {

    private static StarTable table(String preset, String unit) throws IOException {
        ResultRows rows = new ResultRows();
        rows.addAll(List.of(Results.withFlux(0, 1e-12, 3e-12), Results.failed(1)));
        return ResultTable.of(ResultTableTest.source(2), rows, Results.SETTINGS,
                ColumnStyle.of(Optional.ofNullable(preset), Optional.ofNullable(unit)));
    }

    private static List<String> names(StarTable t) {
        return IntStream.range(0, t.getColumnCount()).mapToObj(c -> t.getColumnInfo(c).getName()).toList();
    }

    @Test
    void columnDensitiesComeInTheUnitThatIsAskedFor() throws IOException {
        double nH = Results.number(table(null, null), 0, "nH_upper");
        StarTable small = table(null, "1e20");
        assertEquals(100 * nH, Results.number(small, 0, "nH_upper"), 1e-12);
        assertEquals(100 * Results.number(table(null, null), 0, "nH_std"), Results.number(small, 0, "nH_std"), 1e-12);
        assertEquals("10**20.cm**-2", Results.info(small, "nH_lower").getUnitString());
        assertTrue(Results.info(small, "nH_lower").getDescription().endsWith(" in 10**22.cm**-2"));
        StarTable log = table(null, "LOG");
        assertEquals(Math.log10(nH * 1e22), Results.number(log, 0, "lognH_upper"), 1e-12);
        assertTrue(Double.isNaN(Results.number(log, 1, "lognH_upper")));
        // A mean of logarithms is no logarithm of a mean.
        assertFalse(names(log).contains("lognH_mean") || names(log).contains("lognH_std"), names(log).toString());
        assertTrue(names(log).contains("PhoIndex_mean"));
    }

    @Test
    void namesAreThoseOf5xmm() throws IOException {
        StarTable own = table(null, null);
        StarTable t = table("5XMM", null);
        assertEquals(Results.number(own, 0, "PhoIndex"), Results.number(t, 0, "PL_PhoIndex_median"));
        assertEquals(Results.number(own, 0, "PhoIndex_lower"), Results.number(t, 0, "PL_PhoIndex_p16"));
        assertEquals(Results.number(own, 0, "PhoIndex_upper"), Results.number(t, 0, "PL_PhoIndex_p84"));
        assertEquals(Math.log10(2e-12), Results.number(t, 0, "PL_logflux_obs_0p5_2_median"), 1e-12);
        assertEquals("5xmm", t.getParameterByName("column_names").getValue());
        List<String> names = names(t);
        assertTrue(names.containsAll(List.of("PL_cstat", "PL_dof", "PL_npar", "flags", "reason", "seed", "net_counts")),
                names.toString());
        assertTrue(names.stream().noneMatch(n -> n.matches("PL_.*_(mean|std|lower.*|upper.*)|cstat.*")), names.toString());
    }

    @Test
    void namesAreThoseOfXmmfitcatz() throws IOException {
        StarTable own = table(null, null);
        StarTable t = table("xmmfitcatz", null);
        assertEquals(Results.number(own, 0, "PhoIndex_lower90"), Results.number(t, 0, "PhoIndex_min"));
        assertEquals(Results.number(own, 0, "PhoIndex_upper90"), Results.number(t, 0, "PhoIndex_max"));
        assertTrue(names(t).containsAll(List.of("nH_mode", "npar", "dof", "wstat")), names(t).toString());
        assertEquals(3, Results.number(t, 0, "npar"));
    }

    @Test
    void namesAreThoseOfTheChandraSourceCatalog() throws IOException {
        StarTable own = table(null, null);
        StarTable t = table("csc", null);
        assertEquals(100 * Results.number(own, 0, "nH_lower"), Results.number(t, 0, "powlaw_nh_lolim"), 1e-12);
        assertEquals(Results.number(own, 0, "norm_upper"), Results.number(t, 0, "powlaw_ampl_hilim"));
        assertEquals(2e-12, Results.number(t, 0, "flux_powlaw_0p5_2"), 1e-24);
        assertTrue(names(t).contains("powlaw_stat") && names(t).contains("powlaw_gamma"), names(t).toString());
        assertEquals("flux_powlaw_hilim", ColumnPreset.CSC.quantity("powlaw", "flux_obs_0p5_7", false,
                SummaryStatistic.UPPER));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertTrue(assertThrows(RefusedValueException.class, () -> ColumnStyle.of(Optional.of("4xmm"), Optional.empty()))
                .getMessage().contains("montecat, 5xmm, xmmfitcatz, csc"));
        assertTrue(assertThrows(RefusedValueException.class, () -> ColumnStyle.of(Optional.empty(), Optional.of("1e21")))
                .getMessage().contains("1e22, 1e20, log"));
    }

    /** Of a skewed distribution with its peak at 1, where neither mean nor median are. */
    @Test
    void theModeIsWhereSamplesAreDensest() {
        int n = 20_000;
        double[] samples = IntStream.range(0, n).mapToDouble(i -> {
            double u = (i + 0.5) / n;
            // Triangle that rises from 0 to 1 and falls to 4.
            return u < 0.25 ? Math.sqrt(4 * u) : 4 - Math.sqrt(12 * (1 - u));
        }).toArray();
        ParameterSummary summary = ParameterSummary.of(samples);
        assertEquals(1, summary.mode(), 0.1);
        assertTrue(summary.median() > 1.4 && summary.mean() > 1.5);
        assertEquals(7, ParameterSummary.of(new double[] {7}).mode());
        assertEquals(2, ParameterSummary.of(new double[] {1, 2, 2, 9}).mode());
        assertEquals(1.5, ParameterSummary.of(new double[] {1, 2, 9}).mode());
        double[] blank = new double[5];
        Arrays.fill(blank, Double.NaN);
        assertTrue(Double.isNaN(ParameterSummary.of(blank).mode()));
    }
}
