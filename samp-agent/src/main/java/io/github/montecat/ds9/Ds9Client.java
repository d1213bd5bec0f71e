package io.github.montecat.ds9;

import io.github.montecat.event.EventLocation;
import io.github.montecat.region.ImageBinning;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.HubConnector;
import org.astrogrid.samp.client.SampException;

/** Talks to a DS9 on the hub. Safe for use by several threads. */
public final class Ds9Client {

    private static final Logger LOG = Logger.getLogger(Ds9Client.class.getName());
    private static final String GET = "ds9.get";
    private static final String SET = "ds9.set";
    /** Regions in CIAO's format have no head. */
    private static final Pattern CIAO = Pattern.compile("[-+!]?(circle|ellipse|box|rotbox|rectangle|annulus|pie|"
            + "sector|polygon|point|[eb]?panda)\\([-+0-9.:]");
    private static final String REGION_FILE = "# Region file format: ";
    private static final int MOST_REGIONS = 1 << 24;
    /** How long a DS9 may take to say that it is there; one that has died stays on the hub for a while. */
    private static final int GREETING_SECONDS = 3;

    private final HubConnector connector;
    private final String id;
    private final int seconds;

    private Ds9Client(HubConnector connector, String id, int seconds) {
        this.connector = connector;
        this.id = id;
        this.seconds = seconds;
    }

    /**
     * Finds a DS9 that answers, the one that joined the hub last if there are several.
     *
     * @param connector to the hub
     * @param timeout how long to wait for any later answer, in whole seconds
     * @return the client
     * @throws IOException if there is no hub or no DS9 on it that answers; the message says what to do
     */
    public static Ds9Client find(HubConnector connector, Duration timeout) throws IOException {
        HubConnection connection = connector.getConnection();
        if (connection == null) {
            throw new IOException("no SAMP hub is running, so DS9 cannot be asked; start TOPCAT or 'montecat agent', then "
                    + "DS9 (one that is open already joins by File > SAMP > Connect), or name files by --events and "
                    + "--regions");
        }
        List<String> ids = new ArrayList<>();
        for (Object subscriber : connection.getSubscribedClients(GET).keySet()) {
            ids.add((String) subscriber);
        }
        // Hubs number their clients.
        ids.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()).reversed());
        for (String id : ids) {
            try {
                new Ds9Client(connector, id, GREETING_SECONDS).get("version");
                return new Ds9Client(connector, id, Math.max(1, Math.toIntExact(timeout.toSeconds())));
            } catch (IOException e) {
                LOG.log(Level.FINE, "DS9 " + id + " does not answer", e);
            }
        }
        throw new IOException(ids.isEmpty() ? "no DS9 is on the SAMP hub; start it, or let it join by File > SAMP > Connect "
                + "(DS9 does not come back by itself after a hub has gone)"
                : "DS9 is on the SAMP hub but does not answer within " + GREETING_SECONDS + " s; it may show a dialogue that "
                        + "waits for a click");
    }

    /**
     * Asks a question.
     *
     * @param command as of DS9's XPA access points, such as {@code bin factor}
     * @return the answer, or for regions the region file that it names; empty text if there was none
     * @throws IOException if DS9 refuses or does not answer in time, or names something else than a region file
     */
    public String get(String command) throws IOException {
        Map<?, ?> result = call(GET, command, Optional.empty());
        Object url = result.get("url");
        if (command.startsWith("regions") && url instanceof String s && !s.isBlank()) {
            return regionFile(path(s));
        }
        return result.get("value") instanceof String s ? s.trim() : "";
    }

    /** Any client may say that it is DS9. What is no region file must not come back in reasons that quote its lines. */
    private static String regionFile(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_REGIONS) {
            throw new IOException("DS9 answers with " + file + ", expected a region file of less than " + MOST_REGIONS
                    + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.startsWith(REGION_FILE) && !text.isBlank() && !text.trim().equals("physical")
                && !CIAO.matcher(text).lookingAt()) {
            throw new IOException("DS9 answers with " + file + ", which does not begin as region files of DS9 do: "
                    + REGION_FILE + "..., or with a shape");
        }
        return text;
    }

    /**
     * Gives an order.
     *
     * @param command as of DS9's XPA access points
     * @throws IOException if DS9 refuses or does not answer in time
     */
    public void set(String command) throws IOException {
        call(SET, command, Optional.empty());
    }

    /**
     * Gives an order with data.
     *
     * @param command as of DS9's XPA access points
     * @param data a file that DS9 reads before it answers
     * @throws IOException if DS9 refuses or does not answer in time
     */
    public void set(String command, Path data) throws IOException {
        call(SET, command, Optional.of(data));
    }

    private Map<?, ?> call(String type, String command, Optional<Path> data) throws IOException {
        Message message = new Message(type).addParam("cmd", command);
        data.ifPresent(d -> message.addParam("url", d.toUri().toString()));
        Response response;
        try {
            response = connector.callAndWait(id, message, seconds);
        } catch (SampException e) {
            if (!connector.isConnected()) {
                throw new IOException("the SAMP hub has gone, so DS9 cannot be asked", e);
            }
            throw new IOException("DS9 does not answer '" + command + "' within " + seconds + " s; it may show a dialogue "
                    + "that waits for a click, or have ended", e);
        }
        if (!response.isOK()) {
            throw new IOException("DS9 refuses '" + command + "': " + (response.getErrInfo() == null ? "no reason given"
                    : response.getErrInfo().getErrortxt()));
        }
        return response.getResult() == null ? Map.of() : response.getResult();
    }

    /** DS9 writes {@code file://localhost//tmp/x}, whose host and doubled slash Java does not take. */
    static Path path(String url) throws IOException {
        if (!url.regionMatches(true, 0, "file:", 0, 5)) {
            throw new IOException("DS9 answers with '" + url + "', expected the address of a file");
        }
        String place = url.replaceFirst("(?i)^file:(//[^/]*)?/*", "/");
        try {
            return Path.of(new URI("file", null, URI.create("file:" + place).getPath(), null));
        } catch (IllegalArgumentException | URISyntaxException e) {
            throw new IOException("DS9 answers with '" + url + "', which is no file's address: " + e.getMessage(), e);
        }
    }

    /**
     * Asks what the current frame shows.
     *
     * @return file, filter and binning
     * @throws IOException if it shows no event list, or DS9 does not answer
     */
    public Ds9View view() throws IOException {
        String file = get("file");
        if (file.isEmpty()) {
            throw new IOException("DS9's current frame shows no file; load an event list there");
        }
        EventLocation location = EventLocation.parse(file);
        if (!Path.of(location.file()).isAbsolute()) {
            location = location.in(Path.of(get("cd")));
        }
        if (location.filter().isEmpty()) {
            location = new EventLocation(location.file(), location.extension(), get("bin filter"));
        }
        List<String> axes = List.of(get("bin cols").split("\\s+"));
        double[] factor = numbers("bin factor");
        double[] about = numbers("bin about");
        return new Ds9View(location, axes.size() == 2 ? axes : List.of(),
                new ImageBinning(about[0], about[1], factor[0], factor[1], (int) numbers("bin buffersize")[0]));
    }

    /** DS9 says one number where both are the same, in some versions. */
    private double[] numbers(String command) throws IOException {
        String answer = get(command);
        String[] words = answer.split("\\s+");
        try {
            return new double[] {Double.parseDouble(words[0]), Double.parseDouble(words[words.length - 1])};
        } catch (NumberFormatException e) {
            throw new IOException("DS9 answers '" + command + "' with '" + answer + "', expected numbers; is the file in its "
                    + "current frame an event list?", e);
        }
    }

    /**
     * Asks for the regions of the current frame.
     *
     * @return the content of a region file in physical coordinates
     * @throws IOException if DS9 does not answer
     */
    public String regions() throws IOException {
        return get("regions -format ds9 -system physical");
    }
}
