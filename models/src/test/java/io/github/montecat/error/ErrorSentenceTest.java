package io.github.montecat.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ErrorSentenceTest {

    @Test
    void noSentenceIsEmptyOrNullOrNothingButAName() {
        for (Throwable e : List.of(new IOException(), new IOException((String) null), new IOException("null"),
                new EOFException(), new FileNotFoundException(), new ClosedChannelException(),
                new MalformedInputException(1), new NoSuchFileException("a.fits"), new AccessDeniedException("a.fits"),
                new FileAlreadyExistsException("a.fits"), new NotDirectoryException("a.fits"),
                new DirectoryNotEmptyException("a.fits"), new NotLinkException("a.fits"),
                new FileSystemLoopException("a.fits"), new FileSystemException("a.fits"),
                new UnknownHostException("a.fits"), new RefusedValueException(null), new IllegalStateException(),
                new CancellationException(), new UncheckedIOException(new EOFException()), new StackOverflowError(),
                new OutOfMemoryError("Java heap space"), new ExceptionInInitializerError(), new InterruptedException(),
                new RuntimeException(new IOException()))) {
            for (String said : List.of(ErrorSentence.of(e), ErrorSentence.reason(e))) {
                assertFalse(said.isBlank() || said.contains("null") || said.equals("a.fits"), e + ": " + said);
                assertFalse(said.contains("internal error") && !(e instanceof IllegalStateException), e + ": " + said);
            }
        }
    }

    @Test
    void fileNamesGetTheirReason() {
        assertEquals("no such file: a.fits", ErrorSentence.of(new NoSuchFileException("a.fits")));
        assertEquals("no permission for a.fits", ErrorSentence.of(new AccessDeniedException("a.fits")));
        assertEquals("the folder a is not empty", ErrorSentence.of(new DirectoryNotEmptyException("a")));
        assertEquals("a.fits: No space left on device",
                ErrorSentence.of(new FileSystemException("a.fits", null, "No space left on device")));
        assertEquals("No space left on device",
                ErrorSentence.reason(new FileSystemException("a.fits", null, "No space left on device")));
    }

    @Test
    void theCauseIsNamedWhereItWasOnlyCarried() {
        IOException cause = new IOException("found 3,\n expected 4");
        assertEquals("found 3, expected 4", ErrorSentence.of(new ExecutionException(new UncheckedIOException(cause))));
        assertEquals("found 3, expected 4", ErrorSentence.of(new RuntimeException(new RuntimeException(cause))));
        assertEquals("cannot read the table: found 3, expected 4",
                ErrorSentence.of(new UncheckedIOException("cannot read the table", cause)));
    }

    @Test
    void whatCannotBeLoadedNamesTheCauseAndTheWayOut() {
        UnsatisfiedLinkError library = new UnsatisfiedLinkError("java.io.IOException: No space left on device");
        library.initCause(new IOException("No space left on device"));
        String sentence = ErrorSentence.of(new ExceptionInInitializerError(
                new RuntimeException("see the manual", library)));
        assertTrue(sentence.startsWith("a native library cannot be loaded: No space left on device; "), sentence);
        assertTrue(sentence.contains("must be writable"), sentence);
        assertEquals("a part of the program cannot be loaded: some/Class; install Montecat anew",
                ErrorSentence.of(new NoClassDefFoundError("some/Class")));
        NoClassDefFoundError missing = new NoClassDefFoundError("some/Class");
        missing.initCause(new ClassNotFoundException("some.Class"));
        assertEquals("a part of the program cannot be loaded: some.Class; install Montecat anew",
                ErrorSentence.of(missing));
    }

    @Test
    void onlyWhatIsWrittenForUsersIsShownAsItIs() {
        assertEquals("found 3, expected 4", ErrorSentence.of(new RefusedValueException("found 3,\n expected 4")));
        // A library's check, or one of our own of what no user gave.
        String library = ErrorSentence.of(new IllegalArgumentException("comparison method violates its contract"));
        assertTrue(library.startsWith("internal error: IllegalArgumentException: comparison method"), library);
        assertTrue(ErrorSentence.of(new NumberFormatException("For input string: \"x\"")).startsWith("internal error"));
        assertTrue(ErrorSentence.of(new Exception("checked")).startsWith("internal error: Exception: checked"));
        assertEquals("'a\0b' is no name of a file: Nul character not allowed".replace('\0', '?'),
                ErrorSentence.of(new InvalidPathException("a\0b", "Nul character not allowed")));
    }

    @Test
    void whatStandsBelowASentenceIsShownOnATerminalAlone() {
        class Marked extends SyntaxException {
            private static final long serialVersionUID = 1L;

            Marked() {
                super("expected a component");
            }

            @Override
            public String illustration() {
                return "  tbabs*\u001b\n        ^";
            }
        }
        assertEquals("expected a component", ErrorSentence.of(new Marked()));
        assertEquals("  tbabs*?" + System.lineSeparator() + "        ^",
                ErrorSentence.illustration(new ExecutionException(new Marked())));
        assertEquals("", ErrorSentence.illustration(new IOException("broken")));
    }

    @Test
    void aFaultOfTheProgramIsCalledSo() {
        String sentence = ErrorSentence.of(new IllegalStateException("oops"));
        assertTrue(sentence.startsWith("internal error: IllegalStateException: oops, "), sentence);
        assertTrue(sentence.contains("report"), sentence);
    }
}
