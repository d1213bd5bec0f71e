package io.github.montecat.cli.option;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that say on which energies a model is evaluated. */
public final class EnergyOptions {

    /** XSPEC's energies where it has no response, from its {@code Xspec.init}. */
    private static final EnergyGrid XSPEC_DEFAULT = grid(0.1, 50, 5000, true);

    /** More than any instrument or XSPEC's own grids have. */
    private static final int MOST_BINS = 1_000_000;

    private EnergyOptions() {
    }

    /** @param options get the options of an energy grid */
    public static void addTo(Options options) {
        options.addOption(Option.builder().longOpt("energies").hasArg().argName("CSV")
                .desc("file with the energy bins in keV: a column of edges, or columns of lower and upper bounds").get());
        options.addOption(Option.builder().longOpt("grid").hasArg().argName("LO,HI,N,lin|log")
                .desc("energy bins: N from LO to HI keV, equal or of equal ratio (0.1,50,5000,log, as in XSPEC; with a "
                        + "response, its own)").get());
    }

    /** Whether energies were asked for. */
    public static boolean given(Arguments arguments) {
        return arguments.has("energies") || arguments.has("grid");
    }

    /**
     * @param arguments has a grid, see {@link #given}
     * @return the energies in keV
     * @throws UsageException if the option is no grid
     * @throws IOException if the file with energies cannot be read
     */
    public static EnergyGrid grid(Arguments arguments) throws UsageException, IOException {
        if (arguments.has("energies") && arguments.has("grid")) {
            throw new UsageException("give --energies or --grid, not both");
        } else if (arguments.has("energies")) {
            return read(arguments.path("energies").orElseThrow());
        }
        return arguments.has("grid") ? parse(arguments.text("grid").orElseThrow()) : XSPEC_DEFAULT;
    }

    private static EnergyGrid parse(String text) throws UsageException {
        String[] parts = text.trim().toLowerCase(Locale.ROOT).split(",", -1);
        if (parts.length == 3 || parts.length == 4 && parts[3].matches("\\s*(lin|log)\\s*")) {
            try {
                double low = Double.parseDouble(parts[0].trim());
                double high = Double.parseDouble(parts[1].trim());
                int bins = Integer.parseInt(parts[2].trim());
                boolean log = parts.length == 4 && parts[3].contains("log");
                if (bins > 0 && bins <= MOST_BINS && low >= 0 && high > low && !(log && low == 0)) {
                    return grid(low, high, bins, log);
                }
            } catch (NumberFormatException e) {
                // Falls through to the same sentence as numbers that make no grid.
            }
        }
        throw new UsageException("--grid is '" + text + "', expected LO,HI,N,lin or LO,HI,N,log with 0 <= LO < HI in keV "
                + "(0 < LO for log) and 1 to " + MOST_BINS + " bins (N)");
    }

    private static EnergyGrid grid(double low, double high, int bins, boolean log) {
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            double part = i / (double) bins;
            edges[i] = log ? low * Math.pow(high / low, part) : low + (high - low) * part;
        }
        return EnergyGrid.ofEdges(edges);
    }

    private static EnergyGrid read(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String[] cells = line.trim().split("[\\s,;]+");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (cells.length == 0) {
                throw new IOException(file + " line " + number + " is '" + line + "', expected energies in keV");
            }
            try {
                rows.add(cells.length == 1 ? new double[] {Double.parseDouble(cells[0])}
                        : new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])});
            } catch (NumberFormatException e) {
                if (!rows.isEmpty()) {
                    throw new IOException(file + " line " + number + " is '" + line
                            + "', expected energies in keV", e);
                }
                // A heading.
            }
        }
        boolean edges = rows.stream().allMatch(r -> r.length == 1);
        if (rows.isEmpty() || !edges && rows.stream().anyMatch(r -> r.length == 1)) {
            throw new IOException(file + " has " + rows.size() + " lines with energies, expected a column of edges in keV, "
                    + "or columns of lower and upper bounds");
        }
        try {
            return edges ? EnergyGrid.ofEdges(rows.stream().mapToDouble(r -> r[0]).toArray())
                    : new EnergyGrid(rows.stream().mapToDouble(r -> r[0]).toArray(),
                            rows.stream().mapToDouble(r -> r[1]).toArray());
        } catch (RefusedValueException e) {
            throw new IOException(file + ": " + ErrorSentence.of(e), e);
        }
    }
}
