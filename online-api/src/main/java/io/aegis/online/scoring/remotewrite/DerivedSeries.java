/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.MetricRule.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A series that is calculated from others: a rate, a ratio, a quantile or a sum, once for each full minute of the time of the
 * data, when samples of {@value #DELAY_MILLIS} ms after it have come, so that those of the minute are all there. Minutes
 * for which there is nothing to calculate from give none. Not thread-safe.
 */
final class DerivedSeries {

    /** Distance of its values. */
    static final long STEP_MILLIS = 60_000;

    /** How long samples of a minute may be on their way, beyond the newest. */
    static final long DELAY_MILLIS = 10_000;

    private final Series series;
    private final MetricRule rule;
    private final List<Source> sources = new ArrayList<>(2);
    private long next = Long.MIN_VALUE;
    private long newest = Long.MIN_VALUE;
    private boolean closed;

    /** A series of Prometheus that it is calculated from. */
    private record Source(TrackedSeries tracked, Part part) {}

    DerivedSeries(Series series, MetricRule rule) {
        this.series = series;
        this.rule = rule;
    }

    Series series() {
        return series;
    }

    MetricRule rule() {
        return rule;
    }

    boolean closed() {
        return closed;
    }

    /** A better rule gives the series from now on. */
    void close() {
        closed = true;
        sources.clear();
    }

    void add(TrackedSeries tracked, Part part) {
        sources.add(new Source(tracked, part));
    }

    /** Takes a source away; true when none is left. */
    boolean remove(TrackedSeries tracked) {
        sources.removeIf(source -> source.tracked() == tracked);
        return sources.isEmpty();
    }

    /** How far back its sources keep samples. */
    long keepMillis() {
        return Math.max(rule.window().toMillis(), rule.counters() ? 0 : SampleWindow.LOOKBACK_MILLIS)
                + STEP_MILLIS
                + 2 * DELAY_MILLIS;
    }

    /** Before a sample of that time is added to a source: the values of the minutes that are complete by it. */
    List<Measurement> until(long millis) {
        if (next == Long.MIN_VALUE) {
            next = Math.ceilDiv(millis, STEP_MILLIS) * STEP_MILLIS;
        }
        List<Measurement> values = new ArrayList<>(1);
        while (next + DELAY_MILLIS <= millis) {
            if (next > newest + keepMillis()) {
                next = Math.max(next, Math.floorDiv(millis - DELAY_MILLIS, STEP_MILLIS) * STEP_MILLIS);
            }
            long minute = next;
            calculate(minute)
                    .map(value -> value * rule.scale())
                    .filter(Double::isFinite)
                    .ifPresent(value -> values.add(new Measurement(Instant.ofEpochMilli(minute), value)));
            next += STEP_MILLIS;
        }
        newest = Math.max(newest, millis);
        return values;
    }

    private Optional<Double> calculate(long minute) {
        OptionalDouble value = switch (rule.as()) {
            case RATE -> sum(Part.UPPER, rate(minute));
            case VALUE -> sum(Part.UPPER, source -> source.newest(minute));
            case RATIO -> ratio(rule.counters() ? rate(minute) : source -> source.newest(minute));
            case QUANTILE -> quantile(minute);
            case IGNORE -> OptionalDouble.empty();
        };
        return value.isPresent() && Double.isFinite(value.getAsDouble())
                ? Optional.of(rule.complement() ? 1 - value.getAsDouble() : value.getAsDouble())
                : Optional.empty();
    }

    private Function<TrackedSeries, OptionalDouble> rate(long minute) {
        return source -> source.rate(minute, rule.window().toMillis());
    }

    private OptionalDouble sum(Part part, Function<TrackedSeries, OptionalDouble> of) {
        double sum = 0;
        boolean any = false;
        for (Source source : sources) {
            if (source.part() == part || source.part() == Part.BOTH) {
                OptionalDouble value = of.apply(source.tracked());
                if (value.isPresent()) {
                    any = true;
                    sum += value.getAsDouble();
                }
            }
        }
        return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** A counter that nobody has counted yet, such as one of errors, is not there at all: it counts as 0. */
    private OptionalDouble ratio(Function<TrackedSeries, OptionalDouble> of) {
        OptionalDouble below = sum(Part.LOWER, of);
        OptionalDouble above = sum(Part.UPPER, of);
        if (below.isEmpty() || below.getAsDouble() == 0 || (above.isEmpty() && !rule.counters())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(above.orElse(0) / below.getAsDouble());
    }

    /** Of native histograms where there are any, as they know more. */
    private OptionalDouble quantile(long minute) {
        Optional<NativeHistogram> all = Optional.empty();
        ClassicBuckets classic = new ClassicBuckets();
        for (Source source : sources) {
            if (source.part() == Part.NATIVE) {
                Optional<NativeHistogram> one =
                        source.tracked().histogramRate(minute, rule.window().toMillis());
                Optional<NativeHistogram> sum = all;
                all = one.map(rate -> sum.filter(rate::fits)
                                .map(other -> other.plus(rate, 1))
                                .orElse(rate))
                        .or(() -> sum);
            } else {
                source.tracked()
                        .rate(minute, rule.window().toMillis())
                        .ifPresent(value -> classic.add(source.tracked().upperBound(), value));
            }
        }
        return OptionalDouble.of(
                all.map(sum -> sum.quantile(rule.quantile())).orElseGet(() -> classic.quantile(rule.quantile())));
    }
}
