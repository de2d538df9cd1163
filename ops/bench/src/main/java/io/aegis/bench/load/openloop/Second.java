/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one second of a schedule was answered. Percentiles of a whole run hide a standstill of half a second in five minutes.
 *
 * @param number of the schedule, from 0: the requests that were due within it
 * @param requests due in it
 * @param p99 of their times from schedule, milliseconds
 * @param max of them, milliseconds
 */
public record Second(long number, int requests, double p99, double max) {

    private static final long NANOS = 1_000_000_000;
    private static final double MILLI = 1e3;

    /**
     * The seconds in which requests were due, in order.
     *
     * @param micros what each request of the schedule took, in its order, in microseconds
     */
    static List<Second> all(ArrivalSchedule schedule, int[] micros) {
        List<Second> all = new ArrayList<>();
        int begin = 0;
        while (begin < micros.length) {
            long number = number(schedule, begin);
            int end = begin + 1;
            while (end < micros.length && number(schedule, end) == number) {
                end++;
            }
            all.add(of(number, Arrays.copyOfRange(micros, begin, end)));
            begin = end;
        }
        return List.copyOf(all);
    }

    private static Second of(long number, int[] micros) {
        Arrays.sort(micros);
        double p99 = micros[(int) Math.ceil(micros.length * 0.99) - 1] / MILLI;
        return new Second(number, micros.length, p99, micros[micros.length - 1] / MILLI);
    }

    private static long number(ArrivalSchedule schedule, int index) {
        return schedule.offsetNanos(schedule.first() + index) / NANOS;
    }
}
