package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.response.EffectiveArea;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every FITS file of the shared folders opens as what it is, and gives what its header says. */
class SharedFilesTest {

    @TestFactory
    List<DynamicTest> everyFileOpens() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String top : List.of("ogip", "nicer")) {
            try (Stream<Path> files = Files.walk(SharedData.file(top))) {
                files.filter(Files::isRegularFile).filter(f -> !f.toString().matches(".*\\.(md|txt)")).sorted()
                        .forEach(f -> tests.add(DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f))));
            }
        }
        assertFalse(tests.isEmpty());
        return tests;
    }

    private static void check(Path file) throws IOException, FitsException {
        boolean known = false;
        try (Fits fits = new Fits(file.toFile())) {
            for (BasicHDU<?> hdu : fits.read()) {
                Header header = hdu.getHeader();
                String name = String.valueOf(header.getStringValue("EXTNAME"));
                switch (name) {
                    case "SPECTRUM" -> {
                        // The second one in a file is the background of the first.
                        if (!known) {
                            checkSpectra(file, header);
                        }
                        known = true;
                    }
                    case "MATRIX", "SPECRESP MATRIX" -> {
                        checkMatrix(file, header);
                        known = true;
                    }
                    case "SPECRESP" -> {
                        EffectiveArea arf = ResponseReader.readArf(file);
                        assertEquals(header.getIntValue("NAXIS2"), arf.energies().size());
                        known = true;
                    }
                    default -> {
                        // Good time intervals, regions, EBOUNDS.
                    }
                }
            }
        }
        assertTrue(known, file + " is neither a spectrum nor a response");
    }

    private static void checkSpectra(Path file, Header header) throws IOException {
        List<Spectrum> spectra = new PhaReader(BackgroundFile.IF_FOUND).readAll(file);
        boolean typeTwo = "TYPE:II".equals(header.getStringValue("HDUCLAS4"));
        assertEquals(typeTwo ? header.getIntValue("NAXIS2") : 1, spectra.size());
        for (Spectrum s : spectra) {
            assertEquals(header.getIntValue("DETCHANS"), s.channelCount());
            assertEquals(header.getDoubleValue("EXPOSURE"), s.exposure());
            assertEquals(String.valueOf(header.getStringValue("TELESCOP")).trim(), s.telescope());
            assertEquals(header.getBooleanValue("POISSERR"), s.statError().isEmpty());
            if (!typeTwo && header.containsKey("TLMIN1")) {
                assertEquals((int) header.getDoubleValue("TLMIN1"), s.firstChannel());
            }
            if (header.containsKey("BACKSCAL")) {
                assertEquals(header.getDoubleValue("BACKSCAL"), s.backScale().map(b -> b[0]).orElse(1.0));
            }
            double sysError = header.getDoubleValue("SYS_ERR", Double.NaN);
            if (!Double.isNaN(sysError)) {
                assertEquals(sysError, s.sysError().map(e -> e[0]).orElse(0.0));
            }
        }
    }

    private static void checkMatrix(Path file, Header header) throws IOException {
        RedistributionMatrix rmf = ResponseReader.readRmf(file);
        assertEquals(header.getIntValue("DETCHANS"), rmf.channels().size());
        // Rows of no width are left out; only the ROSAT PSPC's matrix has any, 19.
        int without = file.endsWith("pspcc_gain1_256.rsp") ? 19 : 0;
        assertEquals(header.getIntValue("NAXIS2") - without, rmf.energies().size());
    }
}
