package io.github.montecat.error;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipException;

/**
 * Turns an exception into one sentence for a user. Never empty and never {@code null}: Java's own exceptions often
 * have no message, or nothing but a file name. Stateless.
 */
public final class ErrorSentence {

    /** So that a circle of causes ends. */
    private static final int DEEPEST = 50;

    private ErrorSentence() {
    }

    /**
     * The sentence that an exception carries for users ({@link UserMessage}), or one made of what Java tells about
     * files, networks and memory. Anything else is called a fault of the program.
     *
     * @param error what went wrong
     * @return a sentence without a full stop
     */
    public static String of(Throwable error) {
        Throwable e = unwrapped(error);
        String message = message(e);
        if (e instanceof UserMessage) {
            return message.isEmpty() ? withoutMessage(e) : message;
        } else if (e instanceof FileSystemException file) {
            return of(file);
        } else if (e instanceof InvalidPathException path) {
            return "'" + PlainText.sentence(path.getInput()) + "' is no name of a file: "
                    + PlainText.sentence(path.getReason());
        } else if (e instanceof UnknownHostException) {
            return "unknown host " + message;
        } else if (e instanceof CancellationException) {
            return message.isEmpty() ? "cancelled" : message;
        } else if (e instanceof OutOfMemoryError) {
            return "out of memory (" + message + "); give Java more with JAVA_TOOL_OPTIONS=-Xmx4g";
        } else if (e instanceof StackOverflowError) {
            return "the input is nested too deeply to be read";
        } else if (e instanceof LinkageError) {
            return linkage(e);
        } else if (e instanceof InternalError && message.contains("unsafe memory access")) {
            return "a file became shorter or unreadable while it was read (" + message + ")";
        } else if (e instanceof InterruptedException || e instanceof ClosedByInterruptException) {
            return "interrupted";
        } else if (e instanceof UncheckedIOException && !message.isEmpty()) {
            return message + ": " + reason(e.getCause());
        } else if (e instanceof CharacterCodingException) {
            return "the text is not in UTF-8" + inBrackets(message);
        } else if (e instanceof EOFException && (message.isEmpty() || message.contains("ZLIB"))) {
            return "the input ends too early; it may be cut short";
        } else if (e instanceof ZipException) {
            return "the compressed data are damaged" + inBrackets(message);
        } else if (e instanceof IOException) {
            // Files and networks fail without anybody's fault.
            return message.isEmpty() ? withoutMessage(e) : message;
        }
        return "internal error: " + name(e) + (message.isEmpty() ? "" : ": " + message)
                + ", a fault of Montecat and not of yours; please report it with what --debug shows";
    }

    /**
     * @param error what went wrong
     * @return lines for a terminal below the sentence, see {@link UserMessage#illustration}; empty if there are none
     */
    public static String illustration(Throwable error) {
        return unwrapped(error) instanceof UserMessage shown ? PlainText.lines(shown.illustration()) : "";
    }

    /**
     * @param error what went wrong with a file that the sentence around it names
     * @return the reason without that file's name
     */
    public static String reason(Throwable error) {
        Throwable e = unwrapped(error);
        if (e instanceof FileSystemException file) {
            return reason(file);
        }
        return of(e);
    }

    private static String of(FileSystemException e) {
        String file = e.getFile() == null ? "" : e.getFile();
        if (e.getReason() != null) {
            return message(e);
        } else if (e instanceof NoSuchFileException) {
            return "no such file: " + file;
        } else if (e instanceof AccessDeniedException) {
            return "no permission for " + file;
        } else if (e instanceof FileAlreadyExistsException) {
            return file + " exists already";
        } else if (e instanceof NotDirectoryException) {
            return file + " is not a folder";
        } else if (e instanceof DirectoryNotEmptyException) {
            return "the folder " + file + " is not empty";
        }
        return reason(e) + inBrackets(file);
    }

    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return PlainText.sentence(e.getReason()).trim();
        } else if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        } else if (e instanceof AccessDeniedException) {
            return "there is no permission";
        } else if (e instanceof FileAlreadyExistsException) {
            return "it exists already";
        } else if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        } else if (e instanceof DirectoryNotEmptyException) {
            return "it is a folder that is not empty";
        } else if (e instanceof FileSystemLoopException) {
            return "its symbolic links lead in a circle";
        }
        return "the file system refuses it";
    }

    /** A class or a native library cannot be loaded; the reason is at the end of the causes. */
    private static String linkage(Throwable error) {
        Throwable last = error;
        Throwable library = null;
        for (int i = 0; i < DEEPEST && last.getCause() != null; i++) {
            library = last instanceof UnsatisfiedLinkError ? last : library;
            last = last.getCause();
        }
        library = last instanceof UnsatisfiedLinkError ? last : library;
        String why = message(last).isEmpty() ? name(last) : last instanceof IOException ? of(last) : message(last);
        if (library == null) {
            return "a part of the program cannot be loaded: " + why + "; install Montecat anew";
        }
        String cache = System.getProperty("org.bytedeco.javacpp.cachedir",
                System.getProperty("user.home") + "/.javacpp");
        return "a native library cannot be loaded: " + why + "; libraries are unpacked into " + cache
                + ", which must be writable and have some 800 MB free";
    }

    /** Without what only carries another exception. */
    private static Throwable unwrapped(Throwable error) {
        Throwable e = error;
        for (int i = 0; i < DEEPEST && e.getCause() != null && isWrapper(e); i++) {
            e = e.getCause();
        }
        return e;
    }

    private static boolean isWrapper(Throwable e) {
        return e instanceof ExecutionException || e instanceof CompletionException
                || e instanceof InvocationTargetException
                || e instanceof UncheckedIOException && isWithoutMessageOfItsOwn(e)
                || (e.getClass() == RuntimeException.class || e.getClass() == IOException.class)
                && isWithoutMessageOfItsOwn(e);
    }

    private static boolean isWithoutMessageOfItsOwn(Throwable e) {
        return e.getMessage() == null || e.getMessage().equals(e.getCause().toString());
    }

    private static String withoutMessage(Throwable e) {
        if (e instanceof FileNotFoundException) {
            return "there is no such file";
        } else if (e instanceof ClosedChannelException) {
            return "the file or connection was closed meanwhile";
        } else if (e.getCause() != null) {
            return of(e.getCause());
        }
        return e instanceof IOException ? "reading or writing failed without a reason given" + inBrackets(name(e))
                : "a value is not allowed" + inBrackets(name(e));
    }

    private static String message(Throwable e) {
        String message;
        try {
            message = e.getMessage();
        } catch (RuntimeException failure) {
            // The exception of a library may fail at that too.
            return "";
        }
        return message == null || message.equals("null") ? "" : PlainText.sentence(message).trim();
    }

    private static String name(Throwable e) {
        return e.getClass().getSimpleName();
    }

    private static String inBrackets(String text) {
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}
