package io.github.montecat.job;

import io.github.montecat.inference.FitRequest;
import io.github.montecat.table.RequestSequence;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads rows in a thread of its own while those before them are fitted. For one reader; to be closed before the table is.
 */
final class ReadAhead implements Closeable {

    /** What the thread hands over: a row, or the end and why it came. */
    private record Item(FitRequest request, Throwable failure) {
    }

    private final RequestSequence requests;
    private final BlockingQueue<Item> queue;
    private final Thread thread;
    private volatile boolean stopped;
    private Item end;

    /**
     * Begins to read.
     *
     * @param requests the rows; closed with this object
     * @param most most rows to hold
     */
    ReadAhead(RequestSequence requests, int most) {
        this.requests = requests;
        queue = new ArrayBlockingQueue<>(most);
        thread = new Thread(this::read, "rows ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        Throwable failure = null;
        try {
            for (List<FitRequest> one = requests.next(1); !one.isEmpty() && !stopped; one = requests.next(1)) {
                queue.put(new Item(one.get(0), null));
            }
        } catch (InterruptedException e) {
            return;
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        try {
            queue.put(new Item(null, failure));
        } catch (InterruptedException e) {
            // Nobody reads any more.
        }
    }

    /**
     * Waits for the next rows.
     *
     * @param max most rows to return, from 1 up
     * @return the next rows, fewer than {@code max} only at the end or before a failure, and none after it
     * @throws IOException if the table can no longer be read; comes after the rows before it
     */
    List<FitRequest> next(int max) throws IOException {
        List<FitRequest> rows = new ArrayList<>();
        try {
            while (end == null && rows.size() < max) {
                Item item = queue.take();
                if (item.request() == null) {
                    end = item;
                } else {
                    rows.add(item.request());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while rows were read", e);
        }
        if (rows.isEmpty() && end.failure() != null) {
            if (end.failure() instanceof IOException e) {
                throw e;
            } else if (end.failure() instanceof Error e) {
                throw e;
            }
            throw (RuntimeException) end.failure();
        }
        return rows;
    }

    /** Waits until no row is read any more: the caller closes the table next. */
    @Override
    public void close() throws IOException {
        stopped = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            // Makes place for what the thread is about to hand over.
            queue.clear();
            try {
                thread.join(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        requests.close();
    }
}
