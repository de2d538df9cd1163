/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.alert.LeastEffect;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Watches how many texts of one kind come, in spans of five minutes, by the detector and the paging rule of monitoring. Counts are
 * judged as twice their square root (Anscombe, F. J. (1948), "The transformation of Poisson, binomial and negative-binomial data",
 * Biometrika 35), in which ordinary counts scatter by one whatever their level: five after none at night and sixty after forty at noon
 * are then told apart from chance alike. Fewer than usual is no burst. About 12 KB. Not thread-safe.
 */
public final class BurstWatch {

    /** Over which is counted. */
    public static final Duration SPAN = Duration.ofMinutes(5);

    private static final int SPANS_OF_HOUR = 12;

    /** Anscombe's. */
    private static final double OFFSET = 0.375;

    /** One and a half standard deviations of chance, and a fifth of what was expected: below is nothing that anybody would look at. */
    private static final LeastEffect LEAST = new LeastEffect(1.5, 0.2);

    /** So many in an hour are no news of any kind. */
    private static final long FEWEST = 5;

    private final SeriesWatch watch = new SeriesWatch(MetricType.REQUEST_RATE, Windows.service(), LEAST);
    private final Deque<Span> hour = new ArrayDeque<>();

    /** Below so many in a span the middle of the spans is an empty one: what is usual is then the sum of the past, not its median. */
    private static final double SPARSE = Math.log(2);

    private static final double DEVIATIONS = 2;

    private final UsualCounts usual = new UsualCounts();

    /**
     * A span that was judged.
     *
     * @param usual how many come in such a span on average
     */
    private record Span(long count, double low, double high, double usual) {}

    /**
     * Judges and learns the next span.
     *
     * @param start of it, later than of the one before
     * @param count texts, 0 or more
     * @return the burst that it is part of
     */
    public Optional<FeedbackBurst> next(Instant start, long count) {
        double value = stabilised(count);
        Assessment assessment = watch.judge(start, value);
        Band band = assessment.verdict().band();
        if (hour.size() == SPANS_OF_HOUR) {
            hour.removeFirst();
        }
        hour.addLast(new Span(count, counted(band.lower()), counted(band.upper()), usual.next(start, count)));
        boolean more = value > band.expected() || !assessment.alert().begins();
        long observed = hour.stream().mapToLong(Span::count).sum();
        return assessment.alert().alert() && more && observed >= FEWEST
                ? burst(assessment.alert().since(), observed)
                : Optional.empty();
    }

    /** The scatter of twelve spans is that of one times the root of twelve, around the sum of their middles. */
    private Optional<FeedbackBurst> burst(Instant since, long observed) {
        double middle = 0;
        double scatter = 0;
        double sum = 0;
        for (Span span : hour) {
            middle += (span.low() + span.high()) / 2;
            double half = (span.high() - span.low()) / 2;
            scatter += half * half;
            sum += span.usual();
        }
        FeedbackBurst judged = around(since, observed, middle, Math.sqrt(scatter));
        boolean sparse = sum > 0 && sum < SPARSE * hour.size();
        FeedbackBurst told = sparse ? around(since, observed, sum, DEVIATIONS * Math.sqrt(sum)) : judged;
        return observed > Math.max(judged.high(), told.high()) ? Optional.of(told) : Optional.empty();
    }

    private static FeedbackBurst around(Instant since, long observed, double middle, double half) {
        return FeedbackBurst.ofTexts(
                since, observed, Math.round(Math.max(0, middle - half)), Math.round(middle + half));
    }

    private static double stabilised(long count) {
        return 2 * Math.sqrt(count + OFFSET);
    }

    private static double counted(double stabilised) {
        double root = Math.max(0, stabilised) / 2;
        return Math.max(0, root * root - OFFSET);
    }
}
