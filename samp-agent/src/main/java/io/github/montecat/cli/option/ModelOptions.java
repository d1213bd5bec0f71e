package io.github.montecat.cli.option;

import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.EnergyRange;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.ogip.TableModelReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that choose the model of a fit. */
public final class ModelOptions {

    private static final String MODEL = "model";
    private static final String PRIOR = "prior";
    private static final String FIX = "fix";
    private static final String NOTICE = "notice";
    private static final String ABUND = "abund";

    private ModelOptions() {
    }

    /** @return where the user's own models lie */
    static Path folder() {
        return Path.of(System.getProperty("user.home"), ".montecat", "models");
    }

    public static Options addTo(Options options) {
        options.addOption(Option.builder("m").longOpt(MODEL).hasArg().argName("NAME|EXPR")
                        .desc("model to fit with the exact likelihood: a name ('montecat models list'), a file or an "
                                + "expression in XSPEC's syntax, such as 'tbabs*powerlaw'; without it a bundle where one "
                                + "fits, else " + FitModel.DEFAULT).get())
                .addOption(Option.builder().longOpt(PRIOR).hasArg().argName("NAME=PRIOR")
                        .desc("prior of a parameter, once for each: PhoIndex=uniform:1,3, norm=loguniform:1e-6,1e-3, "
                                + "PhoIndex=normal:1.8,0.2 (mean, sigma) or nH=lognormal:0.1,0.3 (median, sigma in dex); "
                                + "without --model it must lie inside the bundle's prior")
                        .get())
                .addOption(Option.builder().longOpt(FIX).hasArg().argName("NAME=VALUE")
                        .desc("value of a parameter that is not free, once for each; a parameter's name instead of a number "
                                + "ties the two").get())
                .addOption(Option.builder().longOpt(NOTICE).hasArg().argName("LO,HI")
                        .desc("energies in keV to fit; a bin that an end lies in is left out").get());
        AbundanceOption.addTo(options);
        return options;
    }

    /** The user's models and the shipped ones. */
    public static FitModelLibrary library() throws IOException {
        return FitModelLibrary.of(folder(), new TableModelReader(Path.of("")));
    }

    public static ModelChoice choice(Arguments arguments) throws UsageException, IOException {
        for (String option : new String[] {FIX, ABUND}) {
            if (arguments.has(option) && !arguments.has(MODEL)) {
                throw new UsageException("--" + option + " goes with --" + MODEL);
            }
        }
        if (arguments.has(MODEL) && arguments.has("bundle")) {
            throw new UsageException("give --" + MODEL + " or --bundle, not both");
        }
        try {
            Optional<EnergyRange> noticed = arguments.text(NOTICE).map(EnergyRange::parse);
            FitModelEdit edit = edit(arguments);
            if (arguments.has("bundle")) {
                return new ModelChoice(ModelChoice.automatic().model(), false, noticed, edit.priors());
            }
            return new ModelChoice(library().find(arguments.text(MODEL).orElse(FitModel.DEFAULT), edit),
                    arguments.has(MODEL), noticed, arguments.has(MODEL) ? Map.of() : edit.priors());
        } catch (FitModelFormatException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static FitModelEdit edit(Arguments arguments) throws UsageException {
        Map<String, Double> fixed = new LinkedHashMap<>();
        Map<String, String> ties = new LinkedHashMap<>();
        ForwardOptions.assignments(arguments.texts(FIX), FIX, String::trim).forEach((label, text) -> {
            try {
                fixed.put(label, Double.valueOf(text));
            } catch (NumberFormatException e) {
                ties.put(label, text);
            }
        });
        return new FitModelEdit(ForwardOptions.priors(arguments), fixed, ties,
                AbundanceOption.settings(arguments));
    }
}
