package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResponseTest {

    @TempDir
    private Path folder;

    private Path rmf(String name, float element) {
        return new FitsFixture().extension("MATRIX").key("TELESCOP", "XMM").key("INSTRUME", "none")
                .column("ENERG_LO", new float[] {1, 2}).column("ENERG_HI", new float[] {2, 3})
                .column("N_GRP", new short[] {1, 1}).column("F_CHAN", new short[] {1, 1})
                .column("N_CHAN", new short[] {1, 1}).column("MATRIX", new float[] {element, element})
                .extension("EBOUNDS").column("CHANNEL", new int[] {1}).column("E_MIN", new float[] {1})
                .column("E_MAX", new float[] {3}).write(folder.resolve(name));
    }

    private Path arf(String name, float high) {
        return new FitsFixture().extension("SPECRESP").column("ENERG_LO", new float[] {1, 2})
                .column("ENERG_HI", new float[] {2, high}).column("SPECRESP", new float[] {10, 20})
                .write(folder.resolve(name));
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws Exception;
    }

    private static List<String> warnings(Path rmf, Optional<Path> arf) throws Exception {
        return warnings(FileResponse.class, () -> FileResponse.read(rmf, arf));
    }

    private static List<String> warnings(Class<?> source, Reading reading) throws Exception {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger log = Logger.getLogger(source.getName());
        log.addHandler(handler);
        try {
            reading.run();
        } finally {
            log.removeHandler(handler);
        }
        return said;
    }

    @Test
    void warnsOfAnAreaThatIsThereTwice() throws Exception {
        Path arf = arf("a.arf", 3);
        assertEquals(List.of(), warnings(rmf("plain.rmf", 0.9f), Optional.of(arf)));
        Path full = rmf("full.rsp", 50);
        assertEquals(List.of(), warnings(full, Optional.empty()));
        List<String> said = warnings(full, Optional.of(arf));
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("full.rsp holds an effective area itself"), said.get(0));
        assertEquals(500, FileResponse.read(full, Optional.of(arf)).response().fold(new double[] {1, 0})[0]);
    }

    @Test
    void warnsOnceForAllSpectra() throws Exception {
        Spectrum spectrum = Spectrum.builder(new double[1]).exposure(1)
                .responseFiles(rmf("full.rsp", 50).toString(), arf("a.arf", 3).toString()).build();
        ResponseFiles files = new ResponseFiles();
        List<String> said = warnings(ResponseFiles.class, () -> {
            files.require(spectrum);
            files.require(spectrum);
        });
        assertEquals(1, said.size(), said.toString());
    }

    /** As in the response of XMM's pn that comes with BXA. */
    @Test
    void lowestEnergiesMayDiffer() throws Exception {
        Path arf = new FitsFixture().extension("SPECRESP").column("ENERG_LO", new float[] {1.5f, 2})
                .column("ENERG_HI", new float[] {2, 3}).column("SPECRESP", new float[] {10, 20})
                .write(folder.resolve("late.arf"));
        Path rmf = rmf("m.rmf", 1);
        List<String> said = warnings(rmf, Optional.of(arf));
        assertTrue(said.size() == 1 && said.get(0).contains("late.arf begins at 1.5 keV"), said.toString());
        assertEquals(1, FileResponse.read(rmf, Optional.of(arf)).response().energies().lowest());
    }

    @Test
    void saysWhichMissionTheMatrixIsFor() throws IOException {
        FileResponse read = FileResponse.read(rmf("m.rmf", 1), Optional.empty());
        assertEquals("XMM", read.matrix().telescope());
        assertEquals("", read.matrix().instrument());
    }

    @Test
    void namesBothFilesWhereTheyDoNotFit() {
        Path rmf = rmf("m.rmf", 1);
        Path other = arf("other.arf", 4);
        String message = assertThrows(IllegalArgumentException.class,
                () -> FileResponse.read(rmf, Optional.of(other))).getMessage();
        assertTrue(message.contains("m.rmf with ") && message.contains("other.arf: ARF has"), message);
    }
}
