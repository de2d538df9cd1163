/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How long answers took, to be shown as a histogram. For one thread. */
final class Latencies {

    /** Bounds of the histogram, milliseconds. */
    private static final List<Long> BOUNDS = List.of(5L, 20L, 50L, 100L, 200L, 500L, 1_000L, 5_000L, Long.MAX_VALUE);

    private final List<Duration> all = new ArrayList<>();

    /** Does something and notes how long it took. */
    <T> T took(Callable<T> work) throws Exception {
        long before = System.nanoTime();
        T result = work.call();
        note(Duration.ofNanos(System.nanoTime() - before));
        return result;
    }

    /** Notes how long something took. */
    void note(Duration took) {
        all.add(took);
    }

    /** How many answers there were. */
    int count() {
        return all.size();
    }

    Duration longest() {
        return all.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** How many took how long. */
    @Override
    public String toString() {
        String bars = IntStream.range(0, BOUNDS.size())
                .mapToObj(i -> bar(i == 0 ? 0 : BOUNDS.get(i - 1), BOUNDS.get(i)))
                .filter(bar -> !bar.isEmpty())
                .collect(Collectors.joining(", "));
        return all.size() + " (" + bars + "; longest " + longest().toMillis() + " ms)";
    }

    private String bar(long from, long to) {
        long count = all.stream()
                .mapToLong(Duration::toMillis)
                .filter(millis -> millis >= from && millis < to)
                .count();
        return count == 0 ? "" : count + (to == Long.MAX_VALUE ? " from " + from : " under " + to) + " ms";
    }
}
