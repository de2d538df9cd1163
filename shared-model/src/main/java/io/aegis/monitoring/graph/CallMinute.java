package io.aegis.monitoring.graph;

import java.time.Duration;

/**
 * The calls of one service by another in a minute.
 *
 * @param calls how many
 * @param failed how many of them failed
 * @param took all of them together
 */
public record CallMinute(long calls, long failed, Duration took) {

    /** No calls. */
    public static final CallMinute NONE = new CallMinute(0, 0, Duration.ZERO);

    /** These and others. */
    CallMinute plus(CallMinute others) {
        return new CallMinute(calls + others.calls, failed + others.failed, took.plus(others.took));
    }
}
