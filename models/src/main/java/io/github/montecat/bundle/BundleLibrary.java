package io.github.montecat.bundle;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.head.PointHead;
import io.github.montecat.spectrum.Spectrum;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles at hand, and which of them fits a spectrum. To know that, their manifests are enough. The
 * checksums of bundles from files are checked at once, those of shipped bundles at first use. Each makes its response
 * and network when it is first used (see {@link ModelBundle#load}). Immutable and safe for use by several threads.
 */
public final class BundleLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(BundleLibrary.class);
    private static final String SHIPPED = "/io/github/montecat/bundles/";
    /** What follows the name of a shipped bundle's file in messages. */
    private static final String ORIGIN = ", which comes with the program,";

    private final Map<String, ModelBundle> bundles = new TreeMap<>();

    private BundleLibrary(Collection<ModelBundle> list) {
        list.forEach(b -> bundles.put(b.name(), b));
    }

    /**
     * A library of given bundles.
     *
     * @param bundles the bundles to choose from; of two of the same name the later wins
     * @return the library
     */
    public static BundleLibrary of(List<ModelBundle> bundles) {
        return new BundleLibrary(bundles);
    }

    /**
     * The shipped bundles, then those in a folder; one of the same name in the folder wins. A bundle in the folder that
     * is refused or cannot be read is left out with a logged warning, so that it does not cost the good ones.
     *
     * @param folder usually {@code ~/.montecat/bundles}; need not exist
     * @return the library
     * @throws IOException if the folder cannot be read, or a shipped bundle is missing
     *         or has no manifest that can be read
     */
    public static BundleLibrary standard(Path folder) throws IOException {
        BundleLibrary library = shipped();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.filter(p -> p.toString().endsWith(BundleFile.SUFFIX)).sorted().toList();
            }
            for (Path file : files) {
                try {
                    ModelBundle b = BundleFile.open(file);
                    library.bundles.put(b.name(), b);
                } catch (BundleFormatException e) {
                    LOG.warn("left out: {}", e.getMessage());
                } catch (IOException e) {
                    LOG.warn("left out: bundle {} cannot be read: {}", file, ErrorSentence.reason(e));
                }
            }
        }
        return library;
    }

    /**
     * The bundles that come with the program. Their checksums are not checked yet; see {@link ModelBundle#load}.
     *
     * @return the library, empty in a build without bundles
     * @throws IOException if one of them is missing or has no manifest that can be read
     */
    public static BundleLibrary shipped() throws IOException {
        List<String> names;
        try (InputStream index = BundleLibrary.class.getResourceAsStream(SHIPPED + "index.txt")) {
            if (index == null) {
                return of(List.of());
            }
            names = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8)).lines()
                    .filter(l -> !l.isBlank()).toList();
        }
        List<ModelBundle> list = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = BundleLibrary.class.getResourceAsStream(SHIPPED + name)) {
                if (in == null) {
                    throw new BundleFormatException("bundle " + name + " is listed but missing in this program");
                }
                list.add(BundleFile.openShipped(in.readAllBytes(), name + ORIGIN));
            }
        }
        return of(list);
    }

    /** @return all bundles, sorted by name */
    public List<ModelBundle> bundles() {
        return List.copyOf(bundles.values());
    }

    /**
     * @param name a bundle's name
     * @return the bundle, or empty if there is none of that name
     */
    public Optional<ModelBundle> find(String name) {
        return Optional.ofNullable(bundles.get(name));
    }

    /**
     * The bundle for a spectrum, by number of channels (or of bins, for a spectrum that is already binned as the
     * bundle wants it), mission and exposure. Where several fit, one with a density head, whose widths mean something; of
     * those one with the fewest free parameters, since whoever wants the larger model can name it; of those the one in the
     * middle of whose exposures the spectrum's lies nearest.
     *
     * @param spectrum a spectrum
     * @return the bundle
     * @throws UnfitSpectrumException if none fits; the message names the spectrum's side and that of every bundle with
     *         as many channels, or of all if none has; or the bundles that lack nothing but a background
     */
    public ModelBundle select(Spectrum spectrum) throws UnfitSpectrumException {
        ModelBundle.requireUsable(spectrum);
        List<ModelBundle> byChannels = bundles.values().stream()
                .filter(b -> b.takesChannels(spectrum.channelCount())).toList();
        if (byChannels.isEmpty()) {
            throw new UnfitSpectrumException(FitFlag.WRONG_LENGTH, "spectrum has " + spectrum.channelCount()
                    + " channels, which fits no bundle: " + expectations(bundles.values()));
        }
        SpectrumOutline outline = SpectrumOutline.of(spectrum);
        return byChannels.stream().filter(b -> b.refusal(outline).isEmpty())
                .min(Comparator.comparing((ModelBundle b) -> b.manifest().network().head().equals(PointHead.NAME))
                        .thenComparingInt(b -> b.manifest().model().parameters().size())
                        .thenComparingDouble(b -> b.exposures().distance(spectrum.exposure())))
                .orElseThrow(() -> refusal(spectrum, outline, byChannels));
    }

    /** Where a bundle lacks nothing but a background, that is what is said: the others' conditions are further away. */
    private static UnfitSpectrumException refusal(Spectrum spectrum, SpectrumOutline outline,
            List<ModelBundle> bundles) {
        List<String> needing = bundles.stream()
                .filter(b -> b.refusal(outline).orElseThrow().flag() == FitFlag.NO_BACKGROUND).map(ModelBundle::name)
                .toList();
        if (!needing.isEmpty()) {
            return new UnfitSpectrumException(FitFlag.NO_BACKGROUND, "spectrum has no background, "
                    + (needing.size() == 1 ? "bundle " + needing.get(0) + " needs one"
                            : "bundles " + String.join(", ", needing) + " need one")
                    + "; name it in the spectrum's BACKFILE and put it beside the spectrum");
        }
        return new UnfitSpectrumException(FitFlag.NO_BUNDLE, "spectrum of "
                + (spectrum.telescope().isEmpty() ? "an unnamed telescope" : spectrum.telescope()) + " with "
                + spectrum.channelCount() + " channels and " + (float) spectrum.exposure()
                + " s fits none of the bundles with as many channels: " + expectations(bundles));
    }

    private static String expectations(Collection<ModelBundle> bundles) {
        return bundles.isEmpty() ? "there is none; put some into ~/.montecat/bundles"
                : bundles.stream().map(ModelBundle::expects).collect(Collectors.joining("; "));
    }
}
