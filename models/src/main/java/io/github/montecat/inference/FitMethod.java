package io.github.montecat.inference;

/** How a posterior was found. */
public enum FitMethod {

    /** Samples of a network, as it draws them. */
    NETWORK("network"),
    /** Samples of a network, corrected by the exact likelihood. */
    NETWORK_LIKELIHOOD("network+likelihood"),
    /** The exact likelihood without a network. */
    LIKELIHOOD("likelihood");

    private final String word;

    FitMethod(String word) {
        this.word = word;
    }

    /** @return its name in the column {@code method} */
    public String word() {
        return word;
    }
}
