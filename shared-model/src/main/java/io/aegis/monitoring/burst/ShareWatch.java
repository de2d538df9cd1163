/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.alert.LeastEffect;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Watches which share of the texts of one kind is negative, or urgent, in spans of {@link BurstWatch#SPAN}, by the detector and the
 * paging rule of monitoring. What is judged is how far the share lies from the usual one in standard deviations of chance, by the
 * arcsine of its root (Anscombe, F. J. (1948), Biometrika 35): two of two at night and forty of fifty at noon are then told apart from
 * chance alike, and more texts with the usual share are no news. A smaller share than usual is none either. About 12 KB. Not thread-safe.
 */
public final class ShareWatch {

    private static final int SPANS_OF_HOUR = 12;

    /** Anscombe's, of the successes and of the tries. */
    private static final double OFFSET = 0.375;

    /** Keeps what is judged above zero. */
    private static final double ZERO = 10;

    /** One and a half standard deviations of chance. */
    private static final LeastEffect LEAST = new LeastEffect(1.5, 0);

    /** So few texts have no share that anybody would look at. */
    private static final long FEWEST = 10;

    /** Nor would anybody for a smaller difference from the usual share. */
    private static final double LEAST_DIFFERENCE = 0.2;

    /** Before so many texts the usual share is not known. */
    private static final double LEARNED = 100;

    /** The usual share is that of some four weeks, the newest of which count most. */
    private static final double KEPT = 1 - 1.0 / (28 * 24 * SPANS_OF_HOUR);

    private static final double DEVIATIONS = 2;

    private final BurstAspect aspect;
    private final SeriesWatch watch = new SeriesWatch(MetricType.REQUEST_RATE, Windows.service(), LEAST);
    private final Deque<Span> hour = new ArrayDeque<>();
    private double usualCount;
    private double usualTotal;

    private record Span(Instant start, long count, long total) {}

    /**
     * Nothing seen yet.
     *
     * @param aspect of which the share is watched
     */
    public ShareWatch(BurstAspect aspect) {
        this.aspect = aspect;
    }

    /**
     * Judges and learns the next span.
     *
     * @param start of it, later than of the one before
     * @param count texts that have what is watched, 0 to {@code total}
     * @param total texts
     * @return the burst that it is part of
     */
    public Optional<FeedbackBurst> next(Instant start, long count, long total) {
        double usual = (usualCount + 0.5) / (usualTotal + 1);
        double value = ZERO + deviation(count, total, usual);
        Assessment assessment = watch.judge(start, Math.max(0, value));
        boolean known = usualTotal >= LEARNED;
        usualCount = KEPT * usualCount + count;
        usualTotal = KEPT * usualTotal + total;
        if (hour.size() == SPANS_OF_HOUR) {
            hour.removeFirst();
        }
        hour.addLast(new Span(start, count, total));
        return known && assessment.alert().alert() ? burst(assessment.alert().since(), usual) : Optional.empty();
    }

    /** What came since it began decides whether it is told; numbers are those of the hour, as of other bursts. */
    private Optional<FeedbackBurst> burst(Instant since, double usual) {
        List<Span> during =
                hour.stream().filter(span -> !span.start().isBefore(since)).toList();
        long total = total(during);
        if (total < FEWEST || count(during) < (usual + LEAST_DIFFERENCE) * total) {
            return Optional.empty();
        }
        double middle = usual * total(hour);
        double half = DEVIATIONS * Math.sqrt(middle * (1 - usual));
        FeedbackBurst burst = new FeedbackBurst(
                aspect,
                since,
                count(hour),
                total(hour),
                Math.round(Math.max(0, middle - half)),
                Math.round(middle + half));
        return Optional.of(burst).filter(each -> each.observed() > each.high());
    }

    private static long count(Collection<Span> spans) {
        return spans.stream().mapToLong(Span::count).sum();
    }

    private static long total(Collection<Span> spans) {
        return spans.stream().mapToLong(Span::total).sum();
    }

    /** Of nothing nothing is known. */
    private static double deviation(long count, long total, double usual) {
        if (total == 0) {
            return 0;
        }
        double share = (count + OFFSET) / (total + 2 * OFFSET);
        return Math.sqrt(4.0 * total + 2) * (Math.asin(Math.sqrt(share)) - Math.asin(Math.sqrt(usual)));
    }
}
