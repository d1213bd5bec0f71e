package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.table.RequestSequence;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadAheadTest {

    /** Numbered rows, after which a failure comes if there is one. */
    private static class Numbered implements RequestSequence {

        private final int rows;
        private final Throwable failure;
        volatile int read;
        volatile boolean closed;

        Numbered(int rows, Throwable failure) {
            this.rows = rows;
            this.failure = failure;
        }

        @Override
        public List<FitRequest> next(int max) throws IOException {
            assertTrue(!closed, "read after it was closed");
            if (read < rows) {
                return List.of(FitRequest.unreadable(read++, new UnfitSpectrumException(FitFlag.EMPTY, "none")));
            } else if (failure instanceof IOException e) {
                throw e;
            } else if (failure instanceof Error e) {
                throw e;
            }
            return List.of();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static List<Long> numbers(List<FitRequest> requests) {
        return requests.stream().map(FitRequest::row).toList();
    }

    @Test
    void rowsComeInOrderAndInFullChunks() throws Exception {
        Numbered source = new Numbered(7, null);
        try (ReadAhead rows = new ReadAhead(source, 2)) {
            assertEquals(List.of(0L, 1L, 2L), numbers(rows.next(3)));
            assertEquals(List.of(3L, 4L, 5L), numbers(rows.next(3)));
            assertEquals(List.of(6L), numbers(rows.next(3)));
            assertEquals(List.of(), rows.next(3));
            assertEquals(List.of(), rows.next(3));
        }
        assertTrue(source.closed);
    }

    @Test
    void aFailureComesAfterTheRowsBeforeIt() throws Exception {
        for (Throwable failure : List.of(new IOException("table is gone"), new OutOfMemoryError("no memory"))) {
            try (ReadAhead rows = new ReadAhead(new Numbered(2, failure), 5)) {
                assertEquals(2, rows.next(4).size());
                assertSame(failure, assertThrows(failure.getClass(), () -> rows.next(4)));
                assertSame(failure, assertThrows(failure.getClass(), () -> rows.next(4)));
            }
        }
    }

    @Test
    void noMoreThanAFewRowsAreHeld() throws Exception {
        Numbered source = new Numbered(1000, null);
        try (ReadAhead rows = new ReadAhead(source, 4)) {
            rows.next(1);
            Thread.sleep(100);
            assertTrue(source.read <= 1 + 4 + 1, source.read + " rows read");
        }
    }

    @Test
    void closingWaitsForTheRowThatIsBeingRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Numbered source = new Numbered(1000, null) {
            @Override
            public List<FitRequest> next(int max) throws IOException {
                reading.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return super.next(max);
            }
        };
        ReadAhead rows = new ReadAhead(source, 4);
        reading.await();
        Thread closing = new Thread(() -> {
            try {
                rows.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        closing.start();
        closing.join(100);
        assertTrue(closing.isAlive() && !source.closed);
        go.countDown();
        closing.join();
        assertTrue(source.closed);
    }
}
