package io.github.montecat.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String NASTY = "<script>alert(\"1\")</script> & 'more'\u0001";

    @Test
    void everyTextIsEscaped() {
        String html = new Page(NASTY).lead(NASTY).paragraph(NASTY).verdict(false, NASTY).heading(NASTY)
                .list(List.of(new String[] {NASTY, NASTY}, new String[] {"left out", ""}))
                .table(NASTY, List.of(NASTY), List.of(List.of(NASTY, NASTY)))
                .figure("f", Figure.grid(List.of(Ink.chart("", "x", "y")), 1, 20, 20), NASTY, NASTY).html(NASTY);
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("\u0001"));
        assertFalse(html.contains("left out"));
        assertTrue(html.contains("<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;\ufffd</h1>"));
    }

    @Test
    void aPageNeedsNothingElse() {
        String html = new Page("x").figure("f", Figure.grid(List.of(Ink.chart("", "x", "y")), 1, 20, 20), "a",
                "b").html("z");
        assertFalse(html.contains("http"));
        assertFalse(html.contains("url("));
        assertTrue(html.contains("src=\"data:image/png;base64,iVBOR"));
        assertTrue(html.startsWith("<!DOCTYPE html>"));
    }

    @Test
    void aTableIsNeverWiderThanThePage() {
        String html = new Page("x").table("c", List.of("a", "b"), List.of(List.of("1", "2"))).html("z");
        assertFalse(html.contains("nowrap"), "cells break where they would be cut");
    }

    @Test
    void numbersAndUnitsAreWrittenAsPeopleDo() {
        assertEquals("10²² cm⁻²", Label.unit("10**22.cm**-2"));
        assertEquals("10²² cm⁻²", Label.unit("1e22.cm**-2"));
        assertEquals("10¹⁹ cm⁻²", Label.unit(-3, "10**22.cm**-2"));
        assertEquals("10⁻⁴ photon", Label.unit(-4, "photon"));
        assertEquals("10⁻⁴", Label.unit(-4, ""));
        assertEquals("photon keV⁻¹ cm⁻² s⁻¹", Label.unit("photon.keV**-1.cm**-2.s**-1"));
        assertEquals("", Label.unit(""));
        assertEquals("0.2410 +0.0040 −0.0030", Label.interval(0.241, 0.238, 0.245));
        assertEquals("584 +59 −59", Label.interval(584, 525, 643));
        assertEquals("3", Label.interval(3, 3, 3));
        assertEquals("(4.58 +0.14 −0.13)×10⁻¹²", Label.interval(4.58e-12, 4.45e-12, 4.72e-12));
        assertEquals("(2.00 +0.10 −0.20)×10⁷", Label.interval(2e7, 1.8e7, 2.1e7));
        assertEquals("1234.5678901 (+2.0 −1.8)×10⁻⁶", Label.interval(1234.5678901, 1234.5678883, 1234.5678921));
        assertEquals("−1.0 +1.0 −3.0", Label.interval(-1, -4, 0));
        assertEquals("1×10⁻¹⁴", Label.number(1e-14, 3));
        assertEquals("−0.965", Label.number(-0.9649, 3));
        assertEquals("–", Label.number(Double.NaN, 3));
        assertEquals("0.1", Label.round(0.1));
        assertEquals("1000", Label.round(1000));
        assertEquals("< 0.001", Label.probability(1e-5));
        assertEquals("0.218", Label.probability(0.218));
    }
}
