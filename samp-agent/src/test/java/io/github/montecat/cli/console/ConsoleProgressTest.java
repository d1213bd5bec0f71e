package io.github.montecat.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long seconds;

    private ConsoleProgress progress(ConsoleProgress.Style style) {
        return new ConsoleProgress("fitting", "spectra", new PrintStream(bytes, true, StandardCharsets.UTF_8), style,
                () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void barShowsShareRateAndTimeLeft() {
        try (ConsoleProgress p = progress(ConsoleProgress.Style.BAR)) {
            p.update(0, 400);
            seconds = 4;
            p.update(100, 400);
        }
        String[] drawn = text().split("\r");
        assertEquals("fitting  [######..................]  25 %  100/400 spectra  25/s  0:12 left",
                drawn[drawn.length - 1].stripTrailing());
        assertTrue(text().endsWith("\n"));
    }

    @Test
    void shorterLineWipesLongerOne() {
        try (ConsoleProgress p = progress(ConsoleProgress.Style.BAR)) {
            p.update(0, 4);
            seconds = 1;
            p.update(1, 4);
            seconds = 2;
            p.update(4, 4);
        }
        String[] drawn = text().replace("\n", "").split("\r");
        assertTrue(drawn[drawn.length - 1].length() >= drawn[drawn.length - 2].stripTrailing().length() - 1, text());
    }

    @Test
    void plainLinesAreFewAndEndWithTheLastState() {
        try (ConsoleProgress p = progress(ConsoleProgress.Style.LINES)) {
            for (seconds = 1; seconds <= 25; seconds++) {
                p.update(seconds, 25);
            }
        }
        assertEquals(3, text().lines().count(), text());
        assertTrue(text().strip().endsWith("100 %  25/25 spectra  0.96/s"), text());
    }

    @Test
    void unknownTotalShowsCount() {
        try (ConsoleProgress p = progress(ConsoleProgress.Style.LINES)) {
            seconds = 2;
            p.update(50, -1);
        }
        assertEquals("fitting  50 spectra  25/s", text().strip());
    }

    @Test
    void quietShowsNothing() {
        try (ConsoleProgress p = progress(ConsoleProgress.Style.NONE)) {
            seconds = 60;
            p.update(50, 100);
        }
        assertEquals("", text());
    }

    @Test
    void otherLinesDoNotRunIntoTheBar() {
        Console console = new Console(System.out, new PrintStream(bytes, true, StandardCharsets.UTF_8), true, false);
        try (ConsoleProgress p = console.progress("fitting", "spectra")) {
            p.update(1, 4);
            console.remark("a table came");
        }
        String[] lines = text().split("\n");
        String remark = lines[0].substring(lines[0].lastIndexOf('\r') + 1);
        assertEquals("a table came", remark);
        assertTrue(lines[0].contains("\r" + " ".repeat(20)), text());
        assertTrue(lines[1].contains("25 %"), text());
        console.remark("over");
        assertTrue(text().endsWith("\nover\n"), text());
    }
}
