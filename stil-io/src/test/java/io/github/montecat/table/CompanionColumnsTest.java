package io.github.montecat.table;

import static io.github.montecat.table.Spectra.all;
import static io.github.montecat.table.Spectra.assertUnfit;
import static io.github.montecat.table.Spectra.refusal;
import static io.github.montecat.table.Spectra.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.ColumnStarTable;

/** Columns that name the RMF, the ARF and the background of each row. */
class CompanionColumnsTest {

    private static final SpectrumTableSettings AUTOMATIC = SpectrumTableSettings.AUTOMATIC;

    @TempDir
    private Path folder;

    private Path pha(String name, int counts) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1, 2}).column("COUNTS",
                new int[] {counts, 0})
                .key("EXPOSURE", 50.0).key("RESPFILE", "own.rmf").key("ANCRFILE", "own.arf").key("BACKFILE", "own.bkg")
                .write(file);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x").toAbsolutePath();
    }

    private ColumnStarTable placed(Object... namesAndData) throws IOException {
        ColumnStarTable t = table(namesAndData);
        t.setURL(folder.resolve("table.csv").toUri().toURL());
        return t;
    }

    private Spectrum first(ColumnStarTable t, SpectrumTableSettings settings) throws IOException {
        FitRequest request = all(SpectrumTable.of(t, settings), 2).get(0);
        assertTrue(request.failure() == null, () -> request.failure().getMessage());
        return request.spectrum();
    }

    @ParameterizedTest
    @CsvSource({"rmf,arf,background", "RESPFILE,ANCRFILE,BACKFILE", "rmf_file,Arf_File,bkg",
            "response,ancillary,back_file",
        "rsp,arf_name,bg_spectrum"})
    void areKnownByTheirNames(String rmf, String arf, String background) throws IOException {
        pha("a.pha", 5);
        pha("b.fits", 3);
        Path matrix = file("m.fits");
        Path area = file("a.fits");
        ColumnStarTable t = placed(rmf, new String[] {"m.fits"}, "spectrum", new String[] {"a.pha"}, arf,
                new String[] {"a.fits"},
                background, new String[] {"b.fits"});
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals("RMF from column " + rmf + ", ARF from column " + arf + ", background from column " + background,
                spectra.companionSource());
        Spectrum spectrum = first(t, AUTOMATIC);
        assertEquals(matrix.toString(), spectrum.responseFile());
        assertEquals(area.toString(), spectrum.ancillaryFile());
        assertEquals(3, spectrum.background().orElseThrow().totalCounts());
    }

    @Test
    void namesStartAtTheTableThenAtTheSpectrum() throws IOException {
        pha("spectra/a.pha", 5);
        pha("spectra/near.pha", 2);
        pha("far.pha", 1);
        file("spectra/both.rmf");
        Path both = file("both.rmf");
        Path version = file("spectra/cal/area_v3.arf");
        Path zipped = file("m.rmf.gz");
        ColumnStarTable t = placed("pha", new String[] {"spectra/a.pha", "spectra/a.pha", "spectra/a.pha"},
                "rmf", new String[] {"both.rmf", "m.rmf", "absent.rmf"},
                "arf", new String[] {"cal/area.arf", folder.resolve("both.rmf").toUri().toString(),
                        "http://h/remote.arf"},
                "background", new String[] {"near.pha", "far.pha", folder.resolve("far.pha").toString()});
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC), 3);
        assertEquals(both.toString(), rows.get(0).spectrum().responseFile());
        assertEquals(version.toString(), rows.get(0).spectrum().ancillaryFile());
        assertEquals(2, rows.get(0).spectrum().background().orElseThrow().totalCounts());
        assertEquals(zipped.toString(), rows.get(1).spectrum().responseFile());
        assertEquals(both.toString(), rows.get(1).spectrum().ancillaryFile());
        assertEquals(1, rows.get(1).spectrum().background().orElseThrow().totalCounts());
        // Where it is not found its name is kept, for the folders of --response-dir.
        assertEquals(folder.resolve("absent.rmf").toAbsolutePath().toString(), rows.get(2).spectrum().responseFile());
        assertEquals("remote.arf", rows.get(2).spectrum().ancillaryFile());
        assertEquals(1, rows.get(2).spectrum().background().orElseThrow().totalCounts());
    }

    @Test
    void blankMeansWhatTheSpectrumSaysAndNoneMeansNoFile() throws IOException {
        pha("a.pha", 5);
        pha("own.bkg", 4);
        pha("b.pha", 3);
        ColumnStarTable t = placed("pha", new String[] {"a.pha", "a.pha", "a.pha"}, "rmf", new String[] {null, "none",
                "x.rmf"},
                "arf", new String[] {" ", "NONE", "x.arf"}, "bkg", new String[] {"", "none", "b.pha"});
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC), 3);
        Spectrum own = rows.get(0).spectrum();
        assertTrue(own.responseFile().endsWith("own.rmf") && own.ancillaryFile().endsWith("own.arf"),
                own.responseFile());
        assertEquals(4, own.background().orElseThrow().totalCounts());
        assertEquals("none", rows.get(1).spectrum().responseFile());
        assertEquals("NONE", rows.get(1).spectrum().ancillaryFile());
        assertTrue(rows.get(1).spectrum().background().isEmpty());
        assertEquals(3, rows.get(2).spectrum().background().orElseThrow().totalCounts());
    }

    /** Texts under such a name that are no files leave all as it was, and so does the column of the spectra. */
    @Test
    void otherTextsAreNotTakenForFiles() throws IOException {
        pha("a.pha", 5);
        ColumnStarTable t = placed("file", new String[] {"a.pha", "a.pha"}, "background", new String[] {"low",
                "v1.5 high"},
                "response", new String[] {"", null}, "arf", new double[] {1, 2});
        assertEquals("", SpectrumTable.of(t, AUTOMATIC).companionSource());
        ColumnStarTable backgrounds = placed("back", new String[] {"a.pha"});
        SpectrumTable spectra = SpectrumTable.of(backgrounds, AUTOMATIC.withColumn("BACK"));
        assertEquals("back", spectra.columnName());
        assertEquals("", spectra.companionSource());
    }

    @Test
    void statedColumnsGoBeforeRecognisedOnesAndAreNotSpectra() throws IOException {
        pha("a.fits", 5);
        Path other = file("other.fits");
        ColumnStarTable t = placed("A", new String[] {"a.fits"}, "B", new String[] {"other.fits"}, "rmf",
                new String[] {"x.rmf"});
        SpectrumTableSettings settings = AUTOMATIC.withCompanion(Companion.RMF, "b");
        assertEquals("A", SpectrumTable.of(t, settings).columnName());
        assertEquals(other.toString(), first(t, settings).responseFile());
        String absent = refusal(t, AUTOMATIC.withCompanion(Companion.ARF, "c"));
        assertTrue(absent.contains("arf-column is 'c', but the table has no such column")
                && absent.contains("A, B, rmf"), absent);
        ColumnStarTable numbers = placed("pha", new String[] {"a.fits"}, "n", new int[] {1});
        String wrong = refusal(numbers, AUTOMATIC.withCompanion(Companion.BACKGROUND, "n"));
        assertTrue(wrong.contains("that column holds") && wrong.contains("background of each row"), wrong);
    }

    @Test
    void aNamedBackgroundThatCannotBeUsedCostsItsRowAlone() throws IOException {
        pha("a.pha", 5);
        new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1}).column("COUNTS", new int[] {1})
                .write(folder.resolve("short.pha"));
        ColumnStarTable t = placed("pha", new String[] {"a.pha", "a.pha", "a.pha", "a.pha"},
                "background", new String[] {"absent.pha", "short.pha", "none", "http://localhost:1/b.pha"});
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC.withSources(SourcePolicy.AGENT)), 4);
        assertUnfit(FitFlag.NO_BACKGROUND, rows.get(0), "absent.pha", "no such file", "column background", "none");
        assertUnfit(FitFlag.NO_BACKGROUND, rows.get(1), "background has 1 channels, the spectrum has 2");
        assertEquals(5, rows.get(2).spectrum().totalCounts());
        assertUnfit(FitFlag.NO_BACKGROUND, rows.get(3), "is not fetched", "--allow-downloads");
    }

    @Test
    void countsInArraysHaveResponsesButNoBackground() throws IOException {
        Path matrix = file("m.rmf");
        ColumnStarTable t = placed("counts", new int[][] {{1, 2, 3}}, "exposure", new double[] {7}, "rmf",
                new String[] {"m.rmf"},
                "background", new String[] {"b.pha"});
        assertEquals("RMF from column rmf", SpectrumTable.of(t, AUTOMATIC).companionSource());
        assertEquals(matrix.toString(), first(t, AUTOMATIC).responseFile());
        String refused = refusal(t, AUTOMATIC.withCompanion(Companion.BACKGROUND, "background"));
        assertTrue(refused.contains("background-column does not go with this table") && refused.contains("BACKSCAL"),
                refused);
    }

    @Test
    void rowsOfTypeTwoNameTheirOwn() throws IOException {
        Path matrix = file("m.rmf");
        pha("b.pha", 3);
        ColumnStarTable t = placed("SPEC_NUM", new int[] {1, 2}, "COUNTS", new int[][] {{1, 2}, {3, 4}}, "EXPOSURE",
                new double[] {7, 8}, "RESPFILE", new String[] {"m.rmf", ""}, "BACKFILE",
                new String[] {"b.pha", "x.pha"});
        Spectra.parameter(t, "RESPFILE", "own.rmf");
        t.setURL(file("table.pha2").toUri().toURL());
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals(SpectrumTableKind.PHA_TYPE_II, spectra.kind());
        List<FitRequest> rows = all(spectra, 2);
        assertEquals(matrix.toString(), rows.get(0).spectrum().responseFile());
        assertEquals(3, rows.get(0).spectrum().background().orElseThrow().totalCounts());
        assertTrue(rows.get(1).spectrum().responseFile().endsWith("own.rmf"));
        // As with the keyword of a file: it is fitted without, and what it lacks is said.
        assertTrue(rows.get(1).spectrum().background().isEmpty());
        assertEquals("x.pha", rows.get(1).missing().get(0).name());
        // A column that the user names is no part of the spectra.
        SpectrumTableSettings settings = AUTOMATIC.withCompanion(Companion.BACKGROUND, "BACKFILE");
        List<FitRequest> stated = all(SpectrumTable.of(t, settings), 2);
        assertUnfit(FitFlag.NO_BACKGROUND, stated.get(1), "x.pha");
    }

    @Test
    void aTableThatIsOneSpectrumHasNoRows() throws IOException {
        ColumnStarTable t = placed("CHANNEL", new int[] {1, 2}, "COUNTS", new int[] {3, 4}, "rmf",
                new String[] {"m.rmf", "m.rmf"});
        Spectra.parameter(t, "EXPOSURE", 5.0);
        assertEquals("", SpectrumTable.of(t, AUTOMATIC).companionSource());
        assertTrue(refusal(t, AUTOMATIC.withCompanion(Companion.RMF, "rmf")).contains("expected a spectrum per row"));
    }
}
