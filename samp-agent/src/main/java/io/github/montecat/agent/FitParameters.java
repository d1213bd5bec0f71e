package io.github.montecat.agent;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.engine.EngineChoice;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.BackgroundChoice;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.FluxTexts;
import io.github.montecat.job.JointRequest;
import io.github.montecat.job.ModelRequest;
import io.github.montecat.job.ModelSetRequest;
import io.github.montecat.job.ParameterRequest;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.result.ColumnStyle;
import io.github.montecat.table.SpectrumTableSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters about a fit that all messages share which have something fitted: {@code bundle}, {@code samples},
 * {@code seed}, {@code engine} (auto, cpu, nd4j or gpu), {@code refine} (1: correct the samples by the exact
 * likelihood, 0: do not), {@code response-dir} (absolute folders, separated by semicolons), and those of a
 * {@link ModelRequest}: {@code model} (several separated by commas in {@code montecat.fit}), {@code prior} and
 * {@code fix} (assignments separated by semicolons), {@code notice} and {@code abund}; of {@code montecat.fit} also those
 * of a {@link ParameterRequest}: {@code let} (assignments separated by semicolons) and {@code let-blank}, of a
 * {@link ModelSetRequest}: {@code model-odds} and {@code best-model-only} (1 or 0), and of a {@link JointRequest}:
 * {@code source-id}, {@code spectra}, {@code cross-calibration} and {@code untie}; those of {@link FluxTexts}:
 * {@code flux}, {@code flux-components} and {@code photon-flux} (1 or 0), {@code cosmology}; {@code background} (wstat, or
 * with a model: model); and {@code columns} and {@code nh-unit} ({@link ColumnStyle}). Stateless.
 */
final class FitParameters {

    private static final int MOST_SAMPLES = 1_000_000;
    private static final String BACKGROUND = "background";
    private static final String RESPONSES = "response-dir";

    private static final String COLUMNS = "columns";
    private static final String NH_UNIT = "nh-unit";

    private FitParameters() {
    }

    /**
     * @param p a message
     * @param fallback what holds where the message says nothing
     * @param models the models that have names
     * @param reading how the message's table is read
     * @param rowColumn column with the rows' numbers
     * @return how to fit what the message brings
     * @throws FitModelFormatException if there is no such model, or a prior or value does not go with it
     * @throws IllegalArgumentException if a parameter has a value that it cannot have; the message names both
     */
    static FitPlan plan(MessageParameters p, FitPlan fallback, FitModelLibrary models, SpectrumTableSettings reading,
            Optional<String> rowColumn) throws FitModelFormatException {
        boolean table = p.message().getMType().equals(Mtype.FIT.word());
        ModelRequest request = new ModelRequest(p.optionalText(ModelRequest.MODEL), p.parts(ModelRequest.PRIOR),
                p.parts(ModelRequest.FIX), p.optionalText(ModelRequest.NOTICE), p.optionalText(ModelRequest.ABUND),
                p.optionalText("bundle").isPresent());
        ModelSet set = new ModelSetRequest(request, table ? p.optionalText(ModelSetRequest.ODDS) : Optional.empty(),
                table ? isSet(p, ModelSetRequest.BEST_ONLY) : Optional.empty())
                .choose(models, fallback.models(), p::called);
        ResponseFiles responses = fallback.responses().within(folders(p));
        SpectrumTableSettings rows = !table ? reading : reading.withParameters(new ParameterRequest(
                p.parts(ParameterRequest.LET), p.optionalText(ParameterRequest.LET_BLANK)).sources(set, p::called));
        if (table) {
            JointRequest joint = new JointRequest(p.optionalText(JointRequest.SOURCE_ID),
                    p.optionalText(JointRequest.SPECTRA), p.optionalText(JointRequest.CROSS_CALIBRATION),
                    p.optionalText(JointRequest.UNTIE));
            set = joint.choose(set, rows, p::called);
            rows = joint.reading(rows, p::called);
        }
        return new FitPlan(fallback.library(), read(p, fallback.settings()), rows, rowColumn, responses, set,
                p.optionalText(COLUMNS).isPresent() || p.optionalText(NH_UNIT).isPresent()
                        ? ColumnStyle.of(p.optionalText(COLUMNS), p.optionalText(NH_UNIT)) : fallback.columns());
    }

    /**
     * @param p a message
     * @param fallback what holds where the message says nothing
     * @return the settings of the fit that is asked for
     * @throws IllegalArgumentException if a parameter has a value that it cannot have; the message names both
     */
    static FitSettings read(MessageParameters p, FitSettings fallback) {
        long samples = p.wholeNumber("samples").orElse((long) fallback.samples());
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new RefusedValueException(p.called("samples") + " is " + samples + ", expected 1 to " + MOST_SAMPLES);
        }
        boolean model = p.optionalText(ModelRequest.MODEL).isPresent();
        return new FitSettings((int) samples, p.wholeNumber("seed").orElse(fallback.seed()),
                p.optionalText("bundle").or(() -> model ? Optional.empty() : fallback.bundle()),
                p.optionalText("engine").map(word -> engine(p, word)).orElse(fallback.engine()),
                isSet(p, "refine").orElse(fallback.refine()),
                new FluxTexts(p.optionalText(FluxTexts.FLUX), isSet(p, FluxTexts.COMPONENTS),
                        isSet(p, FluxTexts.PHOTONS), p.optionalText(FluxTexts.COSMOLOGY))
                                .derivations(fallback.derivations(), p::called),
                p.optionalText(BACKGROUND).map(word -> background(p, word, model)).orElse(fallback.background()));
    }

    private static BackgroundChoice background(MessageParameters p, String word, boolean model) {
        try {
            BackgroundChoice choice = BackgroundChoice.of(word);
            if (choice == BackgroundChoice.MODEL && !model) {
                throw new RefusedValueException("model goes with " + p.called(ModelRequest.MODEL));
            }
            return choice;
        } catch (RefusedValueException e) {
            throw new RefusedValueException(p.called(BACKGROUND) + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Boolean> isSet(MessageParameters p, String name) {
        return p.optionalText(name).map(text -> !text.equals("0"));
    }

    private static EngineChoice engine(MessageParameters p, String word) {
        try {
            return EngineChoice.of(word);
        } catch (RefusedValueException e) {
            throw new RefusedValueException(p.called("engine") + " is '" + word + "', expected one of "
                    + Arrays.stream(EngineChoice.values()).map(EngineChoice::word).collect(Collectors.joining(", ")), e);
        }
    }

    /** A client has no folder of its own that names could start in. */
    private static List<Path> folders(MessageParameters p) {
        List<Path> folders = new ArrayList<>();
        for (String name : p.parts(RESPONSES)) {
            Path folder;
            try {
                folder = Path.of(name);
            } catch (InvalidPathException e) {
                throw new RefusedValueException(p.called(RESPONSES) + " has '" + name + "', which cannot be a folder", e);
            }
            if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
                throw new RefusedValueException(p.called(RESPONSES) + " has '" + name + "', expected "
                        + (folder.isAbsolute() ? "a folder that is there" : "the whole path of a folder"));
            }
            folders.add(folder);
        }
        return folders;
    }
}
