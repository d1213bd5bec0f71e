package io.github.montecat.fuzz;

import java.io.IOException;
import java.util.List;

/**
 * A reader of the program, and what it is fed.
 *
 * @param name a word for reports
 * @param kind which number of inputs it gets
 * @param seeds makes valid inputs, the same ones every time
 * @param mutator changes them
 * @param reader reads one input as the program does
 * @param expected exceptions that say what is wrong with an input; a {@link io.github.montecat.error.UserMessage}
 *        always does
 */
record FuzzTarget(String name, Kind kind, Seeds seeds, Mutator mutator, Reader reader,
        List<Class<? extends Exception>> expected) {

    /** What takes about equally long. */
    enum Kind {
        /** Files and texts. */
        INPUT,
        /** Bundles. */
        BUNDLE
    }

    /** Makes valid inputs. */
    @FunctionalInterface
    interface Seeds {
        List<byte[]> make(Trial trial) throws IOException;
    }

    /** Reads an input. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] input, Trial trial) throws Exception;
    }
}
