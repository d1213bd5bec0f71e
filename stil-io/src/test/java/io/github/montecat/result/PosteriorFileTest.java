package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.ModelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** The samples of rows as they come back from the file. */
class PosteriorFileTest {

    private static final ModelSet ONE = ModelSet.of(ModelChoice.automatic());

    @TempDir
    private Path folder;

    private static RowFits fits(FitResult result) {
        return new RowFits(ONE, List.of(result), Optional.empty(), "");
    }

    private StarTable written(FitResult... results) throws IOException {
        Path file = folder.resolve("samples.fits");
        try (PosteriorFile samples = new PosteriorFile(file, ONE)) {
            for (FitResult r : results) {
                samples.add(fits(r));
            }
            samples.write(ResultTableTest.source(results.length), Results.SETTINGS);
        }
        return new StarTableFactory(true).makeStarTable(file.toString(), "fits");
    }

    private static FitResult withLuminosity(long row) {
        FitResult r = Results.powerLaw(row);
        return new FitResult(row, r.origin(), r.posterior(), r.flags(), "", r.quality(), r.refinement(), r.engine(),
                List.of(new DerivedValues(new DerivedQuantity("lum_2_10", "erg.s**-1", "phys.luminosity;em.X-ray",
                        "luminosity", true), Results.ramp(1e44, 2e44))), List.of());
    }

    @Test
    void aRowHasAllItsSamples() throws IOException {
        StarTable t = written(Results.powerLaw(0), Results.failed(1), withLuminosity(2));
        assertEquals(3, t.getRowCount());
        double[] expected = Results.ramp(2.5, 1.5);
        for (int row : new int[] {0, 2}) {
            float[] index = (float[]) t.getCell(row, Results.index(t, "PhoIndex"));
            assertArrayEquals(expected, IntStream.range(0, index.length).mapToDouble(i -> index[i]).toArray(), 1e-6);
        }
        float[] blank = (float[]) t.getCell(1, Results.index(t, "PhoIndex"));
        assertEquals(101, blank.length);
        assertTrue(IntStream.range(0, blank.length).allMatch(i -> Float.isNaN(blank[i])));
        // Beyond the largest number of single precision.
        assertArrayEquals(Results.ramp(1e44, 2e44), (double[]) t.getCell(2, Results.index(t, "lum_2_10")), 1e30);
        assertTrue(Double.isNaN(((double[]) t.getCell(0, Results.index(t, "lum_2_10")))[100]));
        assertTrue(((Number) t.getCell(1, Results.index(t, "flags"))).intValue() != 0);
        assertEquals("spect.index;em.X-ray", Results.info(t, "PhoIndex").getUCD());
    }

    @Test
    void arraysOfTheInputAreLeftOutAndNothingElseIs() throws IOException {
        StarTable t = written(Results.powerLaw(0));
        StarTable input = ResultTableTest.source(1).resultBase();
        for (int c = 0; c < input.getColumnCount(); c++) {
            String name = input.getColumnInfo(c).getName();
            boolean there = IntStream.range(0, t.getColumnCount()).anyMatch(i -> t.getColumnInfo(i).getName().equals(name));
            assertEquals(!input.getColumnInfo(c).isArray(), there, name);
        }
    }

    @Test
    void nothingIsLeftBesideTheFile() throws IOException {
        written(Results.powerLaw(0));
        new PosteriorFile(folder.resolve("other.fits"), ONE).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("samples.fits"), files.map(f -> f.getFileName().toString()).toList());
        }
    }
}
