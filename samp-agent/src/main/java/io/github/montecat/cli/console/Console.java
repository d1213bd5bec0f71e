package io.github.montecat.cli.console;

import io.github.montecat.error.PlainText;
import io.github.montecat.output.OutputException;
import io.github.montecat.output.OutputFile;
import io.github.montecat.output.TargetStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.Objects;

/**
 * Where a command speaks: results to standard output, everything else to standard error. Safe for use by several
 * threads.
 */
public final class Console {

    /** System property by which a launcher says whether standard error is a terminal; Java itself cannot tell. */
    public static final String TERMINAL_PROPERTY = "montecat.terminal";

    private static final String STANDARD_OUTPUT = "to standard output";
    private static final int BUFFER = 1 << 16;

    private final PrintStream out;
    /** Below {@code out}; keeps the errors that a print stream swallows. */
    private final TargetStream target;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean quiet;
    /** The display last started, which may have a line on the terminal that is not ended. */
    private volatile ConsoleProgress progress;

    /**
     * @param out results
     * @param err messages and progress
     * @param terminal whether {@code err} is a terminal that can redraw a line
     * @param quiet whether to leave progress and remarks out; errors are always shown
     */
    public Console(PrintStream out, PrintStream err, boolean terminal, boolean quiet) {
        this(out, new TargetStream(new Checked(out), STANDARD_OUTPUT), err, terminal, quiet);
    }

    /**
     * @param target results; not closed
     * @param encoding of results in words
     * @param err messages and progress
     * @param terminal whether {@code err} is a terminal that can redraw a line
     */
    public Console(TargetStream target, Charset encoding, PrintStream err, boolean terminal) {
        this(new PlainPrintStream(new BufferedOutputStream(target), encoding), target, err, terminal, false);
    }

    private Console(PrintStream out, TargetStream target, PrintStream err, boolean terminal, boolean quiet) {
        this.out = Objects.requireNonNull(out);
        this.target = target;
        this.err = Objects.requireNonNull(err);
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /** @return the process's own streams */
    public static Console system() {
        String told = System.getProperty(TERMINAL_PROPERTY);
        boolean terminal = told != null ? Boolean.parseBoolean(told)
                : System.console() != null && System.getenv("TERM") != null;
        // As System.out is made, except that errors are kept.
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        return new Console(new TargetStream(new FileOutputStream(FileDescriptor.out), STANDARD_OUTPUT),
                encoding == null ? Charset.defaultCharset() : Charset.forName(encoding), System.err, terminal);
    }

    /** @return the same without progress and remarks */
    public Console quietly() {
        return new Console(out, target, err, terminal, true);
    }

    /** @return whether progress and remarks are left out */
    public boolean isQuiet() {
        return quiet;
    }

    /** @return the stream for results in words; it throws nothing, see {@link #requireWritten} */
    public PrintStream out() {
        return out;
    }

    /**
     * Writes a result to standard output.
     *
     * @param content what to write; it does not close the stream
     * @throws OutputException if standard output cannot be written
     * @throws IOException what {@code content} throws
     */
    public void write(OutputFile.Content content) throws IOException {
        requireWritten();
        OutputStream buffered = new BufferedOutputStream(target, BUFFER);
        try {
            content.writeTo(buffered);
            buffered.flush();
        } catch (IOException | RuntimeException e) {
            // First what became of the stream, which libraries wrap.
            target.requireWritten();
            throw e;
        }
        requireWritten();
    }

    /**
     * Sends all results on their way.
     *
     * @throws OutputException if any result could not be written so far
     */
    public void requireWritten() throws OutputException {
        boolean failed = out.checkError();
        target.requireWritten();
        if (failed) {
            throw new OutputException(STANDARD_OUTPUT, Checked.ERROR);
        }
    }

    /**
     * Says something that is no result: what was read, where a file went.
     *
     * @param message one line; line ends in it, which can only come from outside, become blanks
     */
    public void remark(String message) {
        if (!quiet) {
            log(PlainText.sentence(message));
        }
    }

    /**
     * Writes to standard error, even when quiet.
     *
     * @param lines one or more lines; control characters in them become question marks
     */
    public void log(String lines) {
        String printable = PlainText.lines(lines);
        ConsoleProgress running = progress;
        if (running == null) {
            err.println(printable);
        } else {
            running.interrupt(printable);
        }
    }

    /**
     * Says what went wrong, even when quiet.
     *
     * @param message one sentence
     */
    public void error(String message) {
        error(message, "");
    }

    /**
     * Says what went wrong, even when quiet.
     *
     * @param message one sentence
     * @param illustration lines that show where, empty for none
     */
    public void error(String message, String illustration) {
        log("montecat: " + PlainText.sentence(message) + (illustration.isEmpty() ? "" : "\n" + illustration));
    }

    /**
     * Shows where an error came from.
     *
     * @param error the error
     */
    public void stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        log(text.toString());
    }

    /**
     * Starts a progress display on standard error; close it when the work is over, well or not.
     *
     * @param label what is being done, such as {@code fitting}
     * @param unit plural of what is counted, such as {@code spectra}
     * @return the display
     */
    public ConsoleProgress progress(String label, String unit) {
        ConsoleProgress.Style style = quiet ? ConsoleProgress.Style.NONE
                : terminal ? ConsoleProgress.Style.BAR : ConsoleProgress.Style.LINES;
        progress = new ConsoleProgress(PlainText.sentence(label), unit, err, style, System::nanoTime);
        return progress;
    }

    /** Shows words that may quote names from outside, see {@link PlainText}. */
    private static final class PlainPrintStream extends PrintStream {

        PlainPrintStream(OutputStream out, Charset encoding) {
            super(out, true, encoding);
        }

        @Override
        public void print(String text) {
            super.print(text == null ? null : PlainText.block(text));
        }

        @Override
        public void print(Object value) {
            print(String.valueOf(value));
        }
    }

    /** A print stream that throws. */
    private static final class Checked extends OutputStream {

        static final String ERROR = "the stream reports an error";

        private final PrintStream out;

        Checked(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (out.checkError()) {
                throw new IOException(ERROR);
            }
        }
    }
}
