package io.github.montecat.agent;

import io.github.montecat.ds9.Ds9Client;
import io.github.montecat.ds9.Ds9View;
import io.github.montecat.ds9.RegionLabels;
import io.github.montecat.error.Counted;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.event.EventLocation;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.PhaFolder;
import io.github.montecat.job.RegionJob;
import io.github.montecat.job.RegionRequest;
import io.github.montecat.region.ImageBinning;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Watches the regions drawn in DS9 and has them fitted anew when they have changed and then stood still for one look. Looks
 * once a second, and less often, down to every five seconds, while nothing happens or, down to every thirty, while there is no
 * DS9 that answers. Keeps event list, counts and posteriors of the last regions, so that only what is new is computed.
 *
 * <p>SAMP knows no message that changes a table in TOPCAT, and TOPCAT refuses a table id that it has seen. So every change is
 * sent as a table of its own, numbered, with the regions as they are: rows of moved regions are new, those of deleted ones are
 * gone. Works on a thread of its own; to be closed.
 */
final class RegionFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RegionFollower.class.getName());
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration ABSENT = Duration.ofSeconds(30);
    private static final double GROWTH = 1.5;
    /** A regions answer takes DS9 no time; one that takes longer shows a dialogue. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HubLink link;
    private final TableSender sender;
    private final TableSessions sessions;
    private final PhaFolder phaFolder;
    private final FitPlan plan;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread t = new Thread(r, "Montecat follows DS9");
        t.setDaemon(true);
        return t;
    });
    private Ds9Client ds9;
    private RegionJob job;
    private State opened;
    private State seen;
    private State done;
    private long wait = SHORTEST.toMillis();
    private String trouble = "";
    private int version;
    private Future<?> nextLook;
    private volatile boolean joined;
    private volatile boolean closed;

    /**
     * What is fitted: a change in it calls for a new fit. The image that DS9 bins, which changes as it is moved, is a part of
     * it only where there are points, which are pixels of it.
     */
    private record State(EventLocation events, List<String> axes, Optional<ImageBinning> image, FileTime modified, long size,
            String regions) {

        boolean sameEvents(State other) {
            return other != null && events.equals(other.events) && axes.equals(other.axes) && image.equals(other.image)
                    && modified.equals(other.modified) && size == other.size;
        }
    }

    RegionFollower(AgentSettings settings, HubLink link, TableSender sender, TableSessions sessions,
            PhaFolder phaFolder) {
        this.link = link;
        this.sender = sender;
        this.sessions = sessions;
        this.phaFolder = phaFolder;
        plan = settings.plan().reading(SpectrumTableSettings.AUTOMATIC.withSources(settings.sources()));
    }

    /** Starts watching. */
    void start() {
        schedule(0);
    }

    /** Looks soon, since a hub has been joined. */
    void hubJoined() {
        joined = true;
        schedule(SHORTEST.toMillis());
    }

    private synchronized void schedule(long millis) {
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        try {
            nextLook = thread.schedule(this::look, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the agent is closing", e);
        }
    }

    private void look() {
        Duration longest = IDLE;
        boolean moved = false;
        joined = false;
        try {
            moved = follow();
        } catch (IOException e) {
            longest = ABSENT;
            ds9 = null;
            say(ErrorSentence.of(e));
        } catch (Throwable e) {
            // An error in one look must not be the end of following.
            longest = ABSENT;
            LOG.log(closed ? Level.FINE : Level.WARNING, "following DS9 failed: " + e, e);
        }
        wait = moved || joined ? SHORTEST.toMillis() : Math.min(longest.toMillis(), (long) (wait * GROWTH));
        if (!closed) {
            schedule(wait);
        }
    }

    /** Says what is wrong once, not at every look. */
    private void say(String message) {
        if (!String.valueOf(message).equals(trouble)) {
            LOG.info("not following DS9 at present: " + message);
            trouble = String.valueOf(message);
        }
    }

    /** @return whether something has changed since the last look or was fitted in this one */
    private boolean follow() throws IOException {
        if (!link.isConnected()) {
            throw new IOException("no SAMP hub is running");
        }
        if (ds9 == null) {
            ds9 = Ds9Client.find(link, PATIENCE);
        }
        State now = state();
        if (now.equals(done)) {
            seen = now;
            return false;
        }
        if (!now.equals(seen)) {
            // Somebody may still be drawing.
            seen = now;
            return true;
        }
        fit(now);
        done = now;
        return true;
    }

    private State state() throws IOException {
        Ds9View view = ds9.view();
        String regions = plain(ds9.regions());
        Path file = Path.of(view.events().file());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ", which DS9 shows, is no file on this machine");
        }
        return new State(view.events(), view.axes(), regions.contains("point") ? Optional.of(view.binning())
                : Optional.empty(), Files.getLastModifiedTime(file), Files.size(file), regions);
    }

    /** The regions without what DS9 shows beside them: labels, of which ours are some, and the colours of selected ones. */
    static String plain(String regions) {
        return regions.lines().filter(l -> !l.startsWith("#") && !l.startsWith("global") && !l.isBlank())
                .map(l -> l.replaceAll(" (select|highlite|color|width|dash|font|move|edit|delete|rotate)="
                        + "(\"[^\"]*\"|\\S+)", "")).collect(Collectors.joining("\n"));
    }

    private void fit(State now) throws IOException {
        RegionJob.Outcome outcome;
        try {
            outcome = run(now);
        } catch (IOException e) {
            // DS9 is well; it is for the user to change the file, filter or regions.
            say(ErrorSentence.of(e));
            return;
        }
        RegionLabels.draw(ds9, outcome.spectra().regions(), outcome.results());
        if (outcome.results().isEmpty() && version == 0) {
            return;
        }
        String id = sender.newTableId();
        String name = job.stem() + ", regions (" + ++version + ")";
        sessions.add(new TableSession(name, Optional.empty(), "", id, outcome.spectra(), plan.settings(), outcome,
                () -> { })).end();
        trouble = "";
        LOG.info("DS9 has " + outcome.results().size() + " regions; of those that are new or changed, "
                + outcome.news().sentence());
        if (TableSender.receivers(link.requireConnection()).isEmpty()) {
            say("nobody on the SAMP hub takes the table '" + name + "'; start TOPCAT");
            return;
        }
        sender.sendToAll(outcome.table(), name, id);
    }

    private RegionJob.Outcome run(State now) throws IOException {
        if (job == null || !now.sameEvents(opened)) {
            closeJob();
            job = RegionJob.open(new RegionRequest(now.events(), now.axes(), now.image(), OptionalDouble.empty(), "", ""), plan);
            opened = now;
        }
        return job.run(now.regions(), Optional.of(phaFolder), this::requireOpen);
    }

    private void requireOpen(long done, long total) {
        if (closed) {
            throw new CancellationException("the agent is closing");
        }
    }

    private void closeJob() throws IOException {
        if (job != null) {
            job.close();
            job = null;
        }
    }

    /** Stops watching. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
                closeJob();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot close the event list", e);
        }
    }
}
