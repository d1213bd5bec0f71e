package io.github.montecat.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Changes a valid input. Stateless; the same random numbers give the same result. */
@FunctionalInterface
interface Mutator {

    /**
     * @param seed a valid input, left as it is
     * @param random source of all choices
     * @return the changed input
     */
    byte[] mutate(byte[] seed, SplittableRandom random);

    /**
     * @param other another mutator
     * @return a mutator that takes the other one time in four
     */
    default Mutator orRarely(Mutator other) {
        return (seed, random) -> (random.nextInt(4) == 0 ? other : this).mutate(seed, random);
    }

    /** Chooses one element of a list that is not empty. */
    static <T> T oneOf(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
