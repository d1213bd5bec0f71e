package io.github.montecat.ogip;

import java.io.EOFException;
import java.io.IOException;

/**
 * Makes sentences of what STIL and nom-tam-fits throw on malformed files: often programming errors of their own, or
 * exceptions without a message. Stateless.
 */
public final class ReaderFailure {

    private static final int MOST_CAUSES = 20;

    private ReaderFailure() {
    }

    /**
     * @param where file, extension or row that was read
     * @param problem what the library threw
     * @return a sentence that names both
     */
    public static String sentence(String where, Exception problem) {
        String said = problem instanceof OgipFormatException ? problem.getMessage() : rootMessage(problem);
        if (problem instanceof EOFException) {
            return where + " ends before its data do; the file may be cut short";
        } else if (problem instanceof IOException && said != null) {
            return said.contains(where) ? said : where + ": " + said;
        }
        return where + " is damaged: its content contradicts itself and cannot be read" + (said == null ? ""
                : " (" + said + ")");
    }

    /**
     * @param problem an exception
     * @return what its innermost cause with a message says, since libraries wrap it in less; null if none says anything
     */
    public static String rootMessage(Throwable problem) {
        String said = null;
        int causes = 0;
        for (Throwable t = problem; t != null && causes++ < MOST_CAUSES; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                said = t.getMessage();
            }
        }
        return said;
    }
}
