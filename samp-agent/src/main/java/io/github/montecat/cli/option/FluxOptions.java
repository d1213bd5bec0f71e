package io.github.montecat.cli.option;

import io.github.montecat.derived.Derivation;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.job.FluxTexts;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options about fluxes. */
public final class FluxOptions {

    private FluxOptions() {
    }

    /**
     * @param options get the options about fluxes
     * @return the same options
     */
    public static Options addTo(Options options) {
        return options
                .addOption(Option.builder().longOpt(FluxTexts.FLUX).hasArg().argName("LO-HI,...")
                        .desc("energy bands in keV, such as 0.5-2,2-10: adds fluxes as observed and corrected for "
                                + "absorption, and luminosities if the model has a redshift").get())
                .addOption(Option.builder().longOpt(FluxTexts.COMPONENTS)
                        .desc("with --flux: also the fluxes of each source of a model that has several").get())
                .addOption(Option.builder().longOpt(FluxTexts.PHOTONS).desc("with --flux: also in photons").get())
                .addOption(Option.builder().longOpt(FluxTexts.COSMOLOGY).hasArg().argName("H0,OMEGA_M")
                        .desc("with --flux: flat cosmology of luminosities, H0 in km/s/Mpc (70,0.3)").get());
    }

    /**
     * @param arguments may have any of these options
     * @return what they want to be derived
     * @throws UsageException if a text cannot be read, or options do not go together
     */
    public static List<Derivation> derivations(Arguments arguments) throws UsageException {
        try {
            return new FluxTexts(arguments.text(FluxTexts.FLUX), Optional.of(arguments.has(FluxTexts.COMPONENTS)),
                    Optional.of(arguments.has(FluxTexts.PHOTONS)), arguments.text(FluxTexts.COSMOLOGY))
                            .derivations(List.of(), name -> "--" + name);
        } catch (RefusedValueException e) {
            throw new UsageException("", e);
        }
    }
}
