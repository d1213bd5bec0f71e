package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.cli.option.AbundanceOption;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.EnergyBand;
import io.github.montecat.cli.option.EnergyOptions;
import io.github.montecat.cli.option.ObservationOptions;
import io.github.montecat.cli.option.TableFileWriter;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.error.Counted;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fit.BestFit;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.fit.SpectralFit;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import uk.ac.starlink.table.StarTable;

/**
 * {@code montecat model}: what a model predicts, as a table: its spectrum, its flux in bands, or its count rates beside a
 * measured spectrum with the fit statistic, if asked at the best fit.
 */
public final class ModelCommand implements Command {

    private static final String CSTAT = FitStatistic.C_STAT.key();

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String summary() {
        return "evaluate a model: spectrum, fluxes, rates and statistic for a PHA file, best fit";
    }

    @Override
    public String usageArguments() {
        return "EXPR PAR...";
    }

    @Override
    public Options options() {
        Options options = new Options();
        EnergyOptions.addTo(options);
        options.addOption(Option.builder().longOpt("band").hasArg().argName("LO,HI")
                .desc("flux from LO to HI keV; may be given several times").get());
        ObservationOptions.addTo(options);
        options.addOption(Option.builder().longOpt("statistic").hasArg().argName("NAME")
                .desc("chi, cstat (XSPEC's: the W-statistic where there is a background) or wstat (cstat)").get());
        options.addOption(Option.builder().longOpt("fit")
                .desc("fit the spectrum, starting at the values given").get());
        options.addOption(Option.builder().longOpt("freeze").hasArg().argName("NAME")
                .desc("keep a parameter in the fit; may be given several times").get());
        options.addOption(Option.builder().longOpt("thaw").hasArg().argName("NAME")
                .desc("fit a parameter that XSPEC freezes; may be given several times").get());
        AbundanceOption.addTo(options);
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("table to write, its format by its name; standard output as text if not given").get());
        options.addOption(Option.builder().longOpt("ofmt").hasArg().argName("FORMAT")
                .desc("format of the output, STIL's name").get());
        return options;
    }

    @Override
    public String details() {
        return "EXPR is a model in XSPEC's syntax, PAR its parameters in XSPEC's order, all of them or those that XSPEC "
                + "does not\nfreeze; NAME=VALUE sets one by name (also a negative one: put '--' before negative numbers).\n\n"
                + "The table has a row per energy bin; with --band alone, a row per band; with --rmf, a row per channel;\n"
                + "with --pha, a row per good, noticed bin, and the statistic among the table's parameters.\n\n"
                + "  montecat model 'tbabs*powerlaw' 0.2 1.7 1 --grid 0.3,10,970,lin -o model.fits\n"
                + "  montecat model 'tbabs*powerlaw' 0.2 1.7 1 --band 0.3,10 --band 2,10\n"
                + "  montecat model 'tbabs*powerlaw' 0.2 2 5e-4 --pha source.pha --notice 0.5,10 --fit";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        TableFileWriter writer = TableFileWriter.of(arguments);
        ModelSettings settings = AbundanceOption.settings(arguments);
        ModelWords words = ModelWords.parse(arguments.words(), settings);
        List<EnergyBand> bands = new ArrayList<>();
        for (String text : arguments.texts("band")) {
            bands.add(EnergyBand.parse("band", text));
        }
        if (!arguments.has("pha")) {
            for (String option : List.of("row", "back", "notice", "ignore", "statistic", "fit", "freeze", "thaw")) {
                if (arguments.has(option)) {
                    throw new UsageException("--" + option + " needs a spectrum; give one with --pha");
                }
            }
        }
        StarTable table;
        if (arguments.has("pha")) {
            table = observed(arguments, words, settings, bands, console);
        } else if (arguments.has("rmf")) {
            Response response = ObservationOptions.response(arguments, Optional.empty());
            double[] flux = flux(words.model(), response.energies(), words.values());
            table = ModelTables.channels(response.bins(), response.fold(flux));
            ModelTables.addModel(table, words.model(), settings, words.values());
            addFluxes(table, bands, response.energies(), flux, console);
        } else {
            table = unfolded(arguments, words, settings, bands);
        }
        writer.write(table, console);
        arguments.text("output").ifPresent(name -> console.remark("wrote " + Counted.of(table.getRowCount(), "row",
                "rows") + " to " + name));
        return ExitCode.OK;
    }

    private static double[] flux(SpectralModel model, EnergyGrid grid, double[] values) {
        return model.on(grid).photonFlux(values);
    }

    private static StarTable unfolded(Arguments arguments, ModelWords words, ModelSettings settings,
            List<EnergyBand> bands) throws Exception {
        if (arguments.has("arf")) {
            throw new UsageException("--arf needs a redistribution matrix; give one with --rmf");
        }
        EnergyGrid grid = EnergyOptions.grid(arguments);
        double[] flux = flux(words.model(), grid, words.values());
        StarTable table = bands.isEmpty() ? ModelTables.spectrum(grid, flux)
                : ModelTables.bands(bands, bands.stream().map(b -> b.flux(grid, flux)).toList());
        ModelTables.addModel(table, words.model(), settings, words.values());
        ModelTables.addParameter(table, "energies", grid.toString(), "", "meta.note", "energies of the model");
        return table;
    }

    private static StarTable observed(Arguments arguments, ModelWords words, ModelSettings settings,
            List<EnergyBand> bands, Console console) throws Exception {
        if (EnergyOptions.given(arguments)) {
            throw new UsageException("with --pha the model is evaluated on the energies of the response; "
                    + "leave out --energies and --grid");
        }
        SpectralModel model = words.model();
        boolean[] frozen = frozen(arguments, model);
        Spectrum spectrum = ObservationOptions.spectrum(arguments);
        Response response = ObservationOptions.response(arguments, Optional.of(spectrum));
        NoticedBins bins = ObservationOptions.bins(arguments, spectrum, response);
        BinnedCounts data = new BinnedCounts(spectrum, bins);
        FitStatistic statistic = statistic(arguments, data);
        if (statistic != FitStatistic.CHI_SQUARED && !data.isPoisson()) {
            console.remark("the errors of " + spectrum.name() + " are not those of counts, as the " + statistic.title()
                    + " takes them to be; --statistic chi uses them");
        }
        FoldedModel folded = new FoldedModel(model, response, bins);
        double[] values = words.values();
        Optional<BestFit> fit = arguments.has("fit")
                ? Optional.of(new SpectralFit(folded, data, statistic).fit(values, frozen)) : Optional.empty();
        if (fit.isPresent()) {
            values = fit.get().values();
        }
        double[] rates = folded.rates(values);
        StarTable table = ModelTables.bins(spectrum, bins, data, rates, statistic);
        ModelTables.addModel(table, model, settings, values);
        if (fit.isPresent()) {
            addErrors(table, model, fit.get(), console);
        }
        int free = 0;
        for (boolean f : frozen) {
            free += f ? 0 : 1;
        }
        double value = statistic.value(data, rates);
        ModelTables.addParameter(table, "statistic_name", statistic.title(), "", "meta.note", "fit statistic");
        ModelTables.addParameter(table, "statistic", value, "", "stat.fit.goodness", "value of the fit statistic");
        ModelTables.addParameter(table, "bins", bins.size(), "", "meta.number", "bins it is the sum over");
        ModelTables.addParameter(table, "dof", bins.size() - free, "", "stat.fit.dof", "bins less free parameters");
        console.remark(String.format(Locale.ROOT, "%s %.6g for %d bins, %d degrees of freedom, %.6g-%.6g keV",
                statistic.title(), value, bins.size(), bins.size() - free, bins.low(0), bins.high(bins.size() - 1)));
        if (!bands.isEmpty()) {
            addFluxes(table, bands, response.energies(), flux(model, response.energies(), values), console);
        }
        return table;
    }

    private static boolean[] frozen(Arguments arguments, SpectralModel model) throws UsageException {
        boolean[] frozen = new boolean[model.parameters().size()];
        for (int i = 0; i < frozen.length; i++) {
            frozen[i] = model.parameters().get(i).frozen();
        }
        for (String label : arguments.texts("freeze")) {
            frozen[ModelWords.index(model, label)] = true;
        }
        for (String label : arguments.texts("thaw")) {
            frozen[ModelWords.index(model, label)] = false;
        }
        return frozen;
    }

    private static FitStatistic statistic(Arguments arguments, BinnedCounts data) throws UsageException {
        String name = arguments.text("statistic").orElse(CSTAT);
        FitStatistic statistic = FitStatistic.named(name).orElseThrow(() -> new UsageException("--statistic is '" + name
                + "', expected one of " + FitStatistic.known()));
        return statistic == FitStatistic.C_STAT ? FitStatistic.poisson(data) : statistic;
    }

    private static void addErrors(StarTable table, SpectralModel model, BestFit fit, Console console) {
        TextTable text = new TextTable("parameter", "unit", "best fit", "error");
        for (int i = 0; i < fit.values().length; i++) {
            ModelParameter p = model.parameters().get(i);
            double error = fit.errors()[i];
            if (error != 0) {
                ModelTables.addParameter(table, p.label() + "_error", error, p.unit(), "stat.error;" + p.ucd(),
                        "standard deviation of " + p.label() + ", from the curvature at the best fit");
            }
            text.row(p.label(), p.unit(), String.format(Locale.ROOT, "%.6g", fit.values()[i]),
                    error == 0 ? "" : String.format(Locale.ROOT, "%.3g", error));
        }
        text.toString().stripTrailing().lines().forEach(console::remark);
    }

    private static void addFluxes(StarTable table, List<EnergyBand> bands, EnergyGrid grid, double[] flux,
            Console console) {
        int number = 0;
        for (EnergyBand band : bands) {
            EnergyBand.Flux f = band.flux(grid, flux);
            ModelTables.addFlux(table, ++number, band, f);
            console.remark(String.format(Locale.ROOT, "%s: %.6g erg/cm2/s, %.6g photons/cm2/s", band, f.energy(),
                    f.photons()));
        }
    }
}
