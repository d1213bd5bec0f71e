package io.github.montecat.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeferredTest {

    @Test
    void isMadeOnceHoweverManyAsk() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(8);
        Deferred<Object> value = new Deferred<>(() -> {
            made.incrementAndGet();
            return new Object();
        });
        assertEquals(0, made.get());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Object>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return value.get();
                }));
            }
            for (Future<Object> answer : answers) {
                assertSame(value.get(), answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, made.get());
    }

    @Test
    void aFailureIsTheSameForEverybody() {
        AtomicInteger tries = new AtomicInteger();
        Deferred<String> value = new Deferred<>(() -> {
            throw new IllegalStateException("try " + tries.incrementAndGet());
        });
        assertEquals("try 1", assertThrows(IllegalStateException.class, value::get).getMessage());
        assertEquals("try 1", assertThrows(IllegalStateException.class, value::get).getMessage());
        assertEquals(1, tries.get());
    }

    @Test
    void tooLittleMemoryMayPass() {
        AtomicInteger tries = new AtomicInteger();
        Deferred<String> value = new Deferred<>(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new OutOfMemoryError("for now");
            }
            return "made";
        });
        assertThrows(OutOfMemoryError.class, value::get);
        assertEquals("made", value.get());
        assertEquals("made", value.get());
        assertEquals(2, tries.get());
    }
}
