package io.github.montecat.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A FITS file in parts, so that headers and data can be changed and put together again.
 *
 * @param cards the header's cards of 80 characters, END included
 * @param data what follows the header, padding included
 */
record FitsParts(List<String> cards, byte[] data) {

    private static final int CARD = 80;
    private static final int BLOCK = 2880;

    /** Splits a valid file into its parts. */
    static List<FitsParts> split(byte[] file) {
        List<FitsParts> parts = new ArrayList<>();
        for (int at = 0; at < file.length;) {
            List<String> cards = new ArrayList<>();
            do {
                cards.add(new String(file, at + CARD * cards.size(), CARD, StandardCharsets.ISO_8859_1));
            } while (!cards.get(cards.size() - 1).startsWith("END     "));
            int data = at + blocks(CARD * cards.size());
            int end = data;
            while (end < file.length
                    && !new String(file, end, 9, StandardCharsets.ISO_8859_1).equals("XTENSION=")) {
                end += BLOCK;
            }
            parts.add(new FitsParts(cards, Arrays.copyOfRange(file, data, Math.min(end, file.length))));
            at = end;
        }
        return parts;
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Puts parts together; headers are padded, data are taken as they are. */
    static byte[] join(List<FitsParts> parts) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (FitsParts part : parts) {
            byte[] header = new byte[blocks(CARD * part.cards.size())];
            Arrays.fill(header, (byte) ' ');
            for (int c = 0; c < part.cards.size(); c++) {
                byte[] card = part.cards.get(c).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(card, 0, header, CARD * c, Math.min(CARD, card.length));
            }
            file.writeBytes(header);
            file.writeBytes(part.data);
        }
        return file.toByteArray();
    }
}
