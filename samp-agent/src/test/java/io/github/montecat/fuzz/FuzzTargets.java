package io.github.montecat.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** All readers that are fed. */
final class FuzzTargets {

    private FuzzTargets() {
    }

    static List<FuzzTarget> all() {
        return Stream.of(OgipTargets.all(), TableTargets.all(), TextTargets.all(), BundleTargets.all())
                .flatMap(List::stream).toList();
    }

    static FuzzTarget named(String name) {
        return all().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }
}
