package io.github.montecat.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.region.Intervals;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

    private static final List<String> COLUMNS = List.of("time", "X", "pi", "grade", "ccd_id");

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "pi>100&&pi<300; 200; 0; true", "pi>100&&pi<300; 100; 0; false", "pi>100 && pi<300; 300; 0; false",
        "PI=100:300; 100; 0; true", "pi=100:300; 301; 0; false", "pi=100:; 1e6; 0; true", "pi=:100; 101; 0; false",
        "pi=1,5:7,grade=2; 6; 2; true", "pi=1,5:7,grade=2; 6; 3; false", "pi=1,5:7,grade=2; 4; 2; false",
        "pi=-3:-1; -2; 0; true", "!(pi>5)||grade==2; 9; 2; true", "!(pi>5)||grade==2; 9; 1; false",
        "pi>5||grade==2&&pi<0; 6; 0; true", "(pi>5||grade==2)&&pi<8; 9; 2; false", "pi*2+1>=11; 5; 0; true",
        "pi%2==0; 5; 0; false", "-pi<-4; 5; 0; true", "pi!=5; 5; 0; false", "3<pi; 4; 0; true", "pi=5; 5; 0; true",
        "pi>1.5e1; 15; 0; false", "(pi+1)/2>grade; 4; 2; true"})
    void selects(String text, double pi, double grade, boolean expected) throws Exception {
        EventFilter filter = EventFilter.parse(text, COLUMNS);
        double[] values = filter.columns().stream().mapToDouble(c -> c.equals("pi") ? pi : grade).toArray();
        assertEquals(expected, filter.accepts(values), text);
    }

    @Test
    void blankValuesDoNotPass() throws Exception {
        assertEquals(false, EventFilter.parse("pi!=5", COLUMNS).accepts(new double[] {Double.NaN}));
        assertEquals(false, EventFilter.parse("pi=1:5", COLUMNS).accepts(new double[] {Double.NaN}));
        assertTrue(EventFilter.parse("", COLUMNS).accepts(new double[0]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "pi>; 4; expected a column or a number, found the end", "pi>100&&; 9; found the end",
        "energy>5; 1; no column 'energy'; it has time, X, pi, grade, ccd_id", "pi>5 grade<3; 6; unexpected 'grade'",
        "pi>5&&circle(1,2,3); 7; regions are no part", "(pi>5; 6; expected ')'", "pi#5; 3; '#' does not belong",
        "pi+5; 5; expected a condition", "(pi>5)+1>2; 7; expected a number, found a condition",
        "pi=5:3; 7; range 5.0:3.0 is empty", "pi=a; 4; expected a number", "pi(5)>2; 3; a column, not a function"})
    void namesPositionAndReason(String text, int position, String reason) {
        FilterSyntaxException e = assertThrows(FilterSyntaxException.class, () -> EventFilter.parse(text, COLUMNS));
        assertTrue(e.getMessage().contains("position " + position + ":") && e.getMessage().contains(reason),
                e.getMessage());
    }

    @Test
    void findsTheTimesThatCanPass() throws Exception {
        assertEquals(Intervals.of(10, 20), limits("time=10:20&&pi>5"));
        assertEquals(Intervals.of(10, 20), limits("time>=10&&20>time"));
        assertEquals(Intervals.of(1, 2).or(Intervals.of(5, 7)), limits("time=1:2,5:7"));
        assertEquals(Intervals.of(1, 2).or(Intervals.of(5, 7)), limits("time=1:2||time=5:7"));
        assertEquals(Intervals.ALL, limits("time=1:2||pi>5"));
        assertEquals(Intervals.ALL, limits("pi>5"));
    }

    private static Intervals limits(String text) throws FilterSyntaxException {
        return EventFilter.parse(text, COLUMNS).limits("TIME");
    }

    /** Parentheses and signs of 850 bytes overflowed the stack of a small thread. */
    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "+", "!", "!(", "-(", "((pi)+"})
    void boundsNesting(String open) {
        String message = assertThrows(FilterSyntaxException.class,
                () -> EventFilter.parse(open.repeat(2000) + "pi", List.of("pi"))).getMessage();
        assertTrue(message.contains("deeper than 100 levels"), message.substring(message.length() - 100));
    }

    @Test
    void longChainsAreNotDeep() throws Exception {
        for (String join : List.of("||", "&&", ",")) {
            EventFilter filter = EventFilter.parse("pi>1" + (join + "pi>1").repeat(3000), List.of("pi"));
            assertTrue(inSmallThread(() -> filter.accepts(new double[] {2})));
            assertFalse(filter.accepts(new double[] {0}));
            assertEquals(Intervals.of(1, Double.POSITIVE_INFINITY), filter.limits("pi"));
        }
        EventFilter sum = EventFilter.parse("pi" + "+1".repeat(500) + ">501", List.of("pi"));
        assertTrue(inSmallThread(() -> sum.accepts(new double[] {2})));
        String many = assertThrows(FilterSyntaxException.class,
                () -> EventFilter.parse("pi" + "+1".repeat(501) + ">0", List.of("pi"))).getMessage();
        assertTrue(many.contains("more than 500 operators"), many);
        String length = assertThrows(FilterSyntaxException.class,
                () -> EventFilter.parse("pi>1" + "||pi>1".repeat(5000), List.of("pi"))).getMessage();
        assertTrue(length.contains("30004 characters, expected 20000 at most"), length);
    }

    private static boolean inSmallThread(Callable<Boolean> task) throws Exception {
        FutureTask<Boolean> future = new FutureTask<>(task);
        new Thread(null, future, "small", 1 << 18).start();
        return future.get();
    }

    @Test
    void manyBracketsAreNotDeep() {
        EventLocation location = EventLocation.parse("f.fits[EVENTS]" + "[pi>1]".repeat(20_000));
        assertEquals("f.fits", location.file());
        assertTrue(location.filter().startsWith("(pi>1)&&(pi>1)"));
        assertEquals("a]b", EventLocation.parse("a]b[x]").file());
    }
}
