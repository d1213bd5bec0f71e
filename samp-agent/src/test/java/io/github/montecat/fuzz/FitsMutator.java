package io.github.montecat.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Changes headers, data and order of the extensions of a FITS file, which stays one to look at. */
final class FitsMutator implements Mutator {

    private static final String SIZES = "(NAXIS\\d*|BITPIX|TFORM\\d+|TFIELDS|PCOUNT|GCOUNT|THEAP|TDIM\\d+|TSCAL\\d+"
            + "|TZERO\\d+|TNULL\\d+|TLM(IN|AX)\\d+|DETCHANS|NINTPARM|NADDPARM|NUMBVALS|TC....?\\d+|EXPOSURE) *";
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "2", "3", "8", "100000", "65536",
            "2147483647", "-2147483648", "2000000000", "4294967296", "9223372036854775807", "1E308", "-1E308",
            "1E999", "1E-320", "0.5", "NaN", "T", "F", "''", "'abc'", "", "1 2", "'8'");
    private static final List<String> FORMS = List.of("'1E'", "'0E'", "'E'", "'3A'", "'0A'", "'1X'", "'9X'", "'1L'",
            "'1B'", "'1I'", "'1J'", "'1K'", "'1D'", "'1C'", "'1M'", "'1PE(3)'", "'1QE(3)'", "'PE'", "'0PE'", "'2PI(9)'",
            "'1PX(7)'", "'1PA(4)'", "'99999999E'", "'2147483647J'", "'4000000000D'", "'-1E'", "'Z'", "''", "'1PE(-5)'");
    private static final List<String> DIMS = List.of("'(2,2)'", "'(0)'", "'(-1,3)'", "'(99999,99999)'", "'(1'", "'()'");
    private static final List<String> ADDED = List.of("THEAP", "TSCAL", "TZERO", "TNULL", "TDIM", "TLMIN", "TLMAX",
            "TUNIT", "DETCHANS", "NAXIS", "PCOUNT", "EXPOSURE", "BACKFILE", "HDUCLAS1", "EXTNAME", "POISSERR",
            "AREASCAL", "MJDREFI", "TCTYP", "TCRVL", "TCDLT", "TCRPX");
    private static final List<String> TEXTS = List.of("'SPECTRUM'", "'MATRIX'", "'EBOUNDS'", "'EVENTS'", "'GTI'",
            "'SPECRESP'", "'PARAMETERS'", "'input.fits'", "'none'", "'PI'", "'COUNTS'", "'RATE'", "'CHANNEL'", "'X'",
            "'keV'", "'ks'", "'parsec'", "'RA---TAN'", "'GLON-CAR'");

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        List<FitsParts> parts = new ArrayList<>();
        FitsParts.split(seed).forEach(p -> parts.add(new FitsParts(new ArrayList<>(p.cards()), p.data())));
        for (int n = 1 + random.nextInt(3); n > 0 && !parts.isEmpty(); n--) {
            // Tables come after an empty first part.
            int p = parts.size() == 1 || random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(parts.size() - 1);
            int kind = random.nextInt(20);
            if (kind < 12) {
                header(parts.get(p).cards(), random);
            } else if (kind < 18) {
                parts.set(p, new FitsParts(parts.get(p).cards(), data(parts.get(p).data(), random)));
            } else if (kind == 18) {
                parts.add(random.nextInt(parts.size() + 1), parts.get(p));
            } else {
                parts.remove(p);
            }
        }
        return FitsParts.join(parts);
    }

    private static void header(List<String> cards, SplittableRandom random) {
        int[] sizes = IntStream.range(0, cards.size()).filter(c -> key(cards.get(c)).matches(SIZES)).toArray();
        int any = random.nextInt(cards.size());
        int at = sizes.length > 0 && random.nextInt(4) > 0 ? sizes[random.nextInt(sizes.length)] : any;
        switch (random.nextInt(10)) {
            case 0 -> cards.remove(any);
            case 1 -> cards.add(any, cards.get(at));
            case 2 -> Collections.swap(cards, any, at);
            case 3 -> cards.add(Math.max(0, cards.size() - 1),
                    card(added(random), value(Mutator.oneOf(ADDED, random), random)));
            case 4 -> cards.set(at, key(cards.get(at)) + cards.get(any).substring(8));
            case 5 -> {
                char[] card = cards.get(any).toCharArray();
                card[random.nextInt(card.length)] = (char) random.nextInt(256);
                cards.set(any, new String(card));
            }
            default -> cards.set(at, card(key(cards.get(at)).trim(), value(key(cards.get(at)), random)));
        }
        if (cards.isEmpty()) {
            cards.add(String.format("%-80s", "END"));
        }
    }

    private static String key(String card) {
        return card.substring(0, 8);
    }

    private static String added(SplittableRandom random) {
        String key = Mutator.oneOf(ADDED, random);
        return key.matches("T.*|NAXIS") ? key + (1 + random.nextInt(6)) : key;
    }

    private static String value(String key, SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            return Mutator.oneOf(TEXTS, random);
        }
        return Mutator.oneOf(key.startsWith("TFORM") ? FORMS : key.startsWith("TDIM") ? DIMS : NUMBERS, random);
    }

    private static String card(String key, String value) {
        return String.format("%-8s= %20s%50s", key, value, "").substring(0, 80);
    }

    private static byte[] data(byte[] old, SplittableRandom random) {
        if (old.length == 0) {
            return new byte[random.nextInt(5760)];
        }
        byte[] data = old.clone();
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(data, random.nextInt(data.length));
            }
            case 1 -> {
                return Arrays.copyOf(data, data.length + random.nextInt(5760));
            }
            default -> {
                for (int n = 1 + random.nextInt(6); n > 0; n--) {
                    ByteMutator.extreme(data, random);
                }
                return data;
            }
        }
    }
}
