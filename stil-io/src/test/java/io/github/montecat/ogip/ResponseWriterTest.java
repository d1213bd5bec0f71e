package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.SharedData;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseWriterTest {

    private static final float[] MATRIX = {
        5, 0, 0, 2.5f, //
        0, 0, 0, 0, //
        0, 1, 2, 0};

    @TempDir
    private Path folder;

    private static Response response() {
        return Response.ofDense(EnergyGrid.ofEdges(0, 0.1, 1.0 / 3, 2), EnergyGrid.ofEdges(0.1, 0.2, 0.4, 0.8, 1.6),
                MATRIX);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        for (int first : new int[] {0, 1, 30}) {
            Path file = folder.resolve(first + ".rsp");
            new ResponseWriter("NICER", "XTI", first, List.of()).write(file, response());
            RedistributionMatrix read = ResponseReader.readRmf(file);
            assertEquals(first, read.firstChannel());
            assertEquals(response().energies(), read.energies());
            assertEquals(response().bins(), read.channels());
            assertArrayEquals(MATRIX, Response.of(read, Optional.empty()).toDense());
        }
    }

    @Test
    void groupsAndKeywordsAreThoseOfTheStandard() throws IOException, FitsException {
        Path file = folder.resolve("k.rsp");
        new ResponseWriter("NICER", "XTI", 1, List.of("from nowhere")).write(file, response());
        try (Fits fits = new Fits(file.toFile())) {
            BinaryTableHDU matrix = (BinaryTableHDU) fits.getHDU(1);
            Header header = matrix.getHeader();
            assertEquals("SPECRESP MATRIX", header.getStringValue("EXTNAME"));
            assertEquals("RSP_MATRIX", header.getStringValue("HDUCLAS2"));
            assertEquals("FULL", header.getStringValue("HDUCLAS3"));
            assertEquals(4, header.getIntValue("DETCHANS"));
            assertEquals(3, header.getIntValue("NUMGRP"));
            assertEquals(4, header.getIntValue("NUMELT"));
            assertEquals(1, header.getIntValue("TLMIN4"));
            assertEquals(4, header.getIntValue("TLMAX4"));
            assertEquals("F_CHAN", header.getStringValue("TTYPE4"));
            assertArrayEquals(new int[] {1, 4}, (int[]) matrix.getElement(0, 3));
            assertArrayEquals(new int[] {1, 1}, (int[]) matrix.getElement(0, 4));
            assertArrayEquals(new float[] {5, 2.5f}, (float[]) matrix.getElement(0, 5));
            assertArrayEquals(new int[] {2}, (int[]) matrix.getElement(2, 3));
            assertArrayEquals(new int[] {2}, (int[]) matrix.getElement(2, 4));
            Header bounds = fits.getHDU(2).getHeader();
            assertEquals("EBOUNDS", bounds.getStringValue("EXTNAME"));
            assertEquals("EBOUNDS", bounds.getStringValue("HDUCLAS2"));
            assertEquals(1, bounds.getIntValue("TLMIN1"));
        }
    }

    @Test
    void aRealResponseSurvives() throws IOException {
        Response real = Response.of(ResponseReader.readRmf(SharedData.file("ogip/chandra_3c273/3c273.rmf")),
                Optional.of(ResponseReader.readArf(SharedData.file("ogip/chandra_3c273/3c273.arf"))))
                .grouped(ChannelGrouping.uniform(20, 700, 4));
        Path file = folder.resolve("real.rsp");
        new ResponseWriter("CHANDRA", "ACIS", 0, List.of()).write(file, real);
        RedistributionMatrix read = ResponseReader.readRmf(file);
        assertEquals(real.energies(), read.energies());
        assertArrayEquals(real.toDense(), Response.of(read, Optional.empty()).toDense());
    }
}
