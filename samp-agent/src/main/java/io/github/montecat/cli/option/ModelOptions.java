package io.github.montecat.cli.option;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.error.UserMessage;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.job.JointRequest;
import io.github.montecat.job.ModelRequest;
import io.github.montecat.job.ModelSetRequest;
import io.github.montecat.job.ParameterRequest;
import io.github.montecat.ogip.TableModelReader;
import io.github.montecat.table.ParameterSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that choose the model of a fit. */
public final class ModelOptions {

    private static final String MODEL = ModelRequest.MODEL;
    private static final String PRIOR = ModelRequest.PRIOR;
    private static final String FIX = ModelRequest.FIX;
    private static final String NOTICE = ModelRequest.NOTICE;

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
                                + "fits, else " + FitModel.DEFAULT + "; infer, agent and evaluate take several, separated "
                                + "by commas, and compare them").get())
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

    /**
     * @param options get the odds of several models
     * @return the same options
     */
    public static Options addOddsTo(Options options) {
        return options.addOption(Option.builder().longOpt(ModelSetRequest.ODDS).hasArg().argName("MODEL=N,...")
                .desc("with several models: their prior odds, such as powerlaw=2,blackbody=1 (1 for each)").get());
    }

    /**
     * @param options get what goes with tables of several models
     * @return the same options
     */
    public static Options addComparisonTo(Options options) {
        return addOddsTo(options).addOption(null, ModelSetRequest.BEST_ONLY, false, "with several models: write the columns "
                + "of each row's most probable model alone, and the evidences and probabilities of all");
    }

    /**
     * @param options get what says which parameters come from the rows of a table
     * @return the same options
     */
    public static Options addRowsTo(Options options) {
        return options
                .addOption(Option.builder().longOpt(ParameterRequest.LET).hasArg().argName("NAME=COLUMN")
                        .desc("take the value of a parameter from each row, once for each: redshift=Z sets all redshifts of "
                                + "the model, tbabs_nH=NHGAL the parameter of that name; normal:Z,Z_ERR and uniform:LOW,HIGH "
                                + "take a prior from two columns (also loguniform, lognormal), file takes the number "
                                + "from SPECTRUM.z or SPECTRUM.nh beside the PHA file; with --model").get())
                .addOption(Option.builder().longOpt(ParameterRequest.LET_BLANK).hasArg().argName("skip|prior")
                        .desc("what becomes of rows without such a value: they are not fitted (skip, if not given), or fitted "
                                + "with the model's own prior or value (prior)").get());
    }

    /**
     * @param arguments may say which parameters come from rows
     * @param models the models of the fit
     * @return where they come from
     * @throws UsageException if a text is wrong or does not go with the model
     */
    static List<ParameterSource> rows(Arguments arguments, ModelSet models) throws UsageException {
        try {
            return new ParameterRequest(arguments.texts(ParameterRequest.LET), arguments.text(ParameterRequest.LET_BLANK))
                    .sources(models, name -> "--" + name);
        } catch (RefusedValueException e) {
            throw new UsageException("", e);
        }
    }

    /**
     * @param options get what says which spectra are fitted together
     * @return the same options
     */
    public static Options addJointTo(Options options) {
        return options
                .addOption(Option.builder().longOpt(JointRequest.SOURCE_ID).hasArg().argName("COLUMN")
                        .desc("fit together the spectra of all rows that have the same value in this column; with --model").get())
                .addOption(Option.builder().longOpt(JointRequest.SPECTRA).hasArg().argName("COLUMN,...")
                        .desc("fit together the PHA files in these columns of each row; a blank cell means that there is no such "
                                + "spectrum; with --model").get())
                .addOption(Option.builder().longOpt(JointRequest.CROSS_CALIBRATION).hasArg().argName("PRIOR|none")
                        .desc("prior of the factor of each spectrum but the first of a source ("
                                + JointFit.DEFAULT.crossCalibration().orElseThrow() + "); none (or fix:1) for no factors")
                        .get())
                .addOption(Option.builder().longOpt(JointRequest.UNTIE).hasArg().argName("NAME,...")
                        .desc("parameters of which each spectrum of a source has its own").get());
    }

    /** What is said about joint fits. */
    static JointRequest joint(Arguments arguments) {
        return new JointRequest(arguments.text(JointRequest.SOURCE_ID), arguments.text(JointRequest.SPECTRA),
                arguments.text(JointRequest.CROSS_CALIBRATION), arguments.text(JointRequest.UNTIE));
    }

    /** The user's models and the shipped ones. */
    public static FitModelLibrary library() throws IOException {
        return FitModelLibrary.of(folder(), new TableModelReader(Path.of("")));
    }

    /** The models of a fit; without an option about them the bundle that fits, or else the usual model. */
    public static ModelSet models(Arguments arguments) throws UsageException, IOException {
        ModelRequest request = new ModelRequest(arguments.text(MODEL), arguments.texts(PRIOR), arguments.texts(FIX),
                arguments.text(NOTICE), arguments.text(ModelRequest.ABUND), arguments.has("bundle"));
        try {
            FitModelLibrary library = library();
            return new ModelSetRequest(request, arguments.text(ModelSetRequest.ODDS),
                    Optional.of(arguments.has(ModelSetRequest.BEST_ONLY)))
                    .choose(library, ModelSet.of(ModelChoice.automatic(library)), name -> "--" + name);
        } catch (FitModelFormatException e) {
            throw new UsageException("", e);
        } catch (IllegalArgumentException e) {
            throw e instanceof UserMessage sentence ? new UsageException("", sentence) : new UsageException(e.getMessage());
        }
    }
}
