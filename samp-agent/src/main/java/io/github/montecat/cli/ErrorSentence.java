package io.github.montecat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** Turns an exception into one sentence for a user. */
final class ErrorSentence {

    private ErrorSentence() {
    }

    static String of(Throwable error) {
        if ((error instanceof ExecutionException || error instanceof UncheckedIOException)
                && error.getCause() != null) {
            return of(error.getCause());
        }
        String message = error.getMessage() == null ? "" : error.getMessage().replaceAll("\\s*\\R\\s*", " ").trim();
        // Java's file exceptions carry nothing but the name.
        if (error instanceof NoSuchFileException e) {
            return e.getReason() == null ? "no such file: " + message : message;
        } else if (error instanceof AccessDeniedException) {
            return "no permission for " + message;
        } else if (error instanceof FileAlreadyExistsException) {
            return message + " exists already";
        } else if (error instanceof NotDirectoryException) {
            return message + " is not a folder";
        } else if (error instanceof UnknownHostException) {
            return "unknown host " + message;
        } else if (error instanceof CancellationException) {
            return message.isEmpty() ? "cancelled" : message;
        } else if (error instanceof OutOfMemoryError) {
            return "out of memory (" + message + "); give Java more with JAVA_TOOL_OPTIONS=-Xmx4g";
        } else if (isExpected(error) && !message.isEmpty()) {
            return message;
        }
        return "internal error: " + error.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message)
                + " (--debug shows where)";
    }

    /** Whether the message was written for users: I/O errors, refused values and the project's own exceptions. */
    private static boolean isExpected(Throwable error) {
        return error instanceof IOException || error instanceof IllegalArgumentException
                || !(error instanceof RuntimeException) && !(error instanceof Error)
                && (error.getClass().getName().startsWith("io.github.montecat.")
                        || error.getClass().getName().startsWith("org.astrogrid.samp."));
    }
}
