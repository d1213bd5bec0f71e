package io.github.montecat.flag;

import io.github.montecat.error.Counted;
import io.github.montecat.error.PlainText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A missing file that a spectrum names. Spectra that lack the same file have equal values, so that one message serves
 * all of them.
 *
 * @param kind what it is, such as {@code RMF}
 * @param name its name, without folders
 * @param places where it was looked for, such as {@code beside the spectra}
 * @param remedy what can be done, without a period
 */
public record MissingFile(String kind, String name, String places, String remedy) implements Serializable {

    /** Files of one kind that are named before they are only counted. */
    private static final int MOST_NAMED = 12;

    /** Checks that nothing is null, and makes the name one that can be shown. */
    public MissingFile {
        Objects.requireNonNull(kind);
        name = PlainText.sentence(name);
        Objects.requireNonNull(places);
        Objects.requireNonNull(remedy);
    }

    private MissingFile named(String other) {
        return new MissingFile(kind, other, places, remedy);
    }

    /**
     * Says which files are missing and how many spectra name each of them.
     *
     * @param spectra number of spectra by file
     * @return a sentence per file, the file that most spectra lack first; where a kind has many files, one sentence for
     *         all of them
     */
    public static List<String> sentences(Map<MissingFile, Long> spectra) {
        Map<MissingFile, List<MissingFile>> kinds = new LinkedHashMap<>();
        spectra.keySet().stream().sorted(Comparator.comparing(f -> -spectra.get(f)))
                .forEach(f -> kinds.computeIfAbsent(f.named(""), k -> new ArrayList<>()).add(f));
        List<String> sentences = new ArrayList<>();
        kinds.forEach((kind, files) -> {
            if (files.size() <= MOST_NAMED) {
                files.forEach(f -> sentences.add(f.kind + " " + f.name + ", named by " + Counted.spectra(spectra.get(f))
                        + ", is not found " + f.places + "; " + f.remedy));
            } else {
                sentences.add(files.size() + " files (" + kind.kind + "), named by "
                        + Counted.spectra(files.stream().mapToLong(spectra::get).sum())
                        + ", are not found " + kind.places + ": "
                        + files.stream().limit(MOST_NAMED).map(MissingFile::name).collect(Collectors.joining(", "))
                        + " and " + (files.size() - MOST_NAMED) + " more; " + kind.remedy);
            }
        });
        return sentences;
    }
}
