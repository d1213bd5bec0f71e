package io.github.montecat.inference;

import io.github.montecat.flag.MissingFile;
import java.util.List;

/**
 * Which spectra of a source were fitted together. Immutable.
 *
 * @param used the number of spectra
 * @param instruments their instruments, each once, joined by {@code +}; empty if they name none
 * @param leftOut which spectra were left out and why, sentences for the user; empty for none
 * @param missing files that these lack
 */
public record SourceSpectra(int used, String instruments, List<String> leftOut, List<MissingFile> missing) {

    /** No spectrum was fitted. */
    public static final SourceSpectra NONE = new SourceSpectra(0, "", List.of(), List.of());

    /** Copies the lists. */
    public SourceSpectra {
        leftOut = List.copyOf(leftOut);
        missing = List.copyOf(missing);
    }
}
