/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

/**
 * Decides whether waiting for a provider is worth it. A provider that is good but slow must not cost every caller its
 * whole deadline: {@value #MISSES_THAT_END_WAITING} misses in a row end the waiting, though not the calling. From then
 * on one call in {@value #STILL_WAITING} is still waited for. The waiting resumes when such an answer comes in time, or
 * when a call that nobody waited for took no longer than the last caller that gave up had waited. Thread-safe.
 */
final class WaitingRule {

    private static final int MISSES_THAT_END_WAITING = 5;
    private static final int STILL_WAITING = 10;

    private int misses;
    private int callsSinceWaiting;
    private long timeoutNanos = Long.MAX_VALUE;

    /** Asked once for each call. */
    synchronized boolean worthWaiting() {
        if (misses < MISSES_THAT_END_WAITING) {
            return true;
        }
        callsSinceWaiting++;
        if (callsSinceWaiting < STILL_WAITING) {
            return false;
        }
        callsSinceWaiting = 0;
        return true;
    }

    /** A caller gave up after this long. */
    synchronized void missed(long waitedNanos) {
        misses = Math.min(misses + 1, MISSES_THAT_END_WAITING);
        timeoutNanos = waitedNanos;
    }

    /** A caller that waited had its answer in time. */
    synchronized void inTime() {
        misses = 0;
        callsSinceWaiting = 0;
    }

    /** A call that nobody waited for was answered after this long. */
    synchronized void answeredUnwaited(long nanos) {
        if (nanos <= timeoutNanos) {
            inTime();
        }
    }
}
