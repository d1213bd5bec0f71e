package io.github.montecat.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours that a plot can do with. Plots are made of a few pure colours and of blends where edges are smoothed, so 256
 * colours show them as well as all, in a third of the bytes. Stateless.
 */
final class Palette {

    private static final int COLOURS = 256;
    /** Bits of each primary in which colours must differ to count as two. */
    private static final int BITS = 5;

    private Palette() {
    }

    /** A colour and how many pixels have it, or one that counts as the same. */
    private record Shade(int rgb, int pixels) {
    }

    /** The image in its most frequent colours; these stay as they are, others become the nearest of them. */
    static BufferedImage reduced(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Map<Integer, Integer> exact = new HashMap<>();
        for (int rgb : pixels) {
            exact.merge(rgb & 0xffffff, 1, Integer::sum);
        }
        Map<Integer, Shade> cells = new HashMap<>();
        exact.entrySet().stream().sorted(Comparator.comparingInt((Map.Entry<Integer, Integer> e) -> -e.getValue())
                .thenComparingInt(Map.Entry::getKey)).forEach(e -> cells.merge(cell(e.getKey()),
                new Shade(e.getKey(), e.getValue()), (most, other) -> new Shade(most.rgb(), most.pixels() + other.pixels())));
        List<Shade> chosen = cells.values().stream().sorted(Comparator.comparingInt((Shade s) -> -s.pixels())
                .thenComparingInt(Shade::rgb)).limit(COLOURS).toList();
        int[] colours = chosen.stream().mapToInt(Shade::rgb).toArray();
        Map<Integer, Integer> index = new HashMap<>();
        byte[] places = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            places[i] = (byte) (int) index.computeIfAbsent(pixels[i] & 0xffffff, rgb -> nearest(rgb, colours));
        }
        BufferedImage indexed = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
        indexed.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), places);
        return indexed;
    }

    private static int cell(int rgb) {
        int drop = 8 - BITS;
        return (rgb >> 16 + drop) << 2 * BITS | (rgb >> 8 + drop & (1 << BITS) - 1) << BITS | (rgb & 0xff) >> drop;
    }

    private static int nearest(int rgb, int[] colours) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length; i++) {
            int red = (rgb >> 16) - (colours[i] >> 16);
            int green = (rgb >> 8 & 0xff) - (colours[i] >> 8 & 0xff);
            int blue = (rgb & 0xff) - (colours[i] & 0xff);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
