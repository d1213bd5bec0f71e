package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.physics.ComponentParameter;
import io.github.montecat.physics.TableModel;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads XSPEC's table models ({@code atable}, {@code mtable}, {@code etable}), plain or gzipped.
 *
 * <ul>
 * <li>Spectra are placed by their PARAMVAL, whatever the order of the rows.</li>
 * <li>Hard limits (MINIMUM, MAXIMUM) beyond the tabulated values are drawn in to these, since there is nothing to
 * interpolate beyond. A negative DELTA means a frozen parameter.</li>
 * <li>Without LOELIMIT or HIELIMIT a factor is 1 outside the tabulated energies, as in XSPEC.</li>
 * <li>Tables with several sets of spectra (NXFLTEXP above 1), an energy scale (ESCALE) or a neural network (NNPTFILE)
 * are refused.</li>
 * </ul>
 *
 * <p>Safe for use by several threads.
 *
 * <p>Source: OGIP/92-009, "The File Format for XSPEC Table Models".
 */
public final class TableModelReader implements TableModelSource {

    /** How far PARAMVAL may lie from a tabulated value, relative to the range: both come in single precision. */
    private static final double TOLERANCE = 1e-5;
    private static final String ADDITIONAL = "ADDSP";
    /** A table has no more columns than this, and each additional parameter has a column. */
    private static final int MOST_PARAMETERS = 999;

    private final Path folder;

    /** @param folder where file names that are not absolute start, usually the current directory */
    public TableModelReader(Path folder) {
        this.folder = folder;
    }

    @Override
    public TableModel read(String file) throws IOException {
        try {
            return read(folder.resolve(file));
        } catch (InvalidPathException e) {
            throw new IOException("'" + file + "' cannot be a file name: " + e.getReason(), e);
        }
    }

    /**
     * Reads a table model.
     *
     * @param path a FITS file
     * @return the table
     * @throws IOException if the file cannot be read or is no table model; the message names file and reason
     */
    public static TableModel read(Path path) throws IOException {
        try (OgipFile file = OgipFile.open(path)) {
            return read(file);
        } catch (IllegalArgumentException e) {
            throw new OgipFormatException(path + ": " + ErrorSentence.of(e), e);
        }
    }

    private static TableModel read(OgipFile file) throws OgipFormatException {
        refuseUnsupported(file);
        OgipTable parameters = file.require(OgipExtension.PARAMETERS);
        OgipTable energies = file.require(OgipExtension.ENERGIES);
        OgipTable spectra = file.require(OgipExtension.SPECTRA);
        int interpolated = count(parameters, OgipKeyword.NINTPARM);
        int additional = count(parameters, OgipKeyword.NADDPARM);
        if (interpolated + additional != parameters.rowCount()) {
            throw new OgipFormatException(parameters.where() + " has " + parameters.rowCount() + " rows, NINTPARM "
                    + interpolated + " and NADDPARM " + additional + "; expected as many rows as both together");
        }
        List<TableModel.Axis> axes = new ArrayList<>();
        for (int row = 0; row < interpolated; row++) {
            axes.add(axis(parameters, row));
        }
        List<ComponentParameter> extra = new ArrayList<>();
        for (int row = interpolated; row < parameters.rowCount(); row++) {
            extra.add(parameter(parameters, row, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        }
        EnergyGrid grid = energies.photonEnergies();
        return new TableModel(file.primaryFlag(OgipKeyword.ADDMODEL).orElseThrow(() -> new OgipFormatException(
                file.name() + " has no keyword ADDMODEL in its first header; a table model says there whether it is "
                        + "a source")), axes, extra, file.primaryFlag(OgipKeyword.REDSHIFT).orElse(false), grid,
                file.primaryNumber(OgipKeyword.LOELIMIT).orElse(1), file.primaryNumber(OgipKeyword.HIELIMIT).orElse(1),
                spectra(spectra, axes, additional, grid.size()));
    }

    private static void refuseUnsupported(OgipFile file) throws OgipFormatException {
        double sets = file.primaryNumber(OgipKeyword.NXFLTEXP).orElse(1);
        if (sets > 1) {
            throw new OgipFormatException(file.name() + " tabulates " + (int) sets
                    + " sets of spectra (NXFLTEXP), expected one");
        }
        if (file.primaryFlag(OgipKeyword.ESCALE).orElse(false)) {
            throw new OgipFormatException(file.name() + " has an energy scale (ESCALE), which is not supported");
        }
        if (file.primaryHas(OgipKeyword.NNPTFILE)) {
            throw new OgipFormatException(file.name() + " names a neural network (NNPTFILE), expected tabulated "
                    + "spectra");
        }
    }

    private static int count(OgipTable parameters, OgipKeyword keyword) throws OgipFormatException {
        double value = parameters.number(keyword).orElseThrow(() -> new OgipFormatException(parameters.where()
                + " has no keyword " + keyword));
        if (!(value >= 0 && value <= MOST_PARAMETERS && value == Math.rint(value))) {
            throw new OgipFormatException(parameters.where() + " has " + keyword + " = " + value
                    + ", expected a whole number from 0 to " + MOST_PARAMETERS);
        }
        return (int) value;
    }

    private static TableModel.Axis axis(OgipTable table, int row) throws OgipFormatException {
        int method = table.count(OgipColumn.METHOD, row);
        int values = table.count(OgipColumn.NUMBVALS, row);
        double[] tabulated = table.cell(OgipColumn.VALUE, row);
        if (method != 0 && method != 1 || values < 1 || values > tabulated.length) {
            throw new OgipFormatException(table.where() + " row " + (row + 1) + " (" + name(table, row) + ") has METHOD "
                    + method + ", NUMBVALS " + values + " and " + tabulated.length + " values; expected METHOD 0 "
                    + "(linear) or 1 (logarithmic), as many values or more than NUMBVALS says, and the interpolated "
                    + "parameters before the additional ones");
        }
        double[] nodes = Arrays.copyOf(tabulated, values);
        return new TableModel.Axis(parameter(table, row, nodes[0], nodes[values - 1]), method == 1, nodes);
    }

    private static ComponentParameter parameter(OgipTable table, int row, double lowest, double highest)
            throws OgipFormatException {
        String unit = table.textOrBlank(OgipColumn.UNITS, row);
        if (unit.isEmpty()) {
            unit = table.textOrBlank(OgipColumn.UNIT, row);
        }
        return new ComponentParameter(name(table, row), unit, "stat.fit.param", "parameter of a table model",
                table.number(OgipColumn.INITIAL, row), Math.max(lowest, table.number(OgipColumn.MINIMUM, row)),
                Math.min(highest, table.number(OgipColumn.MAXIMUM, row)), table.number(OgipColumn.DELTA, row) < 0);
    }

    private static String name(OgipTable table, int row) throws OgipFormatException {
        String name = table.textOrBlank(OgipColumn.NAME, row);
        if (name.isEmpty()) {
            throw new OgipFormatException(table.where() + " row " + (row + 1) + " has no NAME");
        }
        return name;
    }

    private static float[][][] spectra(OgipTable table, List<TableModel.Axis> axes, int additional, int bins)
            throws OgipFormatException {
        long nodes = 1;
        for (TableModel.Axis axis : axes) {
            nodes = Math.min(nodes * axis.values().length, Integer.MAX_VALUE);
        }
        if (table.rowCount() != nodes) {
            throw new OgipFormatException(table.where() + " has " + table.rowCount() + " spectra, the parameters have "
                    + nodes + " combinations of tabulated values");
        }
        if (nodes * bins * (1 + additional) > table.dataLength()) {
            throw new OgipFormatException(table.where() + " has " + table.dataLength() + " bytes of data, too few for "
                    + nodes + " spectra of " + bins + " bins");
        }
        float[][][] spectra = new float[1 + additional][(int) nodes][];
        for (int row = 0; row < table.rowCount(); row++) {
            int node = node(table, axes, row);
            if (spectra[0][node] != null) {
                throw new OgipFormatException(table.where() + " row " + (row + 1) + " has the parameters "
                        + Arrays.toString(table.cell(OgipColumn.PARAMVAL, row)) + " of an earlier row");
            }
            for (int s = 0; s <= additional; s++) {
                spectra[s][node] = spectrum(table, s, row, bins);
            }
        }
        return spectra;
    }

    private static int node(OgipTable table, List<TableModel.Axis> axes, int row) throws OgipFormatException {
        double[] values = table.cell(OgipColumn.PARAMVAL, row);
        if (values.length < axes.size()) {
            throw new OgipFormatException(table.where() + " row " + (row + 1) + " has " + values.length
                    + " parameter values, expected " + axes.size());
        }
        int node = 0;
        for (int a = 0; a < axes.size(); a++) {
            double[] tabulated = axes.get(a).values();
            int nearest = 0;
            for (int i = 1; i < tabulated.length; i++) {
                if (Math.abs(values[a] - tabulated[i]) < Math.abs(values[a] - tabulated[nearest])) {
                    nearest = i;
                }
            }
            double scale = Math.max(Math.abs(tabulated[nearest]), Math.abs(values[a]));
            if (!(Math.abs(values[a] - tabulated[nearest]) <= TOLERANCE * scale)) {
                throw new OgipFormatException(table.where() + " row " + (row + 1) + " has "
                        + axes.get(a).parameter().name() + " = " + values[a] + ", which is not among its tabulated values "
                        + Arrays.toString(tabulated));
            }
            node = node * tabulated.length + nearest;
        }
        return node;
    }

    private static float[] spectrum(OgipTable table, int set, int row, int bins) throws OgipFormatException {
        String column = set == 0 ? OgipColumn.INTPSPEC.name() : String.format("%s%03d", ADDITIONAL, set);
        double[] values = table.cell(column, row);
        if (values.length != bins) {
            throw new OgipFormatException(table.where() + " column " + column + ", row " + (row + 1) + " has "
                    + values.length + " bins, ENERGIES has " + bins);
        }
        float[] spectrum = new float[bins];
        for (int i = 0; i < bins; i++) {
            if (!(Math.abs(values[i]) <= Float.MAX_VALUE)) {
                throw new OgipFormatException(table.where() + " column " + column + ", row " + (row + 1) + " has the "
                        + "value " + values[i] + " in bin " + (i + 1) + ", expected a finite number");
            }
            spectrum[i] = (float) values[i];
        }
        return spectrum;
    }
}
