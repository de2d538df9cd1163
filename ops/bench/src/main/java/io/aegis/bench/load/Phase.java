/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.openloop.ArrivalSchedule;
import io.aegis.bench.load.openloop.Percentiles;
import io.aegis.bench.load.openloop.Result;
import io.aegis.bench.load.openloop.Second;
import io.aegis.bench.machine.Activity;
import java.util.List;
import java.util.stream.IntStream;

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
 * @param meanwhile what the product and the machine did in each second of the result
 */
record Phase(
        String name,
        Pace pace,
        double scheduledPerSecond,
        double answeredPerSecond,
        double clientCpuSeconds,
        double clientCorePercent,
        Result result,
        List<Activity> meanwhile) {

    /** A second of the result, and what was done in it. */
    record BusySecond(Second second, Activity activity) {}

    static Phase of(
            String name,
            Pace pace,
            ArrivalSchedule schedule,
            double clientCpuSeconds,
            Result result,
            List<Activity> meanwhile) {
        return new Phase(
                name,
                pace,
                pace == Pace.STEADY ? schedule.perSecond() : 0,
                result.perSecond(),
                clientCpuSeconds,
                clientCpuSeconds / result.scheduled() * 1_000 * 100,
                result,
                meanwhile);
    }

    /** The seconds whose p99 is above so many milliseconds, in order, each with what was done in it. */
    List<BusySecond> slower(double millis) {
        return IntStream.range(0, meanwhile.size())
                .mapToObj(place -> new BusySecond(result.bySecond().get(place), meanwhile.get(place)))
                .filter(each -> each.second().p99() > millis)
                .toList();
    }

    /** The times that count: those a customer would have seen, wherever there was a schedule. */
    Percentiles times() {
        return pace.times(result);
    }
}
