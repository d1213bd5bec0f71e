package io.github.montecat.fitmodel;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A model of several spectra of one source, each a data group as in XSPEC: all parameters of the first group, then all
 * of the second, and so on. A group begins with a factor that its spectrum is multiplied by, if there is one. As a
 * {@link SpectralModel} it is the model of one of the groups, which takes the parameters of all. Immutable and safe for
 * use by several threads.
 *
 * <p>Source: XSPEC manual, command {@code model} (numbers of parameters of data groups).
 */
final class DataGroups implements SpectralModel {

    /** XSPEC's component of the factor. */
    private static final String FACTOR_COMPONENT = "constant";
    private static final String FACTOR = "factor";

    private final SpectralModel base;
    private final List<String> names;
    private final boolean factors;
    private final List<ModelParameter> parameters;
    private final int group;

    private DataGroups(SpectralModel base, List<String> names, boolean factors, List<ModelParameter> parameters,
            int group) {
        this.base = base;
        this.names = names;
        this.factors = factors;
        this.parameters = parameters;
        this.group = group;
    }

    /**
     * @param base the model of the source
     * @param names names of the groups, which labels of parameters end in
     * @param factors whether each group has a factor
     * @param untied labels of the base's parameters of which each group has its own, so that that of the first ends in
     *        its group's name too
     * @return the model of the first group
     * @throws RefusedValueException if two parameters have one label
     */
    static DataGroups of(SpectralModel base, List<String> names, boolean factors, Set<String> untied) {
        List<ModelParameter> all = new ArrayList<>();
        for (int g = 0; g < names.size(); g++) {
            String name = names.get(g);
            if (factors) {
                all.add(new ModelParameter(all.size() + 1, FACTOR_COMPONENT, FACTOR, factor(name), "", "arith.factor",
                        "cross-calibration factor of spectrum " + name, 1, 0, 1e10, g == 0));
            }
            for (ModelParameter p : base.parameters()) {
                boolean plain = g == 0 && !untied.contains(p.label());
                String own = untied.contains(p.label()) ? of(p.label(), name) : shared(p, name, factors);
                all.add(new ModelParameter(all.size() + 1, p.component(), p.name(), plain ? p.label() : own, p.unit(), p.ucd(), plain ? p.description() : p.description()
                                + " of spectrum " + name, p.initial(), p.hardMin(), p.hardMax(), p.frozen()));
            }
        }
        Set<String> labels = new HashSet<>();
        for (ModelParameter p : all) {
            if (!labels.add(p.label().toLowerCase(Locale.ROOT))) {
                throw new RefusedValueException("two parameters of the joint fit are called " + p.label()
                        + "; give the spectra other names, or fit without cross-calibration factors");
            }
        }
        return new DataGroups(base, List.copyOf(names), factors, List.copyOf(all), 0);
    }

    /** @return label of the factor of a group */
    static String factor(String group) {
        return of(FACTOR, group);
    }

    /** @return label of a parameter of a group */
    static String of(String label, String group) {
        return label + "_" + group;
    }

    /** @return label of a parameter of a group beyond the first that is tied to the first's */
    static String shared(ModelParameter ofBase, String group, boolean factors) {
        // A model may have a factor of its own, whose name the cross-calibration factors take in further groups.
        return of((factors && ofBase.label().equals(FACTOR) ? ofBase.component() + "_" : "") + ofBase.label(), group);
    }

    /**
     * @param number number of a group from 0
     * @return the model of that group, with the same parameters
     */
    DataGroups group(int number) {
        return new DataGroups(base, names, factors, parameters, number);
    }

    /** What the base takes, of all parameters. */
    private double[] own(double[] all) {
        if (all.length != parameters.size()) {
            throw new IllegalArgumentException(expression() + " for " + names.size() + " spectra takes "
                    + parameters.size() + " parameters, not " + all.length);
        }
        int from = first();
        return Arrays.copyOfRange(all, from, from + base.parameters().size());
    }

    /** Index of the group's first parameter of the base. */
    private int first() {
        int extra = factors ? 1 : 0;
        return group * (base.parameters().size() + extra) + extra;
    }

    private double factor(double[] all) {
        return factors ? all[first() - 1] : 1;
    }

    private ModelParameter own(ModelParameter ofBase) {
        return parameters.get(first() + ofBase.index() - 1);
    }

    @Override
    public String expression() {
        return factors ? FACTOR_COMPONENT + "*(" + base.expression() + ")" : base.expression();
    }

    @Override
    public List<ModelParameter> parameters() {
        return parameters;
    }

    @Override
    public List<ModelParameter> withoutEffect(Predicate<ModelParameter> free) {
        return base.withoutEffect(p -> free.test(own(p))).stream().map(this::own).toList();
    }

    @Override
    public List<String> sources() {
        return base.sources();
    }

    @Override
    public Optional<ModelParameter> redshift() {
        return base.redshift().map(this::own);
    }

    @Override
    public List<double[]> breaks(double... values) {
        return base.breaks(own(values));
    }

    @Override
    public boolean isLocal() {
        return base.isLocal();
    }

    @Override
    public boolean isLocalApart() {
        return base.isLocalApart();
    }

    @Override
    public double[] reach(double low, double high, double... values) {
        return base.reach(low, high, own(values));
    }

    @Override
    public Separated separatedOn(EnergyGrid grid) {
        Separated bound = base.separatedOn(grid);
        return values -> {
            Sources sources = bound.at(own(values));
            double factor = factor(values);
            return factor == 1 ? sources : new Sources(times(sources.observed(), factor),
                    times(sources.unabsorbed(), factor));
        };
    }

    private static double[][] times(double[][] photons, double factor) {
        return Arrays.stream(photons).map(p -> Arrays.stream(p).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
    }

    @Override
    public OnGrid on(EnergyGrid grid) {
        OnGrid bound = base.on(grid);
        return new OnGrid() {
            @Override
            public EnergyGrid grid() {
                return bound.grid();
            }

            @Override
            public double[] photonFlux(double... values) {
                double[] flux = bound.photonFlux(own(values));
                double factor = factor(values);
                for (int i = 0; i < flux.length; i++) {
                    flux[i] *= factor;
                }
                return flux;
            }
        };
    }
}
