package io.github.montecat.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a mistyped word was probably meant to be, by Levenshtein's edit distance. */
final class NearestName {

    private NearestName() {
    }

    /**
     * @param word what was typed
     * @param names what exists
     * @return a name that starts with the word, or else the nearest at most a third of its letters (and at least two)
     *         away; empty if none is near
     */
    static Optional<String> of(String word, Collection<String> names) {
        Optional<String> completed = word.isEmpty() ? Optional.empty()
                : names.stream().filter(n -> n.startsWith(word)).findFirst();
        return completed.isPresent() ? completed
                : names.stream().filter(n -> distance(word, n) <= Math.max(2, n.length() / 3))
                        .min(Comparator.comparingInt(n -> distance(word, n)));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitute, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
