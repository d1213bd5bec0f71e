package io.github.montecat.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the columns of a model begin with where a table has several models: the model's name with an underscore for
 * every run of characters that are no letters or digits, such as {@code tbabs_powerlaw_bbodyrad} for
 * {@code tbabs*(powerlaw+bbodyrad)}. If that is longer than 32 characters, empty, begins with a digit or is another
 * model's as well, it is {@code model} and the model's number from 1. Stateless.
 */
final class ModelPrefix {

    /** FITS allows 68 characters for a column's name. */
    private static final int LONGEST = 32;

    private ModelPrefix() {
    }

    /**
     * @param names names of models
     * @return a prefix for each, which differ in more than upper and lower case
     */
    static List<String> of(List<String> names) {
        List<String> prefixes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            String prefix = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
            if (!prefix.matches("[A-Za-z]\\w*") || prefix.length() > LONGEST || prefix.matches("model\\d+")
                    || !taken.add(prefix.toLowerCase(Locale.ROOT))) {
                prefix = "model" + (prefixes.size() + 1);
            }
            prefixes.add(prefix);
        }
        return prefixes;
    }
}
