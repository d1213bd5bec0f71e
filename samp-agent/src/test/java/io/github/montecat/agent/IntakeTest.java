package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IntakeTest {

    private final Intake intake = new Intake();

    @Test
    void aClientHasAPartOfThePlacesAndWaitsForNobody() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch end = new CountDownLatch(1);
        Semaphore begun = new Semaphore(0);
        Callable<Integer> slow = () -> {
            begun.release();
            end.await();
            return 1;
        };
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            all.add(threads.submit(() -> intake.admit("a", slow)));
        }
        begun.acquire(2);
        assertEquals(2, intake.admit("b", () -> 2));
        // The 33rd message is refused as soon as the others are there.
        String sentence = null;
        while (sentence == null) {
            Future<Integer> more = threads.submit(() -> intake.admit("a", slow));
            all.add(more);
            Thread.sleep(1);
            if (more.isDone()) {
                sentence = assertThrows(ExecutionException.class, more::get).getCause().getMessage();
            }
        }
        assertTrue(sentence.contains("32 tables on the way"), sentence);
        assertEquals(0, begun.availablePermits(), "places of one client");
        end.countDown();
        int served = 0;
        for (Future<Integer> one : all) {
            try {
                served += one.get();
            } catch (ExecutionException e) {
                assertTrue(e.getCause() instanceof IOException);
            }
        }
        // One that was submitted but had not begun may enter once the others have left.
        assertTrue(served >= 32, served + " were served");
        threads.shutdown();
        assertEquals(3, intake.admit("a", () -> 3));
    }

    @Test
    void aPlaceIsFreeAgainAfterAnError() throws Exception {
        for (int i = 0; i < 40; i++) {
            assertThrows(IOException.class, () -> intake.admit("a", () -> {
                throw new IOException("no table");
            }));
        }
        assertEquals(1, intake.admit("a", () -> 1));
    }
}
