package io.github.montecat.fuzz;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes the members of a bundle file, or of a zip file in it. Most results have correct checksums, so that what was
 * changed is looked at; members are found by the file, not by their names.
 */
final class BundleMutator implements Mutator {

    private static final String MANIFEST = "bundle.json";
    private static final Mutator JSON = new JsonMutator().orRarely(new JsonMutator().orRarely(new TextMutator()));
    private static final Mutator BYTES = new ByteMutator();
    private static final Mutator NPY = new NpyMutator();
    private static final List<String> NAMES = List.of("preprocessor.bin", "../out.npy", "/tmp/x", "a\\b", "", "x/",
            "BUNDLE.JSON", "scaler/other.npy", "x".repeat(3000), "\u001b[31m", "tables/x/values.npy");
    /** Expands to more than a reader may keep. */
    private static final int BOMB = 130 << 20;

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        if (random.nextInt(25) == 0) {
            return BYTES.mutate(seed, random);
        }
        List<ZipParts.Member> members = ZipParts.unzip(seed);
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            change(members, random);
        }
        if (random.nextInt(20) > 0) {
            correct(members, random.nextInt(4) > 0);
        }
        return ZipParts.zip(members);
    }

    private static void change(List<ZipParts.Member> members, SplittableRandom random) {
        int kind = random.nextInt(20);
        int at = random.nextInt(members.size());
        ZipParts.Member member = members.get(at);
        if (kind < 7) {
            for (int i = 0; i < members.size(); i++) {
                at = members.get(i).name().equals(MANIFEST) ? i : at;
            }
            members.set(at, content(members.get(at), random));
        } else if (kind < 16) {
            members.set(at, content(member, random));
        } else if (kind == 16) {
            members.remove(at);
            members.addAll(members.isEmpty() ? List.of(member) : List.of());
        } else if (kind == 17) {
            members.add(random.nextInt(members.size() + 1), content(member, random));
        } else if (kind == 18) {
            String name = random.nextBoolean() ? Mutator.oneOf(NAMES, random) : Mutator.oneOf(members, random).name();
            members.set(at, new ZipParts.Member(name, member.content()));
        } else {
            byte[] extra = random.nextInt(20) == 0 ? new byte[BOMB] : Mutator.oneOf(members, random).content();
            members.add(new ZipParts.Member(Mutator.oneOf(NAMES, random), extra));
        }
    }

    private static ZipParts.Member content(ZipParts.Member member, SplittableRandom random) {
        byte[] old = member.content();
        byte[] changed;
        if (old.length > 2 && old[0] == 'P' && old[1] == 'K') {
            List<ZipParts.Member> inner = ZipParts.unzip(old);
            change(inner, random);
            changed = ZipParts.zip(inner);
        } else if (old.length > 2 && old[0] == (byte) 0x93 && old[1] == 'N') {
            changed = NPY.mutate(old, random);
        } else {
            changed = (isJson(old) ? JSON : BYTES).mutate(old, random);
        }
        return new ZipParts.Member(member.name(), changed);
    }

    private static boolean isJson(byte[] content) {
        try {
            return content.length > 0 && content[0] == '{'
                    && JsonParser.parseString(new String(content, StandardCharsets.UTF_8)).isJsonObject();
        } catch (JsonParseException e) {
            return false;
        }
    }

    /** Gives the manifest the checksums of what the members hold now, and perhaps the names of what they are now. */
    private static void correct(List<ZipParts.Member> members, boolean names) {
        for (int i = 0; i < members.size(); i++) {
            ZipParts.Member m = members.get(i);
            if (m.name().equals(MANIFEST) && isJson(m.content())) {
                JsonObject manifest =
                        JsonParser.parseString(new String(m.content(), StandardCharsets.UTF_8)).getAsJsonObject();
                if (manifest.get("members") instanceof JsonObject sums) {
                    correct(sums, members, names);
                }
                members.set(i, new ZipParts.Member(MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void correct(JsonObject sums, List<ZipParts.Member> members, boolean names) {
        for (ZipParts.Member m : members) {
            JsonElement sum = sums.get(m.name());
            if (sum instanceof JsonPrimitive || sum == null && names && !m.name().equals(MANIFEST)) {
                sums.addProperty(m.name(), sha256(m.content()));
            } else if (sum instanceof JsonObject object && object.has("sha256")) {
                object.addProperty("sha256", sha256(m.content()));
            }
        }
        if (names) {
            List<String> found = members.stream().map(ZipParts.Member::name).toList();
            new ArrayList<>(sums.keySet()).stream().filter(n -> !found.contains(n)).forEach(sums::remove);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
