package io.github.montecat.cli.option;

import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.absorption.AbundanceTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The option that names the abundances of a model. It goes with every option or word that names a model. */
public final class AbundanceOption {

    private static final String NAME = "abund";

    private AbundanceOption() {
    }

    public static void addTo(Options options) {
        options.addOption(Option.builder().longOpt(NAME).hasArg().argName("NAME")
                .desc("abundances of the model, XSPEC's name: " + Arrays.stream(AbundanceTable.values())
                        .map(AbundanceTable::xspecName).collect(Collectors.joining(", ")) + " ("
                        + ModelSettings.DEFAULT.abundances().xspecName() + ")").get());
    }

    public static ModelSettings settings(Arguments arguments) throws UsageException {
        Optional<String> name = arguments.text(NAME);
        try {
            return name.map(n -> new ModelSettings(AbundanceTable.named(n))).orElse(ModelSettings.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + NAME + ": " + e.getMessage());
        }
    }
}
