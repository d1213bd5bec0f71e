package io.github.montecat.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Changes values of a JSON document: to extremes, other types, null, or none. */
final class JsonMutator implements Mutator {

    private static final List<String> NUMBERS = List.of("0", "1", "-1", "2", "0.5", "1e-300", "1e308", "-1e308",
            "1e999", "NaN", "Infinity", "-Infinity", "100000", "1000000000", "2147483647", "-2147483648", "4294967296",
            "9223372036854775807", "1e-320");
    private static final List<String> TEXTS = List.of("", " ", "none", "gru", "cnn", "ann", "point", "density",
            "counts", "log", "uniform", "loguniform", "NaN", "../x", "\0", "\u001b[31m", "12", "powerlaw",
            "tbabs*powerlaw", "atable{x}", "0 0.5 1", "nH");

    /** Characters; two changes may both repeat. */
    private static final int MOST_REPEATED = 1 << 20;

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        JsonElement root = JsonParser.parseString(new String(seed, StandardCharsets.UTF_8));
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            descend(root, random);
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Changes a child of a container, reached by choosing children from the root on. */
    private static void descend(JsonElement container, SplittableRandom random) {
        if (container instanceof JsonObject object && !object.isEmpty()) {
            String key = Mutator.oneOf(new ArrayList<>(object.keySet()), random);
            JsonElement child = object.get(key);
            if (goesDeeper(child, random)) {
                descend(child, random);
            } else if (random.nextInt(6) == 0) {
                object.remove(key);
                if (random.nextBoolean()) {
                    object.add(random.nextBoolean() ? key.toUpperCase(Locale.ROOT) : "x", child);
                }
            } else {
                object.add(key, changed(child, random));
            }
        } else if (container instanceof JsonArray array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            if (goesDeeper(array.get(at), random)) {
                descend(array.get(at), random);
                return;
            }
            switch (random.nextInt(6)) {
                case 0 -> array.remove(at);
                case 1 -> array.add(array.get(at));
                case 2 -> array.set(at, array.get(random.nextInt(array.size())));
                default -> array.set(at, changed(array.get(at), random));
            }
        }
    }

    private static boolean goesDeeper(JsonElement child, SplittableRandom random) {
        return (child.isJsonObject() || child.isJsonArray()) && random.nextInt(5) > 0;
    }

    private static JsonElement changed(JsonElement old, SplittableRandom random) {
        int kind = random.nextInt(12);
        if (old instanceof JsonPrimitive p && p.isNumber() && kind < 7) {
            return kind == 0 ? new JsonPrimitive(-p.getAsDouble()) : number(random);
        } else if (old instanceof JsonPrimitive p && p.isString() && kind < 5) {
            byte[] text = new TextMutator().mutate(p.getAsString().getBytes(StandardCharsets.UTF_8), random);
            return new JsonPrimitive(new String(text, StandardCharsets.UTF_8));
        }
        return switch (kind % 7) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonArray();
            case 2 -> new JsonObject();
            case 3 -> new JsonPrimitive(random.nextBoolean());
            case 4 -> number(random);
            case 5 -> repeated(old, random);
            default -> new JsonPrimitive(Mutator.oneOf(TEXTS, random));
        };
    }

    private static JsonPrimitive number(SplittableRandom random) {
        return new JsonPrimitive(new LazilyParsedNumber(Mutator.oneOf(NUMBERS, random)));
    }

    private static JsonElement repeated(JsonElement old, SplittableRandom random) {
        JsonElement nested = old;
        int n = Math.min(1 << random.nextInt(11), 1 + MOST_REPEATED / (1 + old.toString().length()));
        JsonArray wide = new JsonArray();
        for (int i = 0; i < n; i++) {
            wide.add(old.deepCopy());
        }
        for (int i = 0; i < Math.min(n, 200); i++) {
            JsonArray outer = new JsonArray();
            outer.add(nested);
            nested = outer;
        }
        return random.nextBoolean() ? wide : nested;
    }
}
