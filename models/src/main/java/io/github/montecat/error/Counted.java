package io.github.montecat.error;

/** Numbers of things in sentences: {@code 1 spectrum}, {@code 2 spectra}. Stateless. */
public final class Counted {

    private Counted() {
    }

    /**
     * @param count how many
     * @param one what one of them is called
     * @param many what several of them, or none, are called
     * @return number and word
     */
    public static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /**
     * @param count how many
     * @return number and {@code spectrum} or {@code spectra}
     */
    public static String spectra(long count) {
        return of(count, "spectrum", "spectra");
    }
}
