package io.github.montecat.result;

import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.Refinement;
import io.github.montecat.ogip.FitsFileWriter;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Header;
import nom.tam.fits.header.Standard;

/**
 * Writes posteriors as chains that XSPEC's {@code chain load} and users of BXA, corner and GetDist can read: a table
 * CHAIN with a column {@code name__number} per free parameter, the number counting all parameters of the model, in
 * linear units, and FIT_STATISTIC last: -2 ln L of each sample; where there is no likelihood it is NaN and a HISTORY
 * card says so. Quantities derived from the samples stand in a second table, DERIVED, since no column may follow
 * FIT_STATISTIC.
 *
 * <p>Source: XSPEC manual, command {@code chain}. XSPEC compares TFORM as text with {@code D}, so that is what is
 * written, where FITS also allows {@code 1D}.
 */
public final class ChainWriter {

    private static final String STATISTIC = "FIT_STATISTIC";

    private ChainWriter() {
    }

    /**
     * Writes a chain. The file appears whole or not at all; an old one is replaced.
     *
     * @param file the FITS file to write
     * @param result a result that has a posterior
     * @param settings the settings of the fit
     * @param source name of the table or file the spectrum came from
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the result has no posterior
     */
    public static void write(Path file, FitResult result, FitSettings settings, String source) throws IOException {
        Posterior posterior = result.posterior().orElseThrow(() -> new RefusedValueException("row "
                + (result.row() + 1) + " of " + source + " has no posterior: " + result.reason()));
        BinaryTableHDU chain = chain(posterior, result, settings, source);
        List<DerivedValues> derived = result.derived().stream().filter(d -> d.quantity().perSample()).toList();
        FitsFileWriter.write(file, derived.isEmpty() ? new BinaryTableHDU[] {chain}
                : new BinaryTableHDU[] {chain, derived(derived, settings)});
    }

    private static BinaryTableHDU chain(Posterior posterior, FitResult result, FitSettings settings, String source) {
        Optional<double[]> statistics = posterior.statistics();
        List<ModelPrior.Free> free = posterior.prior().free();
        BinaryTable data = new BinaryTable();
        for (int p = 0; p < free.size(); p++) {
            data.addColumn(posterior.column(p));
        }
        data.addColumn(statistics.orElseGet(() -> {
            double[] unknown = new double[posterior.sampleCount()];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        }));
        BinaryTableHDU hdu = data.toHDU();
        Header header = hdu.getHeader();
        header.addValue(Standard.EXTNAME.key(), "CHAIN", "name of this extension");
        header.addValue("CHAINTYP", "MetropolisHastings", "type of chain");
        header.addValue("TEMPR001", 1.0, "temperature");
        header.addValue("STROW001", 1, "first row at that temperature");
        for (int c = 0; c <= free.size(); c++) {
            String name = STATISTIC;
            if (c < free.size()) {
                ModelParameter parameter = free.get(c).parameter();
                name = parameter.name() + "__" + parameter.index();
                header.addValue(Standard.TUNITn.n(c + 1).key(), xspecUnit(parameter.unit()), "");
            }
            header.addValue(Standard.TTYPEn.n(c + 1).key(), name, "");
            header.addValue(Standard.TFORMn.n(c + 1).key(), "D", "");
        }
        header.addValue("MODEL", posterior.prior().model().expression(), "model in XSPEC's syntax");
        result.bundle().ifPresent(bundle -> {
            header.addValue("BUNDLE", ParameterMetadata.title(bundle), "Montecat bundle");
            header.addValue("BUNDLSHA", bundle.sha256(), "");
        });
        header.addValue("SEED", settings.seed(), "seed of the samples");
        result.engine().ifPresent(e -> header.addValue("ENGINE", e, "what ran the network"));
        header.addValue("SRCTABLE", source, "source of the spectrum");
        header.addValue("SRCROW", result.row() + 1, "its row, from 1");
        header.addValue("CREATOR", "Montecat " + ProgramVersion.current(), "program that wrote this file");
        boolean refined = result.refinement().map(Refinement::converged).orElse(false);
        header.insertHistory("Samples of equal weight by " + (refined ? "importance sampling of the likelihood"
                : "Monte Carlo Dropout") + ", no Markov chain.");
        if (statistics.isEmpty()) {
            header.insertHistory("FIT_STATISTIC is NaN: there is no likelihood of these samples.");
        }
        for (ModelPrior.Free f : free) {
            header.insertHistory("Prior of " + f.parameter().label() + ": " + ParameterMetadata.prior(f));
        }
        result.origin().ifPresent(origin -> origin.own().fixedValues(origin.model()).forEach((name, value) ->
                header.insertHistory("Value of " + name + ": " + value)));
        return hdu;
    }

    /** In rows of the chain's order; XSPEC reads the first table alone. */
    private static BinaryTableHDU derived(List<DerivedValues> derived, FitSettings settings) {
        BinaryTable data = new BinaryTable();
        derived.forEach(d -> data.addColumn(d.values().clone()));
        BinaryTableHDU hdu = data.toHDU();
        Header header = hdu.getHeader();
        header.addValue(Standard.EXTNAME.key(), "DERIVED", "quantities of the samples of extension CHAIN");
        for (int c = 1; c <= derived.size(); c++) {
            DerivedQuantity quantity = derived.get(c - 1).quantity();
            header.addValue(Standard.TTYPEn.n(c).key(), quantity.name(), "");
            header.addValue(Standard.TUNITn.n(c).key(), quantity.unit(), "");
            header.addValue("TUCD" + c, quantity.ucd(), "");
        }
        derived.forEach(d -> header.insertHistory(d.quantity().name() + ": " + d.quantity().description()));
        settings.derivations().stream().flatMap(d -> d.assumptions().stream())
                .forEach(a -> header.insertHistory(a.name() + " = " + a.value() + ", " + a.description()));
        return hdu;
    }

    /** XSPEC's spelling of the units it writes into its own chains. */
    private static String xspecUnit(String vounit) {
        return switch (vounit) {
            case "10**22.cm**-2" -> "10^22";
            case "photon.keV**-1.cm**-2.s**-1" -> "";
            default -> vounit;
        };
    }
}
