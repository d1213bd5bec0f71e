package io.github.montecat.cli;

import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.EnergyBand;
import io.github.montecat.cli.option.EnergyOptions;
import io.github.montecat.cli.option.ForwardOptions;
import io.github.montecat.cli.option.ReferenceValues;
import io.github.montecat.cli.option.TrainOptions;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.job.FluxTexts;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.spectrum.EnergyGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Reads values of options as the commands do. For the fuzz harness. */
public final class OptionReaders {

    /** Valid options, one per line after the word that says who reads them. */
    public static final List<String> SEEDS = List.of("band\n0.3,10", "grid\n0.1,50,500,log", "grid\n1,2,3,lin",
            "energies\nlow,high\n1,2\n2,3\n3,4.5\n", "energies\n1\n2\n# end\n3e0\n",
            "flux\n0.5-2,2-10\n70,0.3", "reference\nnH=0.22:0.01,PhoIndex=2.04:1.97:2.11,norm=0.1",
            "words\ntbabs*powerlaw\n0.2\n1.7\n1",
            "words\npowerlaw\nPhoIndex=1.7\nnorm=2e-3", "training\n--exposure\n10,100\n--dropout\n0.1\n--rate\n1e-3",
            "training\n--exposure\n10\n--exposure-range\n8,12.5\n--units\n20\n--head\ndensity\n--schedule\ncosine",
            "prior\n--model\ntbabs*powerlaw\n--prior\nnH=uniform:0.1,0.5\n--prior\nPhoIndex=uniform:1,3\n--fix\n"
                    + "norm=1");

    private static final EnergyGrid GRID = EnergyGrid.ofEdges(0.1, 1, 10);

    private OptionReaders() {
    }

    /**
     * Reads an option. Its value is one that can be typed.
     *
     * @param text as in {@link #SEEDS}
     * @param folder for a file that an option names
     * @throws Exception if it is refused
     */
    public static void read(String text, Path folder) throws Exception {
        List<String> lines = new ArrayList<>(text.substring(0, Math.min(500, text.length())).lines()
                .map(l -> l.replaceAll("\\p{Cntrl}", "")).toList());
        String reader = lines.isEmpty() ? "" : lines.remove(0);
        String first = lines.isEmpty() ? "" : lines.get(0);
        switch (reader) {
            case "band" -> EnergyBand.parse("notice", first).flux(GRID, new double[GRID.size()]);
            case "grid" -> EnergyOptions.grid(arguments(List.of("--grid=" + first), "grid"));
            case "energies" -> {
                Path file = Files.write(folder.resolve("energies.csv"), lines);
                EnergyOptions.grid(arguments(List.of("--energies=" + file), "energies"));
            }
            case "flux" -> new FluxTexts(Optional.of(first), Optional.of(true), Optional.of(true),
                    lines.stream().skip(1).findFirst())
                    .derivations(List.of(), name -> name);
            case "reference" -> ReferenceValues.parse("reference", "mine", first, prior());
            case "words" -> ModelWords.parse(lines, ModelSettings.DEFAULT);
            case "training" -> {
                Options options = new Options();
                TrainOptions.addTo(options);
                Arguments arguments = arguments(lines, options);
                TrainOptions.settings(arguments);
                TrainOptions.served(arguments, TrainOptions.exposure(arguments));
            }
            default -> {
                Options options = new Options();
                ForwardOptions.addTo(options);
                ForwardOptions.prior(arguments(lines, options));
            }
        }
    }

    private static Arguments arguments(List<String> words, String option) throws UsageException {
        return arguments(words, new Options().addOption(null, option, true, ""));
    }

    private static Arguments arguments(List<String> words, Options options) throws UsageException {
        try {
            return new Arguments(new DefaultParser().parse(options, words.toArray(String[]::new)));
        } catch (ParseException e) {
            throw new UsageException("the command line is wrong");
        }
    }

    private static ModelPrior prior() {
        return new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), Map.of("nH", new UniformPrior(0, 1), "PhoIndex",
                new UniformPrior(1, 3), "norm", new LogUniformPrior(0.01, 1)), Map.of());
    }
}
