package io.github.montecat.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes bytes without a notion of what they mean. */
final class ByteMutator implements Mutator {

    private static final long[] EXTREMES = {0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0x7fffffff, 0x80000000L,
        0x7f800000, 0x7fc00000, 0x7ff0000000000000L, 0x7ff8000000000000L, Long.MAX_VALUE, Long.MIN_VALUE};

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        byte[] bytes = seed.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bytes = bytes.length == 0 ? new byte[] {(byte) random.nextInt()} : once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(bytes.length - at, random.nextBoolean() ? 8 : 4096));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> extreme(bytes, random);
            case 3 -> System.arraycopy(bytes.clone(), random.nextInt(bytes.length - length + 1), bytes, at, length);
            case 4 -> {
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            case 5 -> {
                return joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            }
            case 6 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                return Arrays.copyOf(bytes, bytes.length + random.nextInt(6000));
            }
        }
        return bytes;
    }

    /**
     * Overwrites a cell of 1, 2, 4 or 8 bytes by an extreme number, big-endian or little-endian.
     *
     * @param bytes changed in place
     * @param random source of all choices
     */
    static void extreme(byte[] bytes, SplittableRandom random) {
        int width = 1 << random.nextInt(4);
        if (bytes.length < width) {
            return;
        }
        int at = random.nextInt(bytes.length / width) * width;
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        boolean big = random.nextInt(3) > 0;
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >> 8 * (big ? width - 1 - i : i));
        }
    }

    private static byte[] joined(byte[] start, byte[] end) {
        byte[] all = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, all, start.length, end.length);
        return all;
    }
}
