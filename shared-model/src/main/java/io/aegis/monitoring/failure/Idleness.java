/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which services have so little to do that they could be given less: for {@value #WINDOWS} windows, the judged one included,
 * their processors were less than {@value #IDLE} % busy and their request rates {@value #LOWERED} spreads below what was usual
 * before. Judgement, not measured. Good for one verdict.
 */
final class Idleness {

    static final int WINDOWS = 6;
    static final double IDLE = 20;
    static final double LOWERED = 3;

    /** Minutes of request rates before, which tell what is usual. */
    private static final int ENOUGH_HISTORY = 60;

    private final FailureWindow window;
    private final MetricHistory metrics;
    private final Map<String, List<Shown>> services = new TreeMap<>();

    /** What a series shows in the window: means of its minutes, NaN for those that are not known. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Shown(Series series, double[] minutes, MetricEvidence evidence) {

        double mean() {
            return Arrays.stream(minutes).filter(Double::isFinite).average().orElse(Double.NaN);
        }
    }

    Idleness(FailureWindow window, MetricHistory metrics) {
        this.window = window;
        this.metrics = metrics;
    }

    void add(Series series, String service, double[] minutes, MetricEvidence evidence) {
        if (series.type() == MetricType.CPU_USAGE || series.type() == MetricType.REQUEST_RATE) {
            services.computeIfAbsent(service, _ -> new ArrayList<>()).add(new Shown(series, minutes, evidence));
        }
    }

    /** Those that are idle, by their names; who has none is not among them. */
    List<String> services() {
        return services.entrySet().stream()
                .filter(service -> !service.getKey().equals(FailureVerdict.NAMELESS) && idle(service.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean idle(List<Shown> series) {
        List<Shown> processors = of(series, MetricType.CPU_USAGE);
        List<Shown> rates = of(series, MetricType.REQUEST_RATE);
        return !processors.isEmpty()
                && !rates.isEmpty()
                // What is known already, before history is asked.
                && processors.stream().allMatch(shown -> shown.evidence().peak() < IDLE)
                && rates.stream().allMatch(shown -> shown.evidence().lowered() >= LOWERED)
                && processors.stream().allMatch(this::littleToDo)
                && rates.stream().allMatch(this::rarelyAsked);
    }

    private static List<Shown> of(List<Shown> series, MetricType type) {
        return series.stream().filter(shown -> shown.series().type() == type).toList();
    }

    private boolean littleToDo(Shown processor) {
        return Arrays.stream(means(processor)).allMatch(mean -> mean < IDLE);
    }

    private boolean rarelyAsked(Shown rate) {
        double[] past = metrics.before(rate.series(), begin(WINDOWS - 1));
        if (past.length < ENOUGH_HISTORY) {
            return false;
        }
        Reference usual = Reference.of(MetricType.REQUEST_RATE, past);
        return Arrays.stream(means(rate)).allMatch(mean -> usual.deviations(mean) <= -LOWERED);
    }

    /** The mean of each window, NaN, of which nothing is true, for one without samples. */
    private double[] means(Shown shown) {
        return IntStream.range(0, WINDOWS)
                .mapToDouble(back -> back == 0 ? shown.mean() : mean(shown.series(), begin(back)))
                .toArray();
    }

    private double mean(Series series, Instant begin) {
        return IntStream.range(0, window.minutes())
                .mapToObj(minute -> metrics.at(series, begin.plusSeconds(FailureWindow.MINUTE * minute)))
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(Double.NaN);
    }

    /** Where the window so many before the judged one begins. */
    private Instant begin(int back) {
        return window.start().minusSeconds(FailureWindow.MINUTE * window.minutes() * back);
    }
}
