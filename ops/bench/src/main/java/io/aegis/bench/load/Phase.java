/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.openloop.Percentiles;
import io.aegis.bench.load.openloop.Result;
import io.aegis.bench.machine.Activity;

/**
 * One measured part of a scenario.
 *
 * @param name such as {@code burst}
 * @param pace what decided when requests were sent
 * @param scheduledPerSecond requests due a second; 0 unless the pace is steady
 * @param answeredPerSecond requests answered a second
 * @param clientCpuSeconds processor time that the benchmark itself took meanwhile
 * @param clientCorePercent of one core that the benchmark takes for 1,000 requests a second
 * @param result counts and times
 * @param inWorstSecond what else the product did in the worst second of the result
 */
record Phase(
        String name,
        Pace pace,
        double scheduledPerSecond,
        double answeredPerSecond,
        double clientCpuSeconds,
        double clientCorePercent,
        Result result,
        Activity inWorstSecond) {

    static Phase of(
            String name,
            Pace pace,
            ArrivalSchedule schedule,
            double clientCpuSeconds,
            Result result,
            Activity inWorstSecond) {
        return new Phase(
                name,
                pace,
                pace == Pace.STEADY ? schedule.perSecond() : 0,
                result.perSecond(),
                clientCpuSeconds,
                clientCpuSeconds / result.scheduled() * 1_000 * 100,
                result,
                inWorstSecond);
    }

    /** The times that count: those a customer would have seen, wherever there was a schedule. */
    Percentiles times() {
        return pace.times(result);
    }
}
