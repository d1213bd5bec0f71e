package io.github.montecat.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes the tokens of a text: words, numbers, blanks and single characters. */
final class TextMutator implements Mutator {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z_]+|[0-9.]+|\\s+|.", Pattern.DOTALL);
    private static final List<String> INTERESTING = List.of("", "0", "-1", "1e308", "1e309", "1e-400", "NaN",
            "Infinity", "-Infinity", "99999999999999999999", "2147483648", "-2147483648", "0x1p9", "1f", "1d", ".",
            "..", "\0", "\u001b[31m", "\u00e9", "\uD83D\uDE00", "\uD83D", "\u2028", "\uFEFF", "null", "none", "'",
            "\"", "{", "}", "(", ")", "[", "]", "<", ">", "&", "%s", "$1", "\\", "/", ";", "#", ",", ":", "=", "\n",
            "\r", "\t", " ", "-", "+", "*", "!", "|", "||", "&&", "==", "**");
    private static final List<String> OPENING = List.of("(", "!", "-", "!(", "-(", "[", "{", "constant*(", "0<", "1+(");

    /** Characters; two changes may both repeat. */
    private static final int MOST_REPEATED = 1 << 22;

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        String text = new String(seed, StandardCharsets.UTF_8);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            text = once(text, random);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String once(String text, SplittableRandom random) {
        List<String> tokens = new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
        if (tokens.isEmpty()) {
            return Mutator.oneOf(INTERESTING, random);
        }
        int at = random.nextInt(tokens.size());
        int other = random.nextInt(tokens.size());
        switch (random.nextInt(10)) {
            case 0 -> tokens.remove(at);
            case 1 -> Collections.swap(tokens, at, other);
            case 2 -> tokens.set(at, tokens.get(other));
            case 3 -> tokens.add(at, tokens.get(other));
            case 4 -> tokens.add(at, Mutator.oneOf(INTERESTING, random));
            case 5 -> tokens.set(at, tokens.get(at).repeat(Math.min(1 << random.nextInt(13),
                    1 + MOST_REPEATED / (1 + tokens.get(at).length()))));
            case 6 -> nest(tokens, random);
            case 7 -> tokens.subList(Math.min(at, other), Math.max(at, other)).clear();
            case 8 -> tokens.addAll(at, List.copyOf(tokens.subList(Math.min(at, other), Math.max(at, other))));
            default -> tokens.set(number(tokens, at), Mutator.oneOf(INTERESTING, random));
        }
        return String.join("", tokens);
    }

    /** The first number from a place on, or that place if there is none. */
    private static int number(List<String> tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (Character.isDigit(tokens.get(i).charAt(0))) {
                return i;
            }
        }
        return from;
    }

    private static void nest(List<String> tokens, SplittableRandom random) {
        int from = random.nextInt(3) == 0 ? random.nextInt(tokens.size()) : 0;
        int to = from == 0 ? tokens.size() : from + 1;
        int depth = 1 << random.nextInt(15);
        String open = Mutator.oneOf(OPENING, random);
        String close = open.endsWith("(") ? ")" : open.equals("[") ? "]" : open.equals("{") ? "}" : "";
        tokens.add(to, close.repeat(random.nextInt(4) == 0 ? depth - 1 : depth));
        tokens.add(from, open.repeat(depth));
    }
}
