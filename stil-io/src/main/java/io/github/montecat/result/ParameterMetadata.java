package io.github.montecat.result;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.Derivation;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.LogNormalPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.NormalPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;

/** Column and table metadata of results: units, UCDs, descriptions, provenance. */
final class ParameterMetadata {

    /** Description of a column with the seed. */
    static final String SEED = "seed; with row number, spectrum and bundle it gives the samples again";

    private ParameterMetadata() {
    }

    /** @return the description of a column with flags */
    static String flags() {
        return "bit mask of what was noteworthy, 0 for nothing: " + Arrays.stream(FitFlag.values())
                .map(f -> f.bit() + " " + f.description()).collect(Collectors.joining(", "));
    }

    /**
     * A column of doubles about a parameter.
     *
     * @param name the column's name
     * @param parameter the parameter
     * @param ucd the column's UCD
     * @param description the column's description
     * @return its metadata, with the parameter's unit
     */
    static ColumnInfo column(String name, ModelParameter parameter, String ucd, String description) {
        return column(name, parameter.unit(), ucd, description);
    }

    /**
     * A column of doubles.
     *
     * @param name the column's name
     * @param unit its VOUnit, empty for none
     * @param ucd its UCD
     * @param description its description
     * @return its metadata
     */
    static ColumnInfo column(String name, String unit, String ucd, String description) {
        ColumnInfo info = new ColumnInfo(name, Double.class, description);
        if (!unit.isEmpty()) {
            info.setUnitString(unit);
        }
        info.setUCD(ucd);
        return info;
    }

    /** @return a prior as users write it, such as {@code uniform 0.1 to 1} */
    static String prior(ModelPrior.Free free) {
        String range = number(free.prior().min()) + " to " + number(free.prior().max());
        if (free.prior() instanceof NormalPrior normal) {
            return normal.kind() + " " + number(normal.mean()) + " +- " + number(normal.sigma()) + ", " + range;
        } else if (free.prior() instanceof LogNormalPrior normal) {
            return normal.kind() + " " + number(normal.median()) + ", " + number(normal.dex()) + " dex, " + range;
        }
        return free.prior().kind() + " " + range;
    }

    /** @return the same for all rows of an origin, whose priors may differ */
    static String prior(FitOrigin origin, ModelPrior.Free free) {
        return origin.own().about(origin.model(), free.parameter()).filter(own -> own.prior().isPresent())
                .map(own -> "of each row, from " + own.source()).orElseGet(() -> prior(free));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /**
     * What a reader must know about models and priors: version, engines, model, priors, fixed parameters, abundances,
     * cross sections, and what derived quantities assume.
     *
     * @param origins what rows were fitted with
     * @param engines names of the engines that ran them, empty if that is not known
     * @param settings the settings of the fit
     * @return table parameters
     */
    static List<DescribedValue> provenance(List<FitOrigin> origins, Collection<String> engines,
            FitSettings settings) {
        List<DescribedValue> list = run(engines, settings);
        list.addAll(about(origins, ""));
        return list;
    }

    /**
     * What holds for all rows of a table: version, seed, engines, and what derived quantities assume.
     *
     * @param engines names of the engines that ran, empty if that is not known
     * @param settings the settings of the fit
     * @return table parameters, in a list that can be added to
     */
    static List<DescribedValue> run(Collection<String> engines, FitSettings settings) {
        List<DescribedValue> list = new ArrayList<>();
        list.add(value("montecat_version", ProgramVersion.current(), "version of Montecat that made this table",
                "meta.version"));
        list.add(value("seed", settings.seed(), "seed of the samples", "meta.id"));
        if (!engines.isEmpty()) {
            list.add(value("engine", String.join("; ", engines), "what ran the network", "meta.id;meta.software"));
        }
        for (Derivation derivation : settings.derivations()) {
            derivation.assumptions().forEach(a -> list.add(value(a.name(), a.value(), a.unit(), a.description(),
                    a.ucd())));
        }
        return list;
    }

    /**
     * @param origins what rows were fitted with
     * @param end what names end with; a number follows if there are several
     * @return table parameters about models, priors and bundles
     */
    static List<DescribedValue> about(List<FitOrigin> origins, String end) {
        List<DescribedValue> list = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            list.addAll(about(origins.get(i), end + (origins.size() == 1 ? "" : "_" + (i + 1))));
        }
        return list;
    }

    private static List<DescribedValue> about(FitOrigin origin, String end) {
        List<DescribedValue> list = new ArrayList<>();
        FitModel model = origin.model();
        ModelPrior prior = model.prior();
        origin.bundle().ifPresent(bundle -> {
            list.add(value("bundle" + end, title(bundle), "bundle of " + bundle.instrument(), "meta.version"));
            list.add(value("bundle_sha256" + end, bundle.sha256(), "SHA-256 of the bundle file", "meta.id"));
        });
        list.add(value("model" + end, prior.model().expression(), "model in XSPEC's syntax",
                "meta.note;meta.modelled"));
        list.add(value("abundances" + end, model.settings().abundances().xspecName(),
                "abundance table, XSPEC's name", "meta.note"));
        list.add(value("cross_sections" + end, model.settings().crossSections().xspecName(),
                "photoelectric cross sections, XSPEC's name", "meta.note"));
        for (ModelPrior.Free free : prior.free()) {
            list.add(value("prior_" + free.parameter().label() + end, prior(origin, free),
                    "prior of " + free.parameter().label() + unit(free.parameter()), "meta.note"));
        }
        String fixed = prior.model().parameters().stream().filter(p -> prior.fixed().containsKey(p.label())
                && origin.own().about(model, p).filter(own -> own.value().isPresent()).isEmpty())
                .map(p -> p.label() + " = " + prior.fixed().get(p.label())).collect(Collectors.joining(", "));
        if (!fixed.isEmpty()) {
            list.add(value("fixed" + end, fixed, "fixed parameters", "meta.note"));
        }
        if (!origin.own().isEmpty()) {
            list.add(value("from_rows" + end, origin.own().list().stream().map(own -> own.name() + " from "
                    + own.source() + (own.value().isEmpty() && own.prior().isEmpty()
                            ? ", which has none: as the model says" : "")).collect(Collectors.joining(", ")),
                    "parameters whose values or priors come from the rows", "meta.note"));
        }
        if (!prior.ties().isEmpty()) {
            list.add(value("tied" + end, prior.ties().entrySet().stream()
                    .map(e -> e.getKey() + " = " + e.getValue()).collect(Collectors.joining(", ")),
                    "tied parameters", "meta.note"));
        }
        return list;
    }

    /** @return a bundle's name and version */
    static String title(ModelBundle bundle) {
        return bundle.name() + " " + bundle.version();
    }

    static String unit(ModelParameter parameter) {
        return parameter.unit().isEmpty() ? "" : " in " + parameter.unit();
    }

    static DescribedValue value(String name, Object value, String description, String ucd) {
        return value(name, value, "", description, ucd);
    }

    private static DescribedValue value(String name, Object value, String unit, String description, String ucd) {
        DefaultValueInfo info = new DefaultValueInfo(name, value.getClass(), description);
        if (!unit.isEmpty()) {
            info.setUnitString(unit);
        }
        info.setUCD(ucd);
        return new DescribedValue(info, value);
    }
}
