/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run measured.
 *
 * @param scheduled requests of the schedule
 * @param seconds from the first request's due time to the last answer
 * @param answers by outcome
 * @param failures requests without an answer, by reason
 * @param fromSchedule times from the moment a request was due to the end of its answer; failures included
 * @param fromSend times from the moment it was sent, which hide what a late sending cost
 * @param server times the server says it took
 * @param bySecond the seconds of the schedule in which requests were due, at least one
 */
public record Result(
        long scheduled,
        double seconds,
        SortedMap<String, Long> answers,
        SortedMap<String, Long> failures,
        Percentiles fromSchedule,
        Percentiles fromSend,
        Percentiles server,
        List<Second> bySecond) {

    /** How often that outcome came. */
    public long answers(String label) {
        return answers.getOrDefault(label, 0L);
    }

    /** Requests that did not end with that outcome. */
    public long others(String label) {
        return scheduled - answers(label);
    }

    /** Answered requests a second. */
    public double perSecond() {
        long answered = answers.values().stream().mapToLong(Long::longValue).sum();
        return seconds > 0 ? answered / seconds : 0;
    }

    /** The second whose p99 is highest; the first such. */
    public Second worst() {
        return bySecond.stream()
                .max(Comparator.comparingDouble(Second::p99).thenComparing(Second::number, Comparator.reverseOrder()))
                .orElseThrow();
    }
}
