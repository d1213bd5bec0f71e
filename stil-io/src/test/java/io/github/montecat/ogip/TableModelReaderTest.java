package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.ModelSyntaxException;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.physics.TableModel;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.NullDataHDU;
import nom.tam.util.FitsOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableModelReaderTest {

    private static final float[] TAU = {0, 1, 3};
    private static final float[] KT = {1, 10};

    @TempDir
    private Path folder;

    /** A table of tau (linear) and kTe (logarithmic), rows in reverse order, with one additional parameter. */
    private static final class Table {

        private boolean additive = true;
        private boolean redshift;
        private double outside = Double.NaN;
        private String keyword = "";
        private int rows = 6;
        private float wrongValue;
        private int interpolated = 2;

        private Path write(Path file) {
            NullDataHDU primary = new NullDataHDU();
            Header header = primary.getHeader();
            header.addValue("HDUCLASS", "OGIP", "");
            header.addValue("HDUCLAS1", "XSPEC TABLE MODEL", "");
            header.addValue("MODLNAME", "test", "");
            header.addValue("ADDMODEL", additive, "");
            header.addValue("REDSHIFT", redshift, "");
            if (!Double.isNaN(outside)) {
                header.addValue("LOELIMIT", outside, "");
                header.addValue("HIELIMIT", outside / 2, "");
            }
            if (!keyword.isEmpty()) {
                header.addValue(keyword, 2, "");
            }
            BinaryTable parameters = new BinaryTable();
            parameters.addStringColumn(new String[] {"tau", "kTe", "extra"});
            parameters.addColumn(new int[] {0, 1, 0});
            parameters.addColumn(new float[] {1, 2, 0});
            parameters.addColumn(new float[] {0.1f, -0.1f, 0.1f});
            parameters.addColumn(new float[] {-1, 1, 0});
            parameters.addColumn(new float[] {3, 100, 9});
            parameters.addColumn(new int[] {3, 2, 0});
            parameters.addColumn(new float[][] {TAU, {KT[0], KT[1], 0}, {0, 0, 0}});
            BinaryTable energies = new BinaryTable();
            energies.addColumn(new float[] {1, 2, 4});
            energies.addColumn(new float[] {2, 4, 8});
            float[][] values = new float[rows][];
            float[][] spectra = new float[rows][];
            float[][] extra = new float[rows][];
            for (int row = 0; row < rows; row++) {
                int t = (rows - 1 - row) / 2;
                int k = (rows - 1 - row) % 2;
                values[row] = new float[] {TAU[t], KT[k] + (row == 0 ? wrongValue : 0)};
                // Linear in tau and log kTe, so that interpolation is exact.
                spectra[row] = new float[] {TAU[t] + 10 * k, 2, 4};
                extra[row] = new float[] {0, 0, TAU[t]};
            }
            BinaryTable table = new BinaryTable();
            table.addColumn(values);
            table.addColumn(spectra);
            table.addColumn(extra);
            try (OutputStream out = Files.newOutputStream(file); FitsOutputStream stream = new FitsOutputStream(out);
                    Fits fits = new Fits()) {
                fits.addHDU(primary);
                BinaryTableHDU first = named(parameters, "PARAMETERS", "NAME", "METHOD", "INITIAL", "DELTA",
                        "MINIMUM", "MAXIMUM", "NUMBVALS", "VALUE");
                first.getHeader().addValue("NINTPARM", interpolated, "");
                first.getHeader().addValue("NADDPARM", 3 - interpolated, "");
                fits.addHDU(first);
                fits.addHDU(named(energies, "ENERGIES", "ENERG_LO", "ENERG_HI"));
                fits.addHDU(named(table, "SPECTRA", "PARAMVAL", "INTPSPEC", "ADDSP001"));
                fits.write(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (FitsException e) {
                throw new IllegalStateException(e);
            }
            return file;
        }

        private static BinaryTableHDU named(BinaryTable data, String name, String... columns) {
            BinaryTableHDU hdu = data.toHDU();
            hdu.getHeader().addValue("EXTNAME", name, "");
            for (int c = 0; c < columns.length; c++) {
                hdu.getHeader().addValue("TTYPE" + (c + 1), columns[c], "");
            }
            return hdu;
        }
    }

    private SpectralModel parse(String expression) {
        return ModelExpression.parse(expression, ModelSettings.DEFAULT, new TableModelReader(folder));
    }

    @Test
    void parametersAreThoseOfTheFile() throws IOException {
        Table table = new Table();
        table.redshift = true;
        table.write(folder.resolve("a.mod"));
        List<ModelParameter> all = parse("atable{a.mod}").parameters();
        assertEquals(List.of("tau", "kTe", "extra", "z", "norm"), all.stream().map(ModelParameter::label).toList());
        assertEquals(0, all.get(0).hardMin(), "drawn in to the tabulated values");
        assertEquals(3, all.get(0).hardMax());
        assertEquals(10, all.get(1).hardMax(), "drawn in to the tabulated values");
        assertTrue(all.get(1).frozen() && !all.get(0).frozen(), "a negative DELTA freezes");
        assertEquals(9, all.get(2).hardMax());
        assertEquals(2, all.get(1).initial());
    }

    @Test
    void spectraAreInterpolatedAsByHand() {
        new Table().write(folder.resolve("a.mod"));
        SpectralModel.OnGrid model = parse("atable{a.mod}").on(EnergyGrid.ofEdges(1, 2, 3, 8));
        // tau 2 lies half way from 1 to 3, kTe sqrt(10) half way from 1 to 10 in the logarithm.
        double[] flux = model.photonFlux(2, Math.sqrt(10), 0.5, 3);
        assertEquals(3 * (2 + 10 * 0.5), flux[0], 1e-6);
        assertEquals(3 * (2 * 0.5), flux[1], 1e-6);
        assertEquals(3 * (2 * 0.5 + 4 + 0.5 * 2), flux[2], 1e-6);
        assertEquals(0 + 10, model.photonFlux(0, 10, 0, 1)[0], 1e-6);
        assertEquals(3 + 10 * Math.log10(4), model.photonFlux(3, 4, 0, 1)[0], 1e-5);
    }

    @Test
    void factorsAndOpticalDepths() {
        Table table = new Table();
        table.additive = false;
        table.write(folder.resolve("m.mod"));
        EnergyGrid grid = EnergyGrid.ofEdges(0.5, 1, 2, 4, 8, 9);
        double[] factor = parse("mtable{m.mod}*powerlaw").on(grid).photonFlux(1, 1, 0, 0, 1);
        double[] widths = {0.5, 1, 2, 4, 1};
        double[] expected = {1, 1, 2, 4, 1};
        for (int i = 0; i < widths.length; i++) {
            assertEquals(expected[i] * widths[i], factor[i], 1e-6, "bin " + i + "; 1 outside the table");
        }
        assertEquals(2 * Math.exp(-2), parse("etable{m.mod}*powerlaw").on(grid).photonFlux(1, 1, 0, 0, 1)[2], 1e-6);
        table.outside = 0.5;
        table.write(folder.resolve("m.mod"));
        factor = parse("mtable{m.mod}*powerlaw").on(grid).photonFlux(1, 1, 0, 0, 1);
        assertEquals(0.5 * 0.5, factor[0], 1e-6);
        assertEquals(0.25, factor[4], 1e-6);
        assertTrue(assertThrows(ModelSyntaxException.class, () -> parse("atable{m.mod}")).getMessage()
                .contains("use mtable{m.mod}"));
    }

    @Test
    void refusesWhatItCannotRead() {
        Table incomplete = new Table();
        incomplete.rows = 5;
        assertRefused(incomplete, "5 spectra", "6 combinations");
        Table elsewhere = new Table();
        elsewhere.wrongValue = 1;
        assertRefused(elsewhere, "kTe = 11.0", "not among its tabulated values");
        for (String keyword : List.of("NXFLTEXP", "NNPTFILE")) {
            Table unsupported = new Table();
            unsupported.keyword = keyword;
            assertRefused(unsupported, keyword);
        }
        Table mixed = new Table();
        mixed.interpolated = 3;
        assertRefused(mixed, "extra", "NUMBVALS 0");
        new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1}).write(folder.resolve("x.pha"));
        String message = assertThrows(ModelSyntaxException.class, () -> parse("atable{x.pha}")).getMessage();
        assertTrue(message.contains("PARAMETERS") && message.contains("SPECTRUM"), message);
        assertThrows(ModelSyntaxException.class, () -> parse("atable{absent}"));
    }

    private void assertRefused(Table table, String... reasons) {
        Path file = table.write(folder.resolve("bad.mod"));
        String message = assertThrows(OgipFormatException.class, () -> TableModelReader.read(file)).getMessage();
        assertTrue(message.contains("bad.mod"), message);
        for (String reason : reasons) {
            assertTrue(message.contains(reason), message);
        }
    }

    @Test
    void readsSinglePrecisionNodes() throws IOException {
        TableModel table = TableModelReader.read(new Table().write(folder.resolve("n.mod")));
        assertEquals(6, table.spectra()[0].length);
        assertEquals(1 + 10, table.spectra()[0][3][0], "tau 1, kTe 10: the last axis changes fastest");
        assertEquals(3, table.spectra()[1][5][2]);
    }
}
