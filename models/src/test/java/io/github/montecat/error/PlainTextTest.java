package io.github.montecat.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void whatATerminalObeysOrNobodySeesBecomesAQuestionMark() {
        // Clear screen, right-to-left override, blank without width, byte-order mark, half of a surrogate pair.
        assertEquals("a?[2Jb", PlainText.sentence("a\u001b[2Jb"));
        assertEquals("bundle?stif.exe", PlainText.sentence("bundle\u202estif.exe"));
        assertEquals("a?b?c?d", PlainText.sentence("a\u200bb\ufeffc\ud800d"));
        assertEquals("\u00c5 \u03b1 \u2609 \ud835\udefc\tx",
                PlainText.sentence("\u00c5 \u03b1 \u2609 \ud835\udefc\tx"));
    }

    @Test
    void aSentenceIsOneLineAndNotTooLong() {
        assertEquals("", PlainText.sentence(null));
        assertEquals("a b c", PlainText.sentence("a\r\n  b\u2028c"));
        String cut = PlainText.sentence("start" + "x".repeat(5000) + "end");
        assertEquals(1000, cut.length());
        assertTrue(cut.startsWith("start") && cut.contains(" ... ") && cut.endsWith("end"));
    }

    @Test
    void linesStayLines() {
        assertEquals("a?" + System.lineSeparator() + "  b", PlainText.lines("a\u202e\n  b"));
        assertEquals("a?\n\r\n?b", PlainText.block("a\u202e\n\r\n\rb"));
    }
}
