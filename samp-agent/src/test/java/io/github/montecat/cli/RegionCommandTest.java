package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.SmallEventList;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

class RegionCommandTest {

    @TempDir
    private Path dir;
    private Path events;
    private Path regions;
    private Path bundle;
    private final CommandLineSession session = new CommandLineSession(new RegionCommand());

    @BeforeEach
    void write() throws Exception {
        events = SmallEventList.write(dir.resolve("evt.fits"));
        regions = Files.writeString(dir.resolve("some.reg"), "image\ncircle(512,502,10)\nphysical\ncircle(70,60,15)\n"
                + "line(1,2,3,4)\nbox(5,5)\n");
        bundle = SmallBundle.write(dir, SmallBundle.NAME, 4);
    }

    private ExitCode run(String... more) {
        String[] words = {"region", "--events", events + "[EVENTS][PI>=2]", "--regions", regions.toString(), "--pha",
            dir.resolve("pha").toString()};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return session.run(all);
    }

    @Test
    void fitsRegionsOfFiles() throws Exception {
        Path output = dir.resolve("out.fits");
        Path arf = dir.resolve("a.arf");
        ObservationFixture.arf(arf, new double[] {0.1, 10}, 1);
        assertEquals(ExitCode.OK, run("--bundle", bundle.toString(), "-n", "30", "-o", output.toString(), "--posterior",
                dir.resolve("chains").toString(), "--filter", "PI<20", "--arf", arf.toString()), session.err());
        StarTable table = new StarTableFactory(true).makeStarTable(output.toString());
        assertEquals(3, table.getRowCount());
        // DS9's image of 1024 pixels has its middle, 512.5, on that of the events, 50.5.
        assertEquals(50.0, cell(table, 0, "X"));
        assertEquals(40.0, cell(table, 0, "Y"));
        assertEquals(SmallEventList.inCircle(50, 40, 10, 2) - SmallEventList.inCircle(50, 40, 10, 20),
                (double) cell(table, 0, "counts"));
        assertTrue(Files.exists(dir.resolve("chains").resolve("evt-1.fits")));
        assertTrue(Files.exists(dir.resolve("pha").resolve("evt-2.pha")));
        assertTrue(session.err().contains("regions: 2 fitted, 1 not: "), session.err());
        assertTrue(session.err().contains("line 5: 'line' has no inside"), session.err());
        assertTrue(session.err().contains("line 6, 'box(5,5)'"), session.err());
    }

    @Test
    void withoutABundleThereAreSpectraAndAReason() {
        assertEquals(ExitCode.OK, run("--ofmt", "csv"), session.err());
        assertTrue(session.out().contains("24 channels, which fits no bundle"), session.out());
        assertTrue(Files.exists(dir.resolve("pha").resolve("evt-1.pha")));
    }

    @Test
    void namesWhatIsWrong() throws Exception {
        assertEquals(ExitCode.BAD_USAGE, session.run("region", "--events", events.toString()));
        assertEquals(ExitCode.BAD_INPUT, run("--filter", "PI>>3"));
        assertTrue(session.err().contains("position"), session.err());
        assertEquals(ExitCode.BAD_USAGE, run("--rmf", dir.resolve("none.rmf").toString()));
        Files.writeString(regions, "circle(5,5,2) # background\n");
        assertEquals(ExitCode.BAD_INPUT, run());
        assertTrue(session.err().contains("there is no region to fit"), session.err());
    }

    private static Object cell(StarTable table, int row, String name) throws Exception {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(name)) {
                return table.getCell(row, c);
            }
        }
        throw new AssertionError("no column " + name);
    }
}
