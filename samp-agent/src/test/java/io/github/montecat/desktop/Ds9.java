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
import java.util.stream.Collectors;
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
    private final VirtualDisplay display;
    private double originX;
    private double originY;

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
        this.display = display;
        home = lockFile.toAbsolutePath().getParent();
        List<String> command = new ArrayList<>(List.of("ds9", "-geometry", "900x860+0+0"));
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

    /**
     * Shows physical positions one to one on the screen, with the mouse for regions.
     *
     * @param x physical position in the middle
     * @param y physical position in the middle
     */
    void showForDrawing(double x, double y) throws IOException, InterruptedException {
        set("pan to " + x + " " + y + " physical");
        set("zoom to 1");
        set("mode region");
        // Beside the image alone is the middle of the canvas that of the image.
        set("colorbar no");
        Path answer = home.resolve("canvas.txt");
        Path script = Files.writeString(home.resolve("canvas.tcl"), """
                update
                set montecat_out [open {%s} w]
                puts $montecat_out "[winfo rootx $ds9(canvas)] [winfo rooty $ds9(canvas)] \
                    [winfo width $ds9(canvas)] [winfo height $ds9(canvas)]"
                close $montecat_out
                """.formatted(answer));
        set("source " + script);
        int[] canvas = Arrays.stream(Files.readString(answer).trim().split("\\s+")).mapToInt(Integer::parseInt).toArray();
        originX = canvas[0] + canvas[2] / 2.0 - x;
        originY = canvas[1] + canvas[3] / 2.0 + y;
    }

    /** Something done with mouse and keys. */
    @FunctionalInterface
    interface Gesture {
        void make() throws IOException, InterruptedException;
    }

    /**
     * Makes a gesture that changes regions, and again if DS9, busy at the moment, took no notice.
     *
     * @param gesture what to do
     */
    void change(Gesture gesture) throws IOException, InterruptedException {
        String before = regions();
        for (int attempt = 0; attempt < 5; attempt++) {
            gesture.make();
            for (int look = 0; look < 10; look++) {
                Thread.sleep(300);
                if (!regions().equals(before)) {
                    return;
                }
            }
        }
        throw new IOException("DS9 has the same regions as before: " + before);
    }

    /** The regions' shapes, without labels. */
    private String regions() throws IOException {
        Response response = tester.callAndWait(client, new Message("ds9.get").addParam("cmd",
                "regions -format ds9 -system physical"), PATIENCE_SECONDS);
        Object url = response.isOK() ? response.getResult().get("url") : null;
        if (!(url instanceof String file)) {
            throw new IOException("DS9 does not say its regions: " + response);
        }
        return Files.readAllLines(Path.of(file.replaceFirst("^file://localhost/+", "/"))).stream()
                .filter(l -> l.contains("(") && !l.startsWith("#")).map(l -> l.replaceFirst(" *#.*", ""))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Presses the mouse button at one physical position and lets it go at another.
     *
     * @param from x and y
     * @param to x and y
     */
    void drag(double[] from, double[] to) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("xdotool", "mousemove", screenX(from), screenY(from), "sleep", "0.3",
                "mousedown", "1", "sleep", "0.3"));
        int steps = 8;
        for (int i = 1; i <= steps && !Arrays.equals(from, to); i++) {
            double[] at = {from[0] + (to[0] - from[0]) * i / steps, from[1] + (to[1] - from[1]) * i / steps};
            words.addAll(List.of("mousemove", screenX(at), screenY(at), "sleep", "0.05"));
        }
        words.addAll(List.of("sleep", "0.3", "mouseup", "1", "sleep", "0.3"));
        run(words);
    }

    /**
     * Presses a key with the mouse over the image.
     *
     * @param key X's name of it
     */
    void key(String key) throws IOException, InterruptedException {
        run(List.of("xdotool", "key", key));
    }

    private void run(List<String> words) throws IOException, InterruptedException {
        Process mouse = display.command(words).inheritIO().start();
        if (!mouse.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || mouse.exitValue() != 0) {
            mouse.destroyForcibly();
            throw new IOException("no success: " + words);
        }
    }

    private String screenX(double[] at) {
        return "" + Math.round(originX + at[0]);
    }

    private String screenY(double[] at) {
        return "" + Math.round(originY - at[1]);
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
}
