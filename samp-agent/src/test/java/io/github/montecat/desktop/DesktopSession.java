package io.github.montecat.desktop;

import io.github.montecat.agent.LoopbackServer;
import io.github.montecat.agent.StandardProfile;
import io.github.montecat.plugin.window.FitToolAction;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.hub.Hub;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.URLDataSource;

/** A display, a private hub, TOPCAT with the plugin, and a client that looks at TOPCAT's tables. One thread at a time. */
final class DesktopSession implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 90;

    final VirtualDisplay display;
    final Topcat topcat;
    private final LoopbackServer server;
    private final Hub hub;
    private final HubConnection tester;
    private final Path lockFile;
    private AgentProcess agent;

    /**
     * Starts all but the agent.
     *
     * @param folder for temporary files
     * @param words more of TOPCAT's command line
     */
    DesktopSession(Path folder, String... words) throws IOException {
        lockFile = folder.resolve("samp");
        server = new LoopbackServer();
        StandardProfile profile = StandardProfile.at(lockFile);
        hub = profile.startHub(server).orElseThrow();
        tester = profile.clientProfile(server).register();
        display = new VirtualDisplay("1290x990");
        List<String> all = new ArrayList<>(List.of("-Dtopcat.exttools=" + TopcatDriver.class.getName() + ":"
                + FitToolAction.class.getName()));
        all.addAll(Arrays.asList(words));
        topcat = new Topcat(display, lockFile, List.of(plugin()), all.toArray(String[]::new));
    }

    /** @return the plugin's classes or jar */
    static Path plugin() throws IOException {
        try {
            return Path.of(FitToolAction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** Starts an agent that the plugin finds on the hub, and that ends with this session. */
    void startAgent(String... options) throws Exception {
        agent = new AgentProcess(lockFile, options);
        client("Montecat", "montecat.fit");
    }

    /** Has TOPCAT load a FITS file, as any program on the hub could. */
    void load(Path file) throws Exception {
        tester.callAndWait(client("topcat", "table.load.fits"), new Message("table.load.fits")
                .addParam("url", file.toUri().toString()).addParam("name", file.getFileName().toString()), PATIENCE_SECONDS);
    }

    /** @return whether a program of that name takes that message at present */
    boolean hasClient(String name, String messageType) throws Exception {
        for (Object client : tester.getSubscribedClients(messageType).keySet()) {
            if (name.equalsIgnoreCase(tester.getMetadata((String) client).getName())) {
                return true;
            }
        }
        return false;
    }

    /** Waits for a program of that name that takes that message. */
    String client(String name, String messageType) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            for (Object client : tester.getSubscribedClients(messageType).keySet()) {
                if (name.equalsIgnoreCase(tester.getMetadata((String) client).getName())) {
                    return (String) client;
                }
            }
            Thread.sleep(200);
        }
        throw new IOException("no " + name + " that takes " + messageType + " on the hub");
    }

    /** Waits until the plugin's window says something. */
    String awaitStatus(String start) throws Exception {
        return awaitStatus(start, PATIENCE_SECONDS);
    }

    String awaitStatus(String start, int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String status = "";
        while (System.nanoTime() < end) {
            status = topcat.ask("read montecat.status");
            if (status.startsWith(start)) {
                return status;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the window does not say '" + start + "' but '" + status + "'");
    }

    /** Fetches a table as TOPCAT shows it. */
    StarTable pull(Topcat.Table table) throws Exception {
        Response response = tester.callAndWait(client("topcat", "table.get.stil"), new Message("table.get.stil")
                .addParam("format", "fits").addParam("index", "" + table.id()), PATIENCE_SECONDS);
        if (!response.isOK()) {
            throw new IOException(response.toString());
        }
        URL url = new URL((String) response.getResult().get("url"));
        return Tables.randomTable(new StarTableFactory(true).makeStarTable(new URLDataSource(url), "fits"));
    }

    /** Takes a picture for people. */
    void picture(String name) throws Exception {
        // Windows are drawn in the background, and nothing tells when they are done.
        Thread.sleep(1500);
        display.screenshot(Files.createDirectories(Path.of("target", "desktop")).resolve(name));
    }

    /** @return index of a column */
    static int column(StarTable table, String name) {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (name.equals(table.getColumnInfo(i).getName())) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        topcat.close();
        display.close();
        hub.shutdown();
        server.close();
    }
}
