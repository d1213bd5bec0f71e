package io.github.montecat.cli.option;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Option {@code --threads}: runs work in a fork-join pool of that size, which is where all computing happens. */
public final class ThreadLimit {

    private static final String THREADS = "threads";

    private ThreadLimit() {
    }

    /**
     * @param options get the number of threads
     * @return the same options
     */
    public static Options addTo(Options options) {
        return options.addOption(Option.builder().longOpt(THREADS).hasArg().argName("N")
                .desc("threads to compute with (one per processor core); the results do not depend on it").get());
    }

    /**
     * @param arguments may have the option
     * @param work what to run
     * @return what it returns
     * @throws Exception what it throws
     */
    public static <T> T run(Arguments arguments, Callable<T> work) throws Exception {
        OptionalInt threads = arguments.integer(THREADS, 1);
        if (threads.isEmpty()) {
            return work.call();
        }
        ForkJoinPool pool = new ForkJoinPool(threads.getAsInt());
        try {
            return pool.submit(work).get();
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The pool wraps a checked exception into one or two plain RuntimeExceptions; users are to see what was thrown. */
    private static Exception thrown(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause.getClass() == RuntimeException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Exception exception ? exception : e;
    }
}
