package io.github.montecat.plugin;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.util.FileDataSource;
import uk.ac.starlink.util.URLUtils;

/**
 * Nominal energies of detector channels: the EBOUNDS table. Immutable.
 *
 * <p>Source: OGIP CAL/GEN/92-002, section on EBOUNDS.
 */
final class EnergyBounds {

    private static final Logger LOG = Logger.getLogger(EnergyBounds.class.getName());

    /** Lower and upper energy in keV by channel number. */
    private final Map<Integer, double[]> byChannel;

    private EnergyBounds(Map<Integer, double[]> byChannel) {
        this.byChannel = byChannel;
    }

    /**
     * Looks in the spectrum's own file, then in the response that it names (RESPFILE) if that lies beside it.
     *
     * @param file the spectrum's file
     * @param spectrum its SPECTRUM extension
     * @param source where the file came from
     * @param storage where STIL may keep scratch data
     * @return the energies; empty if there are none or they cannot be read, which is logged
     */
    static Optional<EnergyBounds> find(OgipFile file, StarTable spectrum, DataSource source, StoragePolicy storage) {
        try {
            Optional<StarTable> own = file.find("EBOUNDS", t -> true);
            if (own.isPresent()) {
                return Optional.of(of(own.get()));
            }
            Optional<File> response = OgipFile.keyword(spectrum, "RESPFILE").flatMap(r -> beside(source, r));
            if (response.isEmpty()) {
                return Optional.empty();
            }
            Optional<StarTable> theirs = OgipFile.read(new FileDataSource(response.get()), storage)
                    .find("EBOUNDS", t -> true);
            return theirs.isPresent() ? Optional.of(of(theirs.get())) : Optional.empty();
        } catch (IOException e) {
            LOG.log(Level.WARNING, source.getName() + ": shown without energies, as EBOUNDS cannot be read: "
                    + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * @param channel a detector channel
     * @return lower and upper energy in keV; empty if the channel is not in the table
     */
    Optional<double[]> of(int channel) {
        return Optional.ofNullable(byChannel.get(channel)).map(double[]::clone);
    }

    private static EnergyBounds of(StarTable table) throws IOException {
        int channel = column(table, "CHANNEL");
        int low = column(table, "E_MIN");
        int high = column(table, "E_MAX");
        double scale = scaleToKev(table, low);
        OgipFile.rows(table);
        Map<Integer, double[]> bounds = new HashMap<>();
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                if (rows.getCell(channel) instanceof Number && rows.getCell(low) instanceof Number
                        && rows.getCell(high) instanceof Number) {
                    bounds.put(((Number) rows.getCell(channel)).intValue(), new double[] {
                        scale * ((Number) rows.getCell(low)).doubleValue(),
                        scale * ((Number) rows.getCell(high)).doubleValue(),
                    });
                }
            }
        }
        return new EnergyBounds(bounds);
    }

    private static double scaleToKev(StarTable table, int column) {
        String unit = table.getColumnInfo(column).getUnitString();
        return unit != null && unit.trim().equals("eV") ? 1e-3 : 1;
    }

    private static int column(StarTable table, String name) throws IOException {
        int index = OgipFile.column(table, name);
        if (index < 0) {
            throw new TableFormatException("EBOUNDS has no column " + name);
        }
        return index;
    }

    private static Optional<File> beside(DataSource source, String name) {
        if (source.getURL() == null || !"file".equals(source.getURL().getProtocol())
                || name.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        // Only the last part of the name: a header of somebody else's must not make us read elsewhere.
        File response = new File(URLUtils.urlToFile(source.getURL().toString()).getParentFile(),
                new File(name).getName());
        return response.isFile() ? Optional.of(response) : Optional.empty();
    }
}
