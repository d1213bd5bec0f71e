package io.github.montecat.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;

/** Changes header and numbers of a NumPy array file. */
final class NpyMutator implements Mutator {

    private static final int START = 10;
    private static final List<String> TYPES = List.of("<f4", "<f8", ">f4", ">f8", "<i4", "<i8", "<u2", "|b1", "|O",
            "<c16", "|S8", "|V0", "<f2", "f8", "", "<f9", "<U99999");
    private static final List<String> SHAPES = List.of("()", "(0,)", "(1,)", "(2, 0)", "(-1,)", "(2147483647,)",
            "(65536, 65536)", "(4294967296,)", "(3, 3, 3)", "(99999999999999999999,)", "5", "None", "(1.5,)", "(1",
            "(,)");

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        int length = seed.length < START ? 0 : (seed[8] & 0xff) + 256 * (seed[9] & 0xff);
        if (START + length > seed.length || random.nextInt(8) == 0) {
            return new ByteMutator().mutate(seed, random);
        }
        String header = new String(seed, START, length, StandardCharsets.ISO_8859_1);
        byte[] data = Arrays.copyOfRange(seed, START + length, seed.length);
        switch (random.nextInt(8)) {
            case 0 -> header = replaced(header, "'descr' *: *'[^']*'",
                    "'descr': '" + Mutator.oneOf(TYPES, random) + "'");
            case 1 -> header = replaced(header, "'fortran_order' *: *False", "'fortran_order': True");
            case 2 -> header = replaced(header, "'shape' *: *\\([^)]*\\)",
                    "'shape': " + Mutator.oneOf(SHAPES, random));
            case 3 -> header = new String(new TextMutator().mutate(header.getBytes(StandardCharsets.UTF_8), random),
                    StandardCharsets.UTF_8);
            case 4 -> data = Arrays.copyOf(data, random.nextInt(data.length + 1));
            case 5 -> data = Arrays.copyOf(data, data.length + 1 + random.nextInt(64));
            default -> {
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    ByteMutator.extreme(data, random);
                }
            }
        }
        if (random.nextInt(4) > 0) {
            // As long as before, unless there is too much of it.
            header = String.format("%-" + (length - 1) + "s\n", header.stripTrailing());
        }
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(seed, START + text.length + data.length);
        all[8] = (byte) text.length;
        all[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, all, START, text.length);
        System.arraycopy(data, 0, all, START + text.length, data.length);
        return all;
    }

    private static String replaced(String header, String what, String by) {
        return header.replaceFirst(what, Matcher.quoteReplacement(by));
    }
}
