package io.github.montecat.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.output.TargetStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What comes from outside reaches the terminal without control characters. */
class ConsoleTest {

    private static final String CLEAR = "\u001b[2J";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8), true, false);

    private String shown() {
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void aRemarkIsOneLine() {
        console.remark("read 'a" + CLEAR + "\r\n montecat: wrote b'");
        assertEquals("read 'a?[2J montecat: wrote b'\n", shown());
    }

    @Test
    void anErrorKeepsItsLines() {
        console.error("bad" + CLEAR, "  pow*tbabs\n     ^");
        assertEquals("montecat: bad?[2J\n  pow*tbabs\n     ^\n", shown());
    }

    @Test
    void aStackTraceIsPrintableToo() {
        console.stackTrace(new IllegalStateException("bad" + CLEAR));
        assertTrue(shown().startsWith("java.lang.IllegalStateException: bad?[2J\n\tat "), shown());
    }

    @Test
    void theLabelOfProgressIsPrintable() {
        try (ConsoleProgress progress = console.progress("sky\n" + CLEAR, "spectra")) {
            progress.update(0, 2);
        }
        assertTrue(shown().startsWith("\rsky ?[2J  ["), shown());
    }

    @Test
    void aMessageOfTheLogIsOneLine() {
        Logger root = Logger.getLogger("");
        Handler[] before = root.getHandlers();
        try {
            LogLevel.logTo(console);
            root.log(Level.WARNING, "from 'a" + CLEAR + "\nmontecat: b'");
        } finally {
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            for (Handler handler : before) {
                root.addHandler(handler);
            }
        }
        assertTrue(shown().contains("from 'a?[2J montecat: b'"), shown());
        assertFalse(shown().contains(CLEAR));
    }

    @Test
    void resultsInWordsHideNothing() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console plain = new Console(new TargetStream(out, "to a test"), StandardCharsets.UTF_8,
                new PrintStream(OutputStream.nullOutputStream()), true);
        plain.out().println("good: bundle\u202estif.exe" + CLEAR);
        plain.out().printf("%s%n", "a\u200bb");
        plain.out().print(new StringBuilder("c\u0007d\n"));
        assertEquals("good: bundle?stif.exe?[2J\na?b\nc?d\n",
                out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void whatALibraryRepeatsIsSaidOnce() {
        Logger root = Logger.getLogger("");
        Handler[] before = root.getHandlers();
        Filter[] filters = Arrays.stream(before).map(Handler::getFilter).toArray(Filter[]::new);
        try {
            LogLevel.configure(false);
            LogLevel.logTo(console);
            Logger library = Logger.getLogger("uk.ac.starlink.votable");
            Logger own = Logger.getLogger("io.github.montecat.test");
            for (int i = 0; i < 4; i++) {
                library.warning("row count mismatch 5!=0");
                own.warning("one more");
            }
            library.warning("row count mismatch 6!=0");
        } finally {
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            for (int i = 0; i < before.length; i++) {
                before[i].setFilter(filters[i]);
                root.addHandler(before[i]);
            }
        }
        List<String> lines = shown().lines().filter(l -> !l.isBlank()).toList();
        assertEquals(1, lines.stream().filter(l ->
                l.contains("the table reader (STIL) says: row count mismatch 5!=0")).count(),
                shown());
        assertEquals(1, lines.stream().filter(l -> l.contains("6!=0")).count(), shown());
        assertEquals(4, lines.stream().filter(l -> l.contains("one more")).count(), shown());
    }
}
