package io.github.montecat.cli.option;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.job.Assignments;
import io.github.montecat.ogip.FileResponse;
import io.github.montecat.ogip.TableModelReader;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.TableModel;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that say what to simulate: model, priors and response. Shared by {@code train} and {@code simulate}. */
public final class ForwardOptions {

    /** A table in an expression. */
    private static final Pattern TABLE = Pattern.compile("\\{([^{}]*)\\}");

    private ForwardOptions() {
    }

    /** @param options get model, priors and response */
    public static void addTo(Options options) {
        options.addOption(Option.builder().longOpt("model").hasArg().argName("EXPR")
                .desc("model in XSPEC's syntax, such as 'tbabs*powerlaw'; table models as 'atable{FILE}', "
                        + "'mtable{FILE}', 'etable{FILE}'").get());
        AbundanceOption.addTo(options);
        options.addOption(Option.builder().longOpt("prior").hasArg().argName("NAME=PRIOR")
                .desc("prior of a free parameter, once for each: nH=uniform:0.1,0.5 or norm=loguniform:0.1,10").get());
        options.addOption(Option.builder().longOpt("fix").hasArg().argName("NAME=VALUE")
                .desc("value of a parameter that is not free").get());
        options.addOption(Option.builder().longOpt("rmf").hasArg().argName("FILE")
                .desc("redistribution matrix (RMF or RSP)").get());
        options.addOption(Option.builder().longOpt("arf").hasArg().argName("FILE")
                .desc("effective area (ARF); none if the matrix has it").get());
    }

    /** Model and priors; the model may have tables. */
    public static ModelPrior prior(Arguments arguments) throws UsageException {
        return prior(arguments, expression(arguments), new TableModelReader(Path.of("")));
    }

    /** Model and priors for a bundle, and the tables it has to carry, by their names in the model's expression. */
    public record Trainable(ModelPrior prior, Map<String, TableModel> tables) {
    }

    /** Model and priors for a bundle: tables are called by the file's name alone, whatever folder they came from. */
    public static Trainable trainable(Arguments arguments) throws UsageException {
        Map<String, Path> paths = new LinkedHashMap<>();
        Map<String, TableModel> tables = new LinkedHashMap<>();
        TableModelReader reader = new TableModelReader(Path.of(""));
        String expression = TABLE.matcher(expression(arguments)).replaceAll(m -> {
            Path path = Path.of(m.group(1).trim());
            String name = path.getFileName() == null ? "" : path.getFileName().toString();
            paths.putIfAbsent(name, path);
            // Two tables of one name keep their paths, which are then not found below.
            return Matcher.quoteReplacement("{" + (path.equals(paths.get(name)) ? name : path) + "}");
        });
        ModelPrior prior = prior(arguments, expression, name -> {
            if (!paths.containsKey(name)) {
                throw new IOException("a bundle cannot carry two tables of one name; rename one");
            }
            TableModel table = reader.read(paths.get(name).toString());
            tables.put(name, table);
            return table;
        });
        return new Trainable(prior, tables);
    }

    private static String expression(Arguments arguments) throws UsageException {
        return arguments.text("model").orElseThrow(() -> new UsageException("--model is missing"));
    }

    private static ModelPrior prior(Arguments arguments, String expression, TableModelSource tables)
            throws UsageException {
        ModelSettings settings = AbundanceOption.settings(arguments);
        Map<String, Prior> priors = priors(arguments);
        Map<String, Double> fixed = assignments(arguments.texts("fix"), "fix", ForwardOptions::number);
        try {
            return new ModelPrior(ModelExpression.parse(expression, settings, tables), priors, fixed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static double number(String text) {
        try {
            double value = Double.parseDouble(text.trim());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as a number that is not finite.
        }
        throw new RefusedValueException("'" + text.trim() + "' is no finite number");
    }

    /**
     * @param arguments may have priors
     * @return the priors by parameter
     * @throws UsageException if one is not of the form NAME=PRIOR
     */
    public static Map<String, Prior> priors(Arguments arguments) throws UsageException {
        return assignments(arguments.texts("prior"), "prior", Prior::parse);
    }

    static <T> Map<String, T> assignments(List<String> texts, String option, Function<String, T> value)
            throws UsageException {
        try {
            return Assignments.parse(texts, "--" + option, value);
        } catch (RefusedValueException e) {
            throw new UsageException("", e);
        }
    }

    /**
     * The response to single channels, and what its matrix says: number of the first channel, mission and instrument.
     */
    public record FullResponse(Response response, int firstChannel, String telescope, String instrument) {
    }

    /**
     * @param arguments has a redistribution matrix and may have an effective area
     * @return the response
     * @throws UsageException if there is no matrix
     * @throws IOException if a file cannot be read
     */
    public static FullResponse response(Arguments arguments) throws UsageException, IOException {
        Path rmf = arguments.path("rmf").orElseThrow(() -> new UsageException("--rmf is missing"));
        FileResponse read = FileResponse.read(rmf, arguments.path("arf"));
        return new FullResponse(read.response(), read.matrix().firstChannel(), read.matrix().telescope(),
                read.matrix().instrument());
    }
}
