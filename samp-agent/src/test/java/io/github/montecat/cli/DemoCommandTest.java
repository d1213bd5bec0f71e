package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;

@Timeout(60)
class DemoCommandTest {

    @TempDir
    Path folder;

    private static byte[] spectra() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StarTableOutput output = new StarTableOutput();
        output.writeStarTable(SmallBundle.spectra(3), out, output.getHandler("fits"));
        return out.toByteArray();
    }

    @Test
    void goesTheWholeWay() throws Exception {
        CommandLineSession session = new CommandLineSession(new DemoCommand(DemoCommandTest::spectra));
        Path bundle = SmallBundle.write(folder, SmallBundle.NAME, 4);
        Path target = folder.resolve("demo");
        assertEquals(ExitCode.OK, session.run("demo", "--bundle", bundle.toString(), "--samples", "40", "-o",
                target.toString()), session.err());
        for (String word : new String[] {"true", "median", "16 %", "84 %", "PhoIndex", "norm", "of 6"}) {
            assertTrue(session.out().contains(word), "no '" + word + "' in " + session.out());
        }
        StarTableFactory factory = new StarTableFactory(true);
        for (String name : new String[] {"spectra.fits", "result.fits", "posterior-row1.fits"}) {
            assertTrue(session.out().contains(target.resolve(name).toString()), session.out());
            StarTable table = factory.makeStarTable(target.resolve(name).toString(), "fits");
            assertEquals(name.startsWith("posterior") ? 40 : 3, table.getRowCount(), name);
        }
    }

    @Test
    void reportCountsTruthsInsideTheLimits() throws Exception {
        StarTable table = new StarTableFactory(true).makeStarTable(new uk.ac.starlink.util.ByteArrayDataSource("t",
                """
                kT_true,kT,kT_lower,kT_upper,id
                1.0,1.1,0.9,1.2,1
                2.0,1.1,0.9,1.2,2
                3.0,,,,3
                """.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), "csv");
        String report = new DemoReport(table).toString();
        assertTrue(report.contains("limits: 1 of 3"), report);
        assertEquals(2, report.lines().filter(l -> l.endsWith("outside")).count(), report);
    }
}
