/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.util.Arrays;

/**
 * The second of a run whose requests were answered most slowly. Percentiles of a whole run hide a standstill of half a second in
 * five minutes.
 *
 * @param second of the schedule, from 0: the requests that were due within it
 * @param requests due in it
 * @param p99 of their times from schedule, milliseconds
 * @param max of them, milliseconds
 */
public record WorstSecond(long second, int requests, double p99, double max) {

    private static final long NANOS = 1_000_000_000;
    private static final double MILLI = 1e3;

    /**
     * Finds it.
     *
     * @param micros what each request of the schedule took, in its order, in microseconds
     */
    static WorstSecond of(ArrivalSchedule schedule, int[] micros) {
        WorstSecond worst = new WorstSecond(0, 0, -1, -1);
        int begin = 0;
        while (begin < micros.length) {
            long second = second(schedule, begin);
            int end = begin + 1;
            while (end < micros.length && second(schedule, end) == second) {
                end++;
            }
            int[] sorted = Arrays.copyOfRange(micros, begin, end);
            Arrays.sort(sorted);
            double p99 = sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / MILLI;
            if (p99 > worst.p99()) {
                worst = new WorstSecond(second, sorted.length, p99, sorted[sorted.length - 1] / MILLI);
            }
            begin = end;
        }
        return worst;
    }

    private static long second(ArrivalSchedule schedule, int index) {
        return schedule.offsetNanos(schedule.first() + index) / NANOS;
    }
}
