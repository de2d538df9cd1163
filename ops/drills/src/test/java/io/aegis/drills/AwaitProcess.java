package io.aegis.drills;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes do. */
final class AwaitProcess {

    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 20_000_000;

    private AwaitProcess() {}

    static void until(String what, Callable<Boolean> condition) {
        until(what, AT_MOST, condition);
    }

    static void until(String what, Duration atMost, Callable<Boolean> condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
