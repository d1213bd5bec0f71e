package io.github.montecat.cli;

/** How a command ended, for the shell. */
public enum ExitCode {

    /** All was done that was asked for. */
    OK(0),
    /** The words were right but what they name was not: a missing file, a bad table, a broken bundle, a full disk. */
    BAD_INPUT(1),
    /** The words were wrong: unknown command or option, a missing argument. */
    BAD_USAGE(2);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** @return the number that the process exits with */
    public int status() {
        return status;
    }
}
