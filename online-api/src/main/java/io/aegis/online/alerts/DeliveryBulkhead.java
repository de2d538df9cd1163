/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bulkhead between channels: how many deliveries are under way to which. Each has a share of its own, so that one whose receiver is silent takes
 * nothing from the others: the first delivery to a channel may always begin, whatever the sum. Thread-safe.
 */
final class DeliveryBulkhead {

    /** Most deliveries to one channel at a time. */
    static final int SHARE = 4;

    /** Most deliveries at a time, but for the first one to each channel. */
    static final int MOST = 64;

    private final Lock lock = new ReentrantLock();
    private final Condition oneEnded = lock.newCondition();
    private final Map<String, Integer> perChannel = new HashMap<>();
    private int all;
    private boolean ended;

    /** How many more may begin to a channel now. */
    int room(String channel) {
        lock.lock();
        try {
            int own = perChannel.getOrDefault(channel, 0);
            return Math.max(own == 0 ? 1 : 0, Math.min(SHARE - own, MOST - all));
        } finally {
            lock.unlock();
        }
    }

    /** One to a channel begins. */
    void begin(String channel) {
        lock.lock();
        try {
            perChannel.merge(channel, 1, Integer::sum);
            all++;
        } finally {
            lock.unlock();
        }
    }

    /** One to a channel has ended. */
    void end(String channel) {
        lock.lock();
        try {
            perChannel.computeIfPresent(channel, (_, own) -> own > 1 ? own - 1 : null);
            all--;
            ended = true;
            oneEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until one has ended since this was last asked, while any is under way.
     *
     * @param longest to wait
     * @return false when none was under way since then: nothing has made room
     */
    boolean awaitEnd(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            boolean any = all > 0 || ended;
            long left = longest.toNanos();
            while (all > 0 && !ended && left > 0) {
                left = oneEnded.awaitNanos(left);
            }
            ended = false;
            return any;
        } finally {
            lock.unlock();
        }
    }
}
