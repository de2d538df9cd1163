package io.aegis.db;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that another thread or process brings about. */
public final class Await {

    private static final long TIMEOUT = Duration.ofSeconds(20).toNanos();
    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > TIMEOUT) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
