package io.aegis.monitoring.graph;

import java.time.Duration;

/**
 * The calls of one service by another in a minute.
 *
 * @param calls how many
 * @param failed how many of them failed
 * @param took all of them together
 */
public record CallCount(long calls, long failed, Duration took) {

    /** No calls. */
    public static final CallCount NONE = new CallCount(0, 0, Duration.ZERO);

    /** These and others. */
    CallCount plus(CallCount others) {
        return new CallCount(calls + others.calls, failed + others.failed, took.plus(others.took));
    }
}
