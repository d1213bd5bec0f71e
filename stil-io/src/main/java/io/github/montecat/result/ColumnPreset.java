package io.github.montecat.result;

import io.github.montecat.fitmodel.FitModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names and units of result columns as published catalogues have them, so that tables can be matched with these and fed to
 * the same scripts. Statistics that a catalogue does not have are left out; columns that no catalogue has, such as flags and
 * reason, keep their names. docs/columns.md has a table of all.
 */
public enum ColumnPreset {

    /** Montecat's own names. */
    MONTECAT(new Names(new EnumMap<>(Map.of(SummaryStatistic.MEDIAN, "", SummaryStatistic.LOWER, "_lower",
            SummaryStatistic.UPPER, "_upper", SummaryStatistic.LOWER90, "_lower90", SummaryStatistic.UPPER90, "_upper90",
            SummaryStatistic.MEAN, "_mean", SummaryStatistic.STD, "_std")), Map.of(), Map.of(), Map.of(), false),
            ColumnDensityUnit.E22),

    /** As in the spectral fits of 5XMM: {@code PL_PhoIndex_median}, {@code _p16}, {@code _p84}, logarithms of fluxes. */
    FIVE_XMM(new Names(new EnumMap<>(Map.of(SummaryStatistic.MEDIAN, "_median", SummaryStatistic.LOWER, "_p16",
            SummaryStatistic.UPPER, "_p84")), models("PL", "BB", "BR"), Map.of(),
            Map.of("cstat_min", "cstat", "ks_p", "ks_pvalue"), true), ColumnDensityUnit.E22),

    /** As in XMMFITCAT-Z (Ruiz et al. 2021): {@code PhoIndex_median}, {@code _mode}, {@code _min}, {@code _max}. */
    XMMFITCAT_Z(new Names(new EnumMap<>(Map.of(SummaryStatistic.MEDIAN, "_median", SummaryStatistic.MODE, "_mode",
            SummaryStatistic.LOWER90, "_min", SummaryStatistic.UPPER90, "_max")), Map.of(), Map.of(),
            Map.of("cstat_min", "wstat", "ks_p", "pvalue", "log_evidence", "lnZ", "log_evidence_error", "lnZErr"), false),
            ColumnDensityUnit.E22),

    /** As in the Chandra Source Catalog 2.1: {@code powlaw_gamma}, {@code _lolim}, {@code _hilim}, nH in 1e20 per cm2. */
    CSC(new Names(new EnumMap<>(Map.of(SummaryStatistic.MEDIAN, "", SummaryStatistic.LOWER, "_lolim",
            SummaryStatistic.UPPER, "_hilim")), models("powlaw", "bb", "brems"),
            Map.of("PhoIndex", "gamma", "nH", "nh", "kT", "kt", "norm", "ampl"), Map.of("cstat_min", "stat"), false),
            ColumnDensityUnit.E20);

    /**
     * What a preset says about names.
     *
     * @param suffixes what follows a quantity's name, for each statistic that there is a column of
     * @param models what stands before the names of columns about a model, by its expression
     * @param parameters names of parameters by their labels
     * @param quality names of other columns; where there are any, the mean statistic of the fit is left out
     * @param logarithmic whether fluxes and luminosities are decimal logarithms
     */
    private record Names(Map<SummaryStatistic, String> suffixes, Map<String, String> models, Map<String, String> parameters,
            Map<String, String> quality, boolean logarithmic) {
    }

    private static final String OBSERVED = "flux_obs_";
    /** The band of CSC's fluxes without a band in their names. */
    private static final String BROAD = "0p5_7";

    private final Names names;
    private final ColumnDensityUnit columnDensity;

    ColumnPreset(Names names, ColumnDensityUnit columnDensity) {
        this.names = names;
        this.columnDensity = columnDensity;
    }

    /** @return what users call it: {@code montecat}, {@code 5xmm}, {@code xmmfitcatz} or {@code csc} */
    public String word() {
        return this == FIVE_XMM ? "5xmm" : name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** What catalogues call three models, by their expressions. */
    private static Map<String, String> models(String powerLaw, String blackBody, String bremsstrahlung) {
        return Map.of("tbabs*powerlaw", powerLaw, "tbabs*bbodyrad", blackBody, "tbabs*bremss", bremsstrahlung);
    }

    /** @return how it has column densities */
    public ColumnDensityUnit columnDensity() {
        return columnDensity;
    }

    /** @return the statistics that it has columns of, in their order */
    List<SummaryStatistic> statistics() {
        return List.copyOf(names.suffixes().keySet());
    }

    /** @return what the suffixes of its columns mean */
    String levels() {
        return names.suffixes().entrySet().stream().filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getValue() + ": " + e.getKey().description()).collect(Collectors.joining("; "));
    }

    /** @return whether fluxes and luminosities are decimal logarithms */
    boolean logarithmicFluxes() {
        return names.logarithmic();
    }

    /** @return whether there are columns with the numbers of parameters and of degrees of freedom */
    boolean countsFreedom() {
        return this == FIVE_XMM || this == XMMFITCAT_Z;
    }

    /**
     * @param model a model
     * @param fallback what stands before the names of its columns otherwise, perhaps nothing
     * @return what stands before them here
     */
    String model(FitModel model, String fallback) {
        return names.models().getOrDefault(model.prior().model().expression().toLowerCase(Locale.ROOT), fallback);
    }

    /**
     * @param model what stands before the names of the model's columns, perhaps nothing
     * @param quantity a parameter or a derived quantity
     * @param logarithm whether the column has decimal logarithms of it
     * @param statistic one of {@link #statistics}
     * @return the name of its column
     */
    String quantity(String model, String quantity, boolean logarithm, SummaryStatistic statistic) {
        return quantity(model, quantity, logarithm) + names.suffixes().get(statistic);
    }

    private String quantity(String model, String quantity, boolean logarithm) {
        if (this == CSC && quantity.startsWith(OBSERVED)) {
            String band = quantity.substring(OBSERVED.length());
            return "flux" + (model.isEmpty() ? "" : "_" + model) + (band.equals(BROAD) ? "" : "_" + band);
        }
        String name = (logarithm ? "log" : "") + names.parameters().getOrDefault(quantity, quantity);
        return model.isEmpty() ? name : model + "_" + name;
    }

    /**
     * @param model what stands before the names of the model's columns, perhaps nothing
     * @param name Montecat's name of a column about a fit, such as {@code cstat_min}
     * @return the name here; empty if the column is left out
     */
    String other(String model, String name) {
        if (name.equals("cstat") && !names.quality().isEmpty()) {
            return "";
        }
        String here = names.quality().getOrDefault(name, name);
        return model.isEmpty() ? here : model + "_" + here;
    }
}
