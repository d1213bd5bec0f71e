package io.github.montecat.job;

/** Says to users why a job failed. Stateless. */
final class JobFailure {

    private JobFailure() {
    }

    /**
     * @param error what the work threw
     * @return a sentence, never blank
     */
    static String sentence(Throwable error) {
        String message;
        try {
            message = error.getMessage() == null ? "" : error.getMessage().trim();
        } catch (RuntimeException e) {
            // The exception of a library may fail at that too.
            message = "";
        }
        if (error instanceof OutOfMemoryError) {
            return "out of memory (" + message + "); fit fewer spectra at a time, or give Java more with "
                    + "JAVA_TOOL_OPTIONS=-Xmx4g";
        } else if (error instanceof StackOverflowError) {
            return "the input is too deeply nested: the stack overflowed";
        } else if (error instanceof InternalError && message.contains("unsafe memory access")) {
            return "a file was cut short while it was read (" + message + "); send it again when it is complete";
        } else if (error instanceof ExceptionInInitializerError && error.getCause() != null) {
            return "internal error: " + error.getCause();
        } else if (error instanceof Exception && !message.isEmpty()) {
            return message;
        }
        return "internal error: " + error.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    }
}
