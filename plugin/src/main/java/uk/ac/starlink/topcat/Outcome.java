package uk.ac.starlink.topcat;

/** Stub: what came of an activation. */
public class Outcome {

    private Outcome() {
    }

    /**
     * @param message what was done
     * @return success
     */
    public static Outcome success(String message) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * @param message what went wrong
     * @return failure
     */
    public static Outcome failure(String message) {
        throw new UnsupportedOperationException("stub");
    }
}
