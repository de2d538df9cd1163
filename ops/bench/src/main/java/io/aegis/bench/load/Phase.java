package io.aegis.bench.load;

import io.aegis.bench.load.openloop.Result;

/**
 * One measured part of a scenario.
 *
 * @param name such as {@code posts}
 * @param scheduledPerSecond requests due a second; 0 when all were due at once
 * @param answeredPerSecond requests answered a second
 * @param clientCpuSeconds processor time that the benchmark itself took meanwhile
 * @param clientCorePercent of one core that the benchmark takes for 1,000 requests a second
 * @param result counts and times
 */
record Phase(
        String name,
        double scheduledPerSecond,
        double answeredPerSecond,
        double clientCpuSeconds,
        double clientCorePercent,
        Result result) {

    static Phase of(String name, double scheduledPerSecond, double clientCpuSeconds, Result result) {
        return new Phase(
                name,
                Double.isInfinite(scheduledPerSecond) ? 0 : scheduledPerSecond,
                result.perSecond(),
                clientCpuSeconds,
                clientCpuSeconds / result.scheduled() * 1_000 * 100,
                result);
    }
}
