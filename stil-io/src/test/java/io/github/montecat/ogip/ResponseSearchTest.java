package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Response files are found by the names that spectra have for them. */
class ResponseSearchTest {

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    private Optional<Path> find(String name, String... folders) {
        return new ResponseSearch(List.of(folders).stream().map(folder::resolve).toList())
                .find(folder.resolve("spectra").resolve(name).toString());
    }

    @Test
    void filesBesideTheSpectrumComeFirst() throws IOException {
        Path own = file("spectra/a.rmf");
        Path other = file("caldb/a.rmf");
        assertEquals(Optional.of(own), find("a.rmf", "caldb"));
        Files.delete(own);
        assertEquals(Optional.of(other), find("a.rmf", "none", "caldb"));
        assertEquals(Optional.empty(), find("b.rmf", "caldb"));
    }

    @Test
    void exactNamesComeBeforeZippedOnesAndVersions() throws IOException {
        Path nine = file("caldb/epn_e3_ef20_sdY9_v9.0.rmf");
        Path nineteen = file("caldb/epn_e3_ef20_sdY9_v19.0.rmf.gz");
        file("caldb/epn_e3_ef20_sdY9_vx.rmf");
        file("caldb/epn_e3_ef20_sdY9_v20.0.arf");
        file("caldb/epn_e3_ef20_sdY91_v21.rmf");
        String name = "epn_e3_ef20_sdY9.rmf";
        assertEquals(Optional.of(nineteen), find(name, "caldb"));
        Files.delete(nineteen);
        assertEquals(Optional.of(nine), find(name, "caldb"));
        Path zipped = file("caldb/" + name + ".gz");
        assertEquals(Optional.of(zipped), find(name, "caldb"));
        Path exact = file("caldb/" + name);
        assertEquals(Optional.of(exact), find(name, "caldb"));
    }

    @Test
    void foldersOfTheVariableFollowThoseOfTheUser() throws IOException {
        Path first = file("mine/a.arf");
        Path second = file("theirs/a.arf");
        String variable = folder.resolve("nowhere") + File.pathSeparator + folder.resolve("theirs");
        assertEquals(Optional.of(first), ResponseSearch.in(List.of(folder.resolve("mine")), variable)
                .find(folder.resolve("a.arf").toString()));
        assertEquals(Optional.of(second), ResponseSearch.in(List.of(), variable).find(folder.resolve("a.arf").toString()));
        assertEquals(Optional.empty(), ResponseSearch.in(List.of(), null).find(folder.resolve("a.arf").toString()));
    }

    @Test
    void noneIsNoFile() throws IOException {
        file("spectra/none");
        for (String name : List.of("", "none", "NONE", "  ")) {
            assertEquals(Optional.empty(), new ResponseSearch(List.of(folder)).find(name));
        }
    }

    @Test
    void saysWhichFileIsMissingAndTheWayOut() {
        ResponseFiles files = new ResponseFiles(new ResponseSearch(List.of()), Optional.empty(), Optional.empty());
        Spectrum named = Spectrum.builder(new double[3]).exposure(1)
                .responseFiles(folder.resolve("a.rmf").toString(), "none").build();
        UnfitSpectrumException e = assertThrows(UnfitSpectrumException.class, () -> files.require(named));
        assertEquals(FitFlag.NO_RESPONSE, e.flag());
        assertTrue(e.getMessage().contains("the RMF a.rmf, which is not there") && e.getMessage().contains("--response-dir"),
                e.getMessage());
        assertEquals(new MissingFile("RMF", "a.rmf", "beside the spectra", e.missing().orElseThrow().remedy()),
                e.missing().orElseThrow());
        Spectrum odd = Spectrum.builder(new double[3]).exposure(1).responseFiles("C:\\cal\\a\0.rmf", "none").build();
        assertTrue(assertThrows(UnfitSpectrumException.class,
                () -> files.require(odd)).getMessage().contains("the RMF a"));
        Spectrum unnamed = Spectrum.builder(new double[3]).exposure(1).build();
        assertTrue(assertThrows(UnfitSpectrumException.class, () -> files.require(unnamed)).getMessage()
                .contains("names no RMF (RESPFILE); give one with --rmf"));
    }

    /** A table whose rows name one RMF by several paths, each with an ARF of its own. */
    @Test
    void readsEachFileOnceForAllSpectra() throws Exception {
        Path rmf = matrix("cal/a.rmf");
        Files.createDirectories(folder.resolve("spectra"));
        List<Path> matrices = new ArrayList<>();
        List<Path> areas = new ArrayList<>();
        ResponseFiles files = new ResponseFiles(new ResponseSearch(List.of()), Optional.empty(), Optional.empty(),
                file -> {
            matrices.add(file);
            return ResponseReader.readRmf(file);
        }, file -> {
            areas.add(file);
            return ResponseReader.readArf(file);
        });
        List<String> ways = List.of(rmf.toString(), folder.resolve("spectra/../cal/a.rmf").toString(),
                folder.resolve("cal/./a.rmf").toString());
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < 56; i++) {
                Path arf = folder.resolve(i + ".arf");
                if (pass == 0) {
                    area(arf, 1 + i);
                }
                Spectrum spectrum = Spectrum.builder(new double[2]).exposure(1)
                        .responseFiles(ways.get(i % ways.size()), arf.toString()).build();
                assertEquals(1 + i, files.require(spectrum).fold(new double[] {1, 0})[0], 1e-5);
            }
        }
        assertEquals(1, matrices.size());
        assertEquals(56, areas.size());
    }

    /** Both count. */
    @Test
    void pairsMatrixWithItsArea() throws Exception {
        Path rmf = matrix("a.rmf");
        for (float area : new float[] {5, 7}) {
            Path arf = area(folder.resolve(area + ".arf"), area);
            Spectrum spectrum = Spectrum.builder(new double[2]).exposure(1)
                    .responseFiles(rmf.toString(), arf.toString()).build();
            assertEquals(area, new ResponseFiles().require(spectrum).fold(new double[] {1, 0})[0], 1e-6);
        }
    }

    private Path matrix(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return new FitsFixture().extension("EBOUNDS").column("CHANNEL", new int[] {1, 2})
                .column("E_MIN", new float[] {1, 2}).column("E_MAX", new float[] {2, 3})
                .extension("MATRIX").column("ENERG_LO", new float[] {1, 2}).column("ENERG_HI", new float[] {2, 3})
                .column("N_GRP", new short[] {1, 1}).column("F_CHAN", new short[] {1, 2})
                .column("N_CHAN", new short[] {1, 1}).column("MATRIX", new float[] {1, 1})
                .write(folder.resolve(name));
    }

    private static Path area(Path file, float area) throws IOException {
        return new FitsFixture().extension("SPECRESP").column("ENERG_LO", new float[] {1, 2})
                .column("ENERG_HI", new float[] {2, 3}).column("SPECRESP", new float[] {area, area}).write(file);
    }
}
