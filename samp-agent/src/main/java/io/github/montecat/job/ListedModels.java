package io.github.montecat.job;

import java.util.ArrayList;
import java.util.List;

/** Lists of models as texts. Stateless. */
final class ListedModels {

    private ListedModels() {
    }

    /**
     * Splits a list at its commas, but not at those inside brackets, which belong to an expression or to the name of a
     * table model, such as {@code tbabs*atable{a,b.mod}}.
     *
     * @param text names or expressions, separated by commas
     * @return its parts without blanks around them; one for a text without such a comma
     */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return parts;
    }
}
