package io.github.montecat.result;

import io.github.montecat.inference.FitOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What rows were fitted with, one object for all rows of a kind. Not safe for use by several threads. */
final class Origins {

    private final Map<String, FitOrigin> kinds = new LinkedHashMap<>();

    /**
     * @param ofRow what a row was fitted with
     * @return that of the first row of its kind
     */
    FitOrigin add(FitOrigin ofRow) {
        return kinds.computeIfAbsent(kind(ofRow), title -> ofRow);
    }

    /** Equal for rows that differ by no more than the numbers that they give for parameters. */
    private static String kind(FitOrigin origin) {
        return origin.title() + origin.model().prior().free().stream().map(f -> " " + f.parameter().label())
                .collect(Collectors.joining()) + origin.own().list().stream().map(p -> p.value().isPresent() ? " fixed"
                : p.prior().isPresent() ? " prior" : " model").collect(Collectors.joining());
    }

    /** @return what rows were fitted with, in the order of their first row */
    List<FitOrigin> list() {
        return List.copyOf(kinds.values());
    }
}
