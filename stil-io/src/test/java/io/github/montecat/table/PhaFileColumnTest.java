package io.github.montecat.table;

import static io.github.montecat.table.Spectra.all;
import static io.github.montecat.table.Spectra.assertUnfit;
import static io.github.montecat.table.Spectra.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.montecat.FitsFixture;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ColumnStarTable;

class PhaFileColumnTest {

    private static final SpectrumTableSettings AUTOMATIC = SpectrumTableSettings.AUTOMATIC;

    @TempDir
    private Path folder;

    private Path pha(String name, int... counts) {
        int[] channels = new int[counts.length];
        Arrays.setAll(channels, i -> i);
        return new FitsFixture().extension("SPECTRUM").column("CHANNEL", channels).column("COUNTS", counts)
                .key("EXPOSURE", 50.0).write(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spectrum", "PHAFILE", "filename", "product_url"})
    void filesByNameOrUrlBesideTheTable(String columnName) throws IOException {
        pha("one.pha", 1, 2, 3);
        Path absolute = pha("two.pi.gz", 4, 5, 6);
        ColumnStarTable t = table("id", new int[] {1, 2, 3}, columnName,
                new String[] {"one.pha", absolute.toString(), absolute.toUri().toString()}, "image",
                new String[] {"a.fits", "b.fits", "c.fits"});
        t.setURL(folder.resolve("table.fits").toUri().toURL());
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals(SpectrumTableKind.PHA_FILES, spectra.kind());
        assertEquals(columnName, spectra.columnName());
        List<FitRequest> rows = all(spectra, 2);
        assertArrayEquals(new double[] {1, 2, 3}, rows.get(0).spectrum().counts());
        assertArrayEquals(new double[] {4, 5, 6}, rows.get(1).spectrum().counts());
        assertArrayEquals(new double[] {4, 5, 6}, rows.get(2).spectrum().counts());
        assertEquals(50, rows.get(0).spectrum().exposure());
    }

    @Test
    void aStatedBaseAndExposureReplaceTheFiles() throws IOException {
        pha("one.pha", 1, 2, 3);
        ColumnStarTable t = table("pha", new String[] {"one.pha"}, "t", new double[] {7});
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC.withBase(folder.toUri()).withExposure("t"));
        assertEquals(7, all(spectra, 2).get(0).spectrum().exposure());
    }

    @Test
    void filesThatCannotBeReadSayWhy() throws IOException {
        pha("good.pha", 1, 2, 3);
        Files.writeString(folder.resolve("text.pha"), "not FITS");
        new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1}).column("COUNTS", new int[] {1})
                .write(folder.resolve("unexposed.pha"));
        new FitsFixture().extension("GTI").column("START", new double[] {1}).write(folder.resolve("gti.pha"));
        new FitsFixture().extension("SPECTRUM").column("SPEC_NUM", new int[] {1, 2})
                .column("COUNTS", new int[][] {{1, 2}, {3, 4}}).key("EXPOSURE", 1.0).write(folder.resolve("ii.pha"));
        ColumnStarTable t = table("phafile", new String[] {"absent.pha", "text.pha", null, "unexposed.pha", "gti.pha",
            "ii.pha", "gopher://x/y.pha", "good.pha", folder.resolve("absent.pha").toString()});
        t.setURL(folder.resolve("table.csv").toUri().toURL());
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC), 3);
        assertUnfit(FitFlag.UNREADABLE, rows.get(0), "absent.pha", "no such file", "table's folder");
        assertUnfit(FitFlag.UNREADABLE, rows.get(1), "text.pha", "is not a FITS file", "SIMPLE");
        assertUnfit(FitFlag.UNREADABLE, rows.get(2), "phafile", "blank");
        assertUnfit(FitFlag.NO_EXPOSURE, rows.get(3), "unexposed.pha", "EXPOSURE");
        assertUnfit(FitFlag.UNREADABLE, rows.get(4), "SPECTRUM", "GTI");
        assertUnfit(FitFlag.UNREADABLE, rows.get(5), "2 spectra");
        assertUnfit(FitFlag.UNREADABLE, rows.get(6), "gopher");
        assertEquals(6, rows.get(7).spectrum().totalCounts());
        assertUnfit(FitFlag.UNREADABLE, rows.get(8), "no such file");
        assertFalse(rows.get(8).failure().getMessage().contains("table's folder"), rows.get(8).failure().getMessage());
    }
}
