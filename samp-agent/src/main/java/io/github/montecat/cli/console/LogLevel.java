package io.github.montecat.cli.console;

import io.github.montecat.error.PlainText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** How much of the log is shown on standard error. */
public final class LogLevel {

    private static final String FORMAT_PROPERTY = "java.util.logging.SimpleFormatter.format";
    private static final String OWN = "io.github.montecat.";
    private static final String STIL = "uk.ac.starlink.";
    private static final Logger ROOT = Logger.getLogger("");
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger AGENT = Logger.getLogger("io.github.montecat.agent");

    private LogLevel() {
    }

    /**
     * Shows warnings, one line each: the libraries log at length. With {@code debug}, shows nearly all, with origin.
     *
     * @param debug whether to show more
     */
    public static void configure(boolean debug) {
        if (System.getProperty(FORMAT_PROPERTY) == null) {
            System.setProperty(FORMAT_PROPERTY, debug ? "%1$tT %4$s %3$s: %5$s%6$s%n" : "montecat: %5$s%n");
        }
        ROOT.setLevel(debug ? Level.FINE : Level.WARNING);
        for (Handler handler : ROOT.getHandlers()) {
            handler.setLevel(Level.ALL);
            handler.setFormatter(new PlainFormatter());
            if (!debug) {
                handler.setFilter(new RepeatFilter());
            }
        }
    }

    /**
     * Shows also what the agent does, unless the user wants quiet.
     *
     * @param console knows whether
     */
    public static void showAgentMessages(Console console) {
        if (!console.isQuiet() && !ROOT.isLoggable(Level.INFO)) {
            AGENT.setLevel(Level.INFO);
        }
    }

    /**
     * Sends the log through a console from now on, so that it does not run into a line of progress.
     *
     * @param console where to
     */
    public static void logTo(Console console) {
        Filter filter = null;
        for (Handler old : ROOT.getHandlers()) {
            filter = old.getFilter();
            ROOT.removeHandler(old);
        }
        PlainFormatter formatter = new PlainFormatter();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (isLoggable(record)) {
                    console.log(formatter.format(record).stripTrailing());
                }
            }

            @Override
            public void flush() {
                // Every line is written through.
            }

            @Override
            public void close() {
                // The console stays open.
            }
        };
        handler.setFilter(filter);
        ROOT.addHandler(handler);
    }

    /** Libraries repeat a message each time they look at a file again. */
    private static final class RepeatFilter implements Filter {

        private static final long QUIET_MILLIS = 10_000;
        private static final int MOST = 100;

        /** When each message was seen last. */
        private final Map<String, Long> seen = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > MOST;
            }
        };

        @Override
        public synchronized boolean isLoggable(LogRecord record) {
            if (String.valueOf(record.getLoggerName()).startsWith(OWN)) {
                return true;
            }
            Long last = seen.put(record.getLoggerName() + ": " + record.getMessage()
                    + Arrays.toString(record.getParameters()), record.getMillis());
            return last == null || record.getMillis() - last >= QUIET_MILLIS;
        }
    }

    /** Names of clients and tables come from outside: each message is one line without control characters. */
    private static final class PlainFormatter extends SimpleFormatter {

        @Override
        public String formatMessage(LogRecord record) {
            String said = PlainText.sentence(super.formatMessage(record));
            return String.valueOf(record.getLoggerName()).startsWith(STIL) ? "the table reader (STIL) says: " + said
                    : said;
        }

        @Override
        public String format(LogRecord record) {
            return PlainText.lines(super.format(record)) + System.lineSeparator();
        }
    }
}
