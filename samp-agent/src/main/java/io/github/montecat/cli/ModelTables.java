package io.github.montecat.cli;

import io.github.montecat.cli.option.EnergyBand;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/** Tables of what a model predicts: its spectrum, fluxes in bands, rates in channels or in the bins of a spectrum. */
final class ModelTables {

    private static final String PHOTON_FLUX = "photon.cm**-2.s**-1";
    private static final String ENERGY_FLUX = "erg.cm**-2.s**-1";
    private static final String RATE = "count.s**-1";
    private static final String RATE_UCD = "arith.rate;phot.count;em.X-ray";

    private ModelTables() {
    }

    /** A row per energy bin: bounds, photons in the bin, photons per keV. */
    static ColumnStarTable spectrum(EnergyGrid grid, double[] flux) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(flux.length);
        table.setName("model spectrum");
        addBounds(table, grid.lows(), grid.highs());
        add(table, "photon_flux", PHOTON_FLUX, "phot.flux;em.X-ray;meta.modelled", "photons in the energy bin", flux);
        add(table, "photon_flux_density", "photon.cm**-2.s**-1.keV**-1", "phot.flux.density;em.X-ray;meta.modelled",
                "photons per keV, mean over the energy bin", fill(flux.length, i -> flux[i] / (grid.high(i) - grid.low(i))));
        return table;
    }

    /** A row per band: bounds, energy flux, photon flux. */
    static ColumnStarTable bands(List<EnergyBand> bands, List<EnergyBand.Flux> fluxes) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(bands.size());
        table.setName("model fluxes");
        addBounds(table, fill(bands.size(), i -> bands.get(i).low()), fill(bands.size(), i -> bands.get(i).high()));
        add(table, "energy_flux", ENERGY_FLUX, "phot.flux;em.X-ray;meta.modelled", "energy flux in the band",
                fill(bands.size(), i -> fluxes.get(i).energy()));
        add(table, "photon_flux", PHOTON_FLUX, "phot.flux;em.X-ray;meta.modelled", "photon flux in the band",
                fill(bands.size(), i -> fluxes.get(i).photons()));
        return table;
    }

    /** A row per channel: bounds, rate. */
    static ColumnStarTable channels(EnergyGrid channels, double[] rates) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(rates.length);
        table.setName("folded model");
        addBounds(table, channels.lows(), channels.highs());
        add(table, "model_rate", RATE, RATE_UCD + ";meta.modelled", "counts/s that the model predicts", rates);
        return table;
    }

    /** A row per noticed bin: channels, bounds, what was measured, what the model predicts, what it adds to the statistic. */
    static ColumnStarTable bins(Spectrum spectrum, NoticedBins bins, BinnedCounts data, double[] rates,
            FitStatistic statistic) {
        int n = bins.size();
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(n);
        table.setName("folded model");
        int[] first = new int[n];
        int[] last = new int[n];
        Arrays.fill(first, -1);
        for (int c = 0; c < bins.channelCount(); c++) {
            int b = bins.bin(c);
            if (b >= 0) {
                first[b] = first[b] < 0 ? c + spectrum.firstChannel() : first[b];
                last[b] = c + spectrum.firstChannel();
            }
        }
        addNumbers(table, "channel_first", "first detector channel of the bin", first);
        addNumbers(table, "channel_last", "last detector channel of the bin", last);
        addBounds(table, fill(n, bins::low), fill(n, bins::high));
        add(table, "counts", "count", "phot.count;em.X-ray", "measured counts", fill(n, data::counts));
        if (data.hasBackground()) {
            add(table, "background_counts", "count", "phot.count;em.X-ray;instr.background",
                    "counts of the background spectrum, not scaled", fill(n, data::background));
        }
        add(table, "net_rate", RATE, RATE_UCD, "measured counts/s, background taken off, per unit of AREASCAL",
                fill(n, data::netRate));
        add(table, "net_rate_error", RATE, "stat.error;phot.count;em.X-ray", "standard deviation of net_rate",
                fill(n, b -> Math.sqrt(data.variance(b))));
        add(table, "model_rate", RATE, RATE_UCD + ";meta.modelled", "counts/s that the model predicts", rates);
        add(table, "statistic", "", "stat.fit.goodness", "what the bin adds to the " + statistic.title(),
                fill(n, b -> statistic.term(data, b, rates[b])));
        return table;
    }

    /** Says in a table which model it is about. */
    static void addModel(StarTable table, SpectralModel model, ModelSettings settings, double[] values) {
        addParameter(table, "model", model.expression(), "", "meta.note;meta.modelled", "model in XSPEC's syntax");
        for (int i = 0; i < values.length; i++) {
            ModelParameter p = model.parameters().get(i);
            addParameter(table, p.label(), values[i], p.unit(), p.ucd(), p.description());
        }
        addParameter(table, "abundances", settings.abundances().xspecName(), "", "meta.note",
                "abundance table, XSPEC's name");
        addParameter(table, "cross_sections", "vern", "", "meta.note",
                "photoelectric cross sections, XSPEC's name (Verner et al. 1996)");
    }

    /** Adds fluxes in bands to a table about something else. */
    static void addFlux(StarTable table, int number, EnergyBand band, EnergyBand.Flux flux) {
        addParameter(table, "energy_flux_" + number, flux.energy(), ENERGY_FLUX, "phot.flux;em.X-ray;meta.modelled",
                "energy flux at " + band);
        addParameter(table, "photon_flux_" + number, flux.photons(), PHOTON_FLUX, "phot.flux;em.X-ray;meta.modelled",
                "photon flux at " + band);
    }

    /** Adds a table parameter. */
    static void addParameter(StarTable table, String name, Object value, String unit, String ucd, String description) {
        DefaultValueInfo info = new DefaultValueInfo(name, value.getClass(), description);
        if (!unit.isEmpty()) {
            info.setUnitString(unit);
        }
        if (!ucd.isEmpty()) {
            info.setUCD(ucd);
        }
        table.setParameter(new DescribedValue(info, value));
    }

    private static void addBounds(ColumnStarTable table, double[] low, double[] high) {
        add(table, "energy_lo", "keV", "em.energy;stat.min", "lower bound", low);
        add(table, "energy_hi", "keV", "em.energy;stat.max", "upper bound", high);
    }

    private static void add(ColumnStarTable table, String name, String unit, String ucd, String description,
            double[] values) {
        ColumnInfo info = new ColumnInfo(name, Double.class, description);
        if (!unit.isEmpty()) {
            info.setUnitString(unit);
        }
        info.setUCD(ucd);
        table.addColumn(ArrayColumn.makeColumn(info, values));
    }

    private static void addNumbers(ColumnStarTable table, String name, String description, int[] values) {
        ColumnInfo info = new ColumnInfo(name, Integer.class, description);
        info.setUCD("meta.number;instr");
        table.addColumn(ArrayColumn.makeColumn(info, values));
    }

    private static double[] fill(int n, IntToDoubleFunction value) {
        return IntStream.range(0, n).mapToDouble(value).toArray();
    }
}
