/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for a condition that another thread or process brings about. Asks on the thread of the test, every 20 ms. */
public final class Await {

    /**
     * What only a failing test waits for; the tests run on machines that do other things too. Mutated code makes hundreds of tests fail, so
     * that whoever runs those says how many seconds are enough.
     */
    private static final Duration AMPLE = Duration.ofSeconds(Integer.getInteger("aegis.await.seconds", 120));

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Returns when a condition holds; fails the test when it does not within two minutes, or {@code aegis.await.seconds}. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, AMPLE, condition);
    }

    /** Returns when a condition holds; fails the test when it does not in time. What the condition throws is thrown on. */
    public static void until(String what, Duration within, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .atMost(within)
                .until(condition);
    }
}
