package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.ModelOptions;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.ModelPrior;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code models}: the fit models that {@code --model} takes by name. */
public final class ModelsCommand implements Command {

    private static final FitModelEdit NOTHING = new FitModelEdit(Map.of(), Map.of(), Map.of(), ModelSettings.DEFAULT);

    @Override
    public String name() {
        return "models";
    }

    @Override
    public String summary() {
        return "List, show or check the models that spectra can be fitted with";
    }

    @Override
    public String usageArguments() {
        return "list | show NAME|FILE|EXPR | check [NAME|FILE|EXPR...]";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public String details() {
        return """
                list   all models: those of the program and those in ~/.montecat/models, which win
                show   expression, priors, fixed and tied parameters of a model
                check  reads models (all, if none is named); exit code 1 if one is bad

                A model of your own is a file ~/.montecat/models/NAME.model, for example:

                  description = power law of the soft band
                  model = tbabs*powerlaw
                  prior.nH = lognormal:0.1,0.5
                  prior.PhoIndex = normal:1.8,0.3
                  prior.norm = loguniform:1e-7,1e-2

                Priors: uniform:MIN,MAX  loguniform:MIN,MAX  normal:MEAN,SIGMA  lognormal:MEDIAN,DEX; the last two take MIN,MAX
                as well. Further lines: fix.NAME = VALUE, tie.NAME = OTHER, abund = NAME, xsect = NAME. A parameter about which
                nothing is said has its default prior.
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        List<String> words = arguments.words();
        String action = words.isEmpty() ? "list" : words.get(0);
        List<String> names = words.isEmpty() ? words : words.subList(1, words.size());
        FitModelLibrary library = ModelOptions.library();
        switch (action) {
            case "list" -> {
                if (!names.isEmpty()) {
                    throw new UsageException("list takes no names, got " + String.join(" ", names));
                }
                list(library, console);
                return ExitCode.OK;
            }
            case "show" -> {
                if (names.size() != 1) {
                    throw new UsageException("show takes one model, got " + names.size());
                }
                show(library.find(names.get(0), NOTHING), console.out());
                return ExitCode.OK;
            }
            case "check" -> {
                return check(library, names, console);
            }
            default -> throw new UsageException("unknown action '" + action + "', expected list, show or check");
        }
    }

    private static void list(FitModelLibrary library, Console console) {
        int width = library.models().stream().mapToInt(m -> m.name().length()).max().orElse(0);
        for (FitModel model : library.models()) {
            console.out().printf(Locale.ROOT, "%-" + width + "s  %-32s %s%n", model.name(),
                    model.prior().model().expression(), model.description());
        }
        library.refused().forEach((name, reason) -> console.remark("left out: " + reason));
    }

    private static void show(FitModel model, PrintStream out) {
        ModelPrior prior = model.prior();
        out.println(prior.model().expression() + (model.description().isEmpty() ? "" : "  " + model.description()));
        for (ModelParameter p : prior.model().parameters()) {
            Optional<ModelPrior.Free> free = prior.free().stream().filter(f -> f.parameter().equals(p)).findFirst();
            String value = free.map(f -> f.prior().toString()).orElseGet(() -> prior.ties().containsKey(p.label())
                    ? "= " + prior.ties().get(p.label()) : "fixed at " + prior.fixed().get(p.label()));
            out.printf(Locale.ROOT, "  %-18s %-36s %-28s %s%n", p.label(), value, p.unit(), p.description());
        }
        out.println("  abundances " + model.settings().abundances().xspecName() + ", cross sections "
                + model.settings().crossSections().xspecName());
    }

    private static ExitCode check(FitModelLibrary library, List<String> names, Console console) {
        List<String> all = names.isEmpty() ? library.models().stream().map(FitModel::name).toList() : names;
        boolean sound = true;
        for (String name : all) {
            try {
                library.find(name, NOTHING);
                console.out().println(name + ": ok");
            } catch (FitModelFormatException e) {
                sound = false;
                console.out().println(name + ": " + e.getMessage());
            }
        }
        if (names.isEmpty()) {
            library.refused().forEach((name, reason) -> console.out().println(name + ": " + reason));
            sound &= library.refused().isEmpty();
        }
        return sound ? ExitCode.OK : ExitCode.BAD_INPUT;
    }
}
