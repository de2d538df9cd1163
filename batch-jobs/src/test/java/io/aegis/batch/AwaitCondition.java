package io.aegis.batch;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that another thread or process brings about. */
public final class AwaitCondition {

    private static final long TIMEOUT = Duration.ofMinutes(2).toNanos();
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private AwaitCondition() {}

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
