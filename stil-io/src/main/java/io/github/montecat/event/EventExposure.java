package io.github.montecat.event;

import io.github.montecat.region.Intervals;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The exposure of a filtered event list: that of the header, times the part of the good time that the filter's time ranges
 * leave. Where the header's time on source and the good time intervals differ by more than 1 %, as after a cut in time by a
 * tool that leaves keywords alone, the intervals count, times the header's live fraction.
 *
 * @param seconds the exposure in s, NaN if nothing tells it
 * @param source where it comes from, in words
 */
record EventExposure(double seconds, String source) {

    private static final List<String> LIVE = List.of("EXPOSURE", "LIVETIME");
    private static final double AGREEMENT = 0.01;

    /**
     * @param header of the event list
     * @param good its good times, {@link Intervals#ALL} if it has none
     * @param kept times that the filter lets pass
     * @return the exposure
     */
    static EventExposure of(EventHeader header, Intervals good, Intervals kept) {
        OptionalDouble live = first(header, LIVE);
        OptionalDouble on = positive(header.number("ONTIME"));
        OptionalDouble stated = live.isPresent() ? live : on.isPresent() ? on : positive(header.number("EXPTIME"));
        String name = live.isPresent() ? LIVE.stream().filter(k -> positive(header.number(k)).isPresent()).findFirst()
                .orElseThrow() : on.isPresent() ? "ONTIME" : "EXPTIME";
        Intervals span = good.equals(Intervals.ALL) && header.number("TSTART").isPresent()
                && header.number("TSTOP").isPresent() ? Intervals.of(header.number("TSTART").getAsDouble(),
                        header.number("TSTOP").getAsDouble()) : good;
        double all = span.length();
        double left = span.and(kept).length();
        boolean intervals = !good.equals(Intervals.ALL) && all > 0;
        if (stated.isEmpty()) {
            return intervals ? new EventExposure(left, "good time intervals") : new EventExposure(Double.NaN, "nothing: "
                    + "the event list has neither EXPOSURE, LIVETIME nor ONTIME nor good time intervals; give it with "
                    + "--exposure SECONDS");
        }
        double cut = Double.isFinite(all) && all > 0 ? left / all : 1;
        String rest = cut < 1 ? String.format(Locale.ROOT, ", %.4g of it by the filter on time", cut) : "";
        double reference = on.orElse(stated.getAsDouble());
        if (intervals && Math.abs(all - reference) > AGREEMENT * reference) {
            double fraction = on.isPresent() && live.isPresent() ? Math.min(1, live.getAsDouble() / on.getAsDouble()) : 1;
            return new EventExposure(left * fraction, String.format(Locale.ROOT,
                    "good time intervals of %.6g s, where %s says %.6g s, times the live fraction %.4g", all,
                    on.isPresent() ? "ONTIME" : name, reference, fraction) + rest);
        }
        return new EventExposure(stated.getAsDouble() * cut, "keyword " + name + rest);
    }

    private static OptionalDouble first(EventHeader header, List<String> keys) {
        return keys.stream().map(k -> positive(header.number(k))).filter(OptionalDouble::isPresent).findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble positive(OptionalDouble value) {
        return value.isPresent() && value.getAsDouble() > 0 ? value : OptionalDouble.empty();
    }
}
