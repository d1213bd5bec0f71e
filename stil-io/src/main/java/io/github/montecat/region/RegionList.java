package io.github.montecat.region;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The regions of a file, what is excluded taken out of each. Immutable.
 *
 * @param sources regions whose spectra are wanted, and malformed ones, in the order of the file
 * @param backgrounds regions that give background
 * @param remarks what was left out, for people
 */
public record RegionList(List<Region> sources, List<Region> backgrounds, List<String> remarks) {

    /** Copies the lists. */
    public RegionList {
        sources = List.copyOf(sources);
        backgrounds = List.copyOf(backgrounds);
        remarks = List.copyOf(remarks);
    }

    static RegionList of(List<Region> all, List<String> remarks) {
        List<Shape> holes = all.stream().filter(r -> r.role() == Region.Role.EXCLUDED && r.shape() != null)
                .map(Region::shape).toList();
        List<Bounds> bounds = holes.stream().map(Shape::bounds).toList();
        List<Region> sources = new ArrayList<>();
        List<Region> backgrounds = new ArrayList<>();
        for (Region region : all) {
            Region cut = region.shape() == null ? region : region.withShape(without(region.shape(), holes, bounds));
            if (region.error().isPresent() || region.role() == Region.Role.SOURCE) {
                sources.add(cut);
            } else if (region.role() == Region.Role.BACKGROUND) {
                backgrounds.add(cut);
            }
        }
        return new RegionList(sources, backgrounds, remarks);
    }

    /** Only holes that can touch the shape are taken out of it, since each costs time for every event in it. */
    private static Shape without(Shape shape, List<Shape> holes, List<Bounds> bounds) {
        Bounds own = shape.bounds();
        List<Shape> near = IntStream.range(0, holes.size()).filter(h -> bounds.get(h).touches(own)).mapToObj(holes::get)
                .toList();
        return near.isEmpty() ? shape : Difference.of(shape, Union.of(near));
    }

    /**
     * The background of a source: all background regions that share a tag with it; if none does, all that share no tag
     * with any source.
     *
     * @param source one of the sources
     * @return the union of these regions, empty if there are none
     */
    public Optional<Shape> backgroundOf(Region source) {
        List<Region> own = backgrounds.stream().filter(b -> !Collections.disjoint(b.tags(), source.tags())).toList();
        if (own.isEmpty()) {
            Set<String> tags = new HashSet<>();
            sources.forEach(s -> tags.addAll(s.tags()));
            own = backgrounds.stream().filter(b -> Collections.disjoint(b.tags(), tags)).toList();
        }
        return own.isEmpty() ? Optional.empty() : Optional.of(Union.of(own.stream().map(Region::shape).toList()));
    }
}
