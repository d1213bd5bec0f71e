package io.github.montecat.cli.option;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.CompanionFile;
import io.github.montecat.ogip.FileResponse;
import io.github.montecat.ogip.OgipFormatException;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.NoticedBins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that name a measured spectrum, the files that belong to it, and the bins of it that count. */
public final class ObservationOptions {

    /** The word for a file that is not to be used although the spectrum names it. */
    private static final String NONE = "none";

    private ObservationOptions() {
    }

    /** @param options get a spectrum with its background and response, and the energies to use */
    public static void addTo(Options options) {
        options.addOption(Option.builder().longOpt("pha").hasArg().argName("FILE")
                .desc("spectrum to compare with").get());
        options.addOption(Option.builder().longOpt("row").hasArg().argName("N")
                .desc("which spectrum of a PHA type II file, from 1").get());
        options.addOption(Option.builder().longOpt("rmf").hasArg().argName("FILE")
                .desc("redistribution matrix, RMF or RSP (the one that the spectrum names)").get());
        options.addOption(Option.builder().longOpt("arf").hasArg().argName("FILE")
                .desc("effective area (the one that the spectrum names); 'none' for none").get());
        options.addOption(Option.builder().longOpt("back").hasArg().argName("FILE")
                .desc("background spectrum (the one that the spectrum names); 'none' for none").get());
        options.addOption(Option.builder().longOpt("notice").hasArg().argName("LO,HI")
                .desc("use the bins from LO to HI keV (all): those that XSPEC leaves after 'ignore **-LO HI-**', LO and HI with "
                        + "a decimal point, as in **-0.5 10.-**, since XSPEC takes a whole number for a channel").get());
        options.addOption(Option.builder().longOpt("ignore").hasArg().argName("LO,HI")
                .desc("leave out the bins from LO to HI keV; may be given several times").get());
    }

    /**
     * @param arguments has a PHA file and may have a background
     * @return the spectrum, with its background if it has one
     * @throws UsageException if a name can be no file
     * @throws IOException if a file cannot be read
     */
    public static Spectrum spectrum(Arguments arguments) throws UsageException, IOException {
        Path pha = arguments.path("pha").orElseThrow();
        Optional<String> back = arguments.text("back");
        Spectrum spectrum = back.isPresent() ? read(arguments, pha, BackgroundFile.IGNORE)
                : readWithBackground(arguments, pha);
        if (back.isEmpty() || back.get().equalsIgnoreCase(NONE)) {
            return spectrum;
        }
        Spectrum background = new PhaReader(BackgroundFile.IGNORE).read(arguments.path("back").orElseThrow());
        try {
            return spectrum.toBuilder().background(background).build();
        } catch (RefusedValueException e) {
            throw new RefusedValueException(pha + " with the background " + back.get() + ": " + e.getMessage(), e);
        }
    }

    private static Spectrum readWithBackground(Arguments arguments, Path pha) throws UsageException, IOException {
        try {
            return read(arguments, pha, BackgroundFile.REQUIRE);
        } catch (OgipFormatException e) {
            // If the spectrum itself can be read it is the background that is wrong.
            read(arguments, pha, BackgroundFile.IGNORE);
            throw new OgipFormatException(e.getMessage() + "; give one with --back, or go without by --back none", e);
        }
    }

    private static Spectrum read(Arguments arguments, Path pha, BackgroundFile background)
            throws UsageException, IOException {
        PhaReader reader = new PhaReader(background);
        if (!arguments.has("row")) {
            return reader.read(pha);
        }
        int row = arguments.integer("row", 1).getAsInt();
        List<Spectrum> all = reader.readAll(pha);
        if (row > all.size()) {
            throw new UsageException("--row is " + row + ", " + pha + " has " + all.size() + " spectra");
        }
        return all.get(row - 1);
    }

    /** The response that is given, or else named by the spectrum. */
    public static Response response(Arguments arguments, Optional<Spectrum> spectrum) throws UsageException,
            IOException {
        Path rmf = file(arguments, "rmf", "redistribution matrix", "RESPFILE",
                spectrum.map(Spectrum::responseFile).orElse(""))
                .orElseThrow(() -> new UsageException(arguments.text("pha").map(f -> f
                        + " names no redistribution matrix (RESPFILE); give one with --rmf").orElse("--rmf is missing")));
        Optional<Path> arf = file(arguments, "arf", "effective area", "ANCRFILE",
                spectrum.map(Spectrum::ancillaryFile).orElse(""));
        return FileResponse.read(rmf, arf).response();
    }

    private static Optional<Path> file(Arguments arguments, String option, String what, String keyword, String named)
            throws UsageException, IOException {
        if (arguments.has(option)) {
            return arguments.text(option).orElseThrow().equalsIgnoreCase(NONE) ? Optional.empty()
                    : arguments.path(option);
        } else if (named.isEmpty()) {
            return Optional.empty();
        }
        Path pha = arguments.path("pha").orElseThrow();
        Optional<Path> found = CompanionFile.find(pha, named);
        if (found.isEmpty()) {
            throw new IOException(pha + " names the " + what + " " + named + " (" + keyword
                    + "), which is not beside it; give one with --" + option);
        }
        return found;
    }

    /** The good bins of the spectrum in the energy ranges asked for. */
    public static NoticedBins bins(Arguments arguments, Spectrum spectrum, Response response) throws UsageException {
        NoticedBins bins = NoticedBins.of(spectrum, response.bins()).ignoreBad();
        if (arguments.has("notice")) {
            EnergyBand band = EnergyBand.parse("notice", arguments.text("notice").orElseThrow());
            bins = bins.only(band.low(), band.high());
        }
        for (String text : arguments.texts("ignore")) {
            EnergyBand band = EnergyBand.parse("ignore", text);
            bins = bins.ignore(band.low(), band.high());
        }
        if (bins.size() == 0) {
            throw new RefusedValueException(spectrum.name() + " has no good bin left in the energies asked for, of "
                    + response.bins());
        }
        return bins;
    }
}
