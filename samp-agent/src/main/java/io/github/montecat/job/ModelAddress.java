package io.github.montecat.job;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which of several models a text {@code NAME=VALUE} or {@code MODEL.NAME=VALUE} is about. A model is called by its name
 * or expression, or by what its columns begin with. Immutable.
 *
 * @param models the models as the user names them
 * @param prefixes what columns of each model begin with
 * @param labels the labels of each model's parameters
 */
record ModelAddress(List<String> models, List<String> prefixes, List<Set<String>> labels) {

    /**
     * @param models the models as the user names them
     * @param labels the labels of each model's parameters
     */
    ModelAddress(List<String> models, List<Set<String>> labels) {
        this(models, ModelSet.prefixes(models), labels);
    }

    /**
     * @param models names of models
     * @param name what a user calls one
     * @return its place, -1 if it is none of them
     */
    static int place(List<String> models, String name) {
        int place = models.indexOf(name);
        return place >= 0 ? place : ModelSet.prefixes(models).indexOf(name);
    }

    /**
     * @param texts texts about parameters
     * @param what what a user calls them, such as {@code --prior}
     * @return the same texts
     * @throws RefusedValueException if one is about no parameter of any model
     */
    List<String> require(List<String> texts, String what) {
        for (String text : texts) {
            if (text.indexOf('=') < 1) {
                throw new RefusedValueException(what + " is '" + text + "', expected NAME=VALUE");
            }
            if (IntStream.range(0, models.size()).allMatch(m -> ofModel(m, text).isEmpty())) {
                throw new RefusedValueException(what + " " + text + ": no model has a parameter "
                        + text.substring(0, text.indexOf('=')).trim() + "; " + IntStream.range(0, models.size())
                                .mapToObj(m -> models.get(m) + " has " + labels.get(m).stream().sorted()
                                        .collect(Collectors.joining(", "))).collect(Collectors.joining("; ")));
            }
        }
        return texts;
    }

    /**
     * @param model place of a model
     * @param texts texts about parameters
     * @return those about parameters of this model, without its name; what names the model comes last and so holds
     */
    List<String> of(int model, List<String> texts) {
        List<String> general = new ArrayList<>();
        List<String> special = new ArrayList<>();
        for (String text : texts) {
            String own = ofModel(model, text);
            if (!own.isEmpty()) {
                (own.length() == text.length() ? general : special).add(own);
            }
        }
        general.addAll(special);
        return general;
    }

    /** The text without a model's name; empty if it is about none of the model's parameters. */
    private String ofModel(int model, String text) {
        int equals = text.indexOf('=');
        String name = text.substring(0, equals).trim();
        if (labels.get(model).contains(name)) {
            return text;
        }
        for (String called : List.of(models.get(model), prefixes.get(model))) {
            if (name.startsWith(called + ".") && labels.get(model).contains(name.substring(called.length() + 1))) {
                return name.substring(called.length() + 1) + text.substring(equals);
            }
        }
        return "";
    }
}
