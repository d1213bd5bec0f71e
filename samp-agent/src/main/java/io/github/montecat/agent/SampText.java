package io.github.montecat.agent;

import java.text.Normalizer;

/**
 * Text that may stand in a SAMP message: printable ASCII, tab and line breaks.
 *
 * <p>Source: SAMP 1.3, section 3.3.
 */
final class SampText {

    private SampText() {
    }

    /**
     * @param text any text, may be null
     * @return the text with accents taken off and other foreign characters as question marks; empty for null
     */
    static String of(String text) {
        return text == null ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "")
                        .replaceAll("[^\\t\\n\\r\\x20-\\x7e]", "?");
    }
}
