package io.github.montecat.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;

/** The installed DS9, started on a display and driven over SAMP as its users' scripts do. One thread at a time. */
final class Ds9 implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    /** The first of the two tables of DS9's statistics: number of the part, then the sum of its pixels. */
    private static final Pattern SUM = Pattern.compile("^\\d+\\t([\\d.e+]+)\\t", Pattern.MULTILINE);

    private final Process process;
    private final Path home;
    private final HubConnection tester;
    private final String client;

    /**
     * Starts DS9 and waits until it has joined the hub.
     *
     * @param display where to show it
     * @param lockFile of the hub; its folder serves as DS9's home folder
     * @param tester a connection to the hub
     * @param words more of its command line
     */
    Ds9(VirtualDisplay display, Path lockFile, HubConnection tester, String... words)
            throws IOException, InterruptedException {
        this.tester = tester;
        home = lockFile.toAbsolutePath().getParent();
        List<String> command = new ArrayList<>(List.of("ds9", "-geometry", "900x800"));
        command.addAll(List.of(words));
        ProcessBuilder builder = display.command(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).directory(home.toFile());
        builder.environment().put("SAMP_HUB", "std-lockurl:" + lockFile.toUri());
        builder.environment().put("HOME", home.toString());
        process = builder.start();
        client = awaitClient();
    }

    private String awaitClient() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            for (Object id : tester.getSubscribedClients("ds9.set").keySet()) {
                return (String) id;
            }
            Thread.sleep(200);
        }
        close();
        throw new IOException("DS9 has not joined the hub within " + PATIENCE_SECONDS + " s");
    }

    /**
     * Gives an order.
     *
     * @param command as for XPA
     */
    void set(String command) throws IOException {
        Response response = tester.callAndWait(client, new Message("ds9.set").addParam("cmd", command), PATIENCE_SECONDS);
        if (!response.isOK()) {
            throw new IOException("DS9 refuses '" + command + "': " + response.getErrInfo());
        }
    }

    /**
     * Draws regions beside those that are there.
     *
     * @param lines of a region file
     */
    void draw(String... lines) throws IOException {
        Path file = Files.writeString(Files.createTempFile(home, "draw", ".reg"), String.join("\n", lines) + "\n");
        set("regions load all " + file);
    }

    /**
     * DS9's own counts: the sums of its image's pixels in all regions, by its analysis "Statistics".
     *
     * @param markers how many regions have been drawn since DS9 started or forgot them
     * @return per region its parts in DS9's order, empty for a region without statistics
     */
    List<double[]> counts(int markers) throws IOException {
        Path answer = home.resolve("stats.txt");
        Path script = Files.writeString(home.resolve("stats.tcl"), """
                set montecat_out [open {%s} w]
                for {set i 1} {$i <= %d} {incr i} {
                    puts $montecat_out "marker $i"
                    puts $montecat_out [$current(frame) get marker $i analysis stats physical fk5]
                }
                close $montecat_out
                """.formatted(answer, markers));
        set("source " + script);
        List<double[]> counts = new ArrayList<>();
        for (String marker : Files.readString(answer).split("marker \\d+\\n")) {
            List<String> sums = new ArrayList<>();
            int second = marker.indexOf("npix");
            for (Matcher m = SUM.matcher(second < 0 ? marker : marker.substring(0, second)); m.find();) {
                sums.add(m.group(1));
            }
            counts.add(sums.stream().mapToDouble(Double::parseDouble).toArray());
        }
        // What stands before the first marker.
        return counts.subList(1, counts.size());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "DS9 " + client + Arrays.toString(new Object[] {home});
    }
}
