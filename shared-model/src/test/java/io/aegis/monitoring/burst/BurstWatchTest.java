/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A month of made-up traffic with daily and weekly seasons, six kinds of texts, ten bursts, all chance from fixed seeds. */
class BurstWatchTest {

    private static final Instant START = MadeTraffic.START;
    private static final int DAYS = 30;
    private static final int DAY = MadeTraffic.DAY;
    private static final int STEP = 5;

    /** Texts a minute at the busiest hour of each kind. */
    private static final double[] KINDS = {0.1, 0.2, 0.5, 1, 2, 6};

    private static final int LEARNING_DAYS = 7;
    private static final int BURSTS = 10;

    /** What a burst leaves behind: the episode ends, and the forecast finds back. */
    private static final int AFTERMATH = 120;

    private record Minutes(int kind, int from, int to) {}

    private record Alert(int kind, int at, FeedbackBurst burst) {}

    /** One a weekday and a half from the second week on, of all kinds in turn: five times the usual and one a minute more. */
    private static List<Minutes> bursts(Random chance) {
        List<Minutes> bursts = new ArrayList<>();
        for (int i = 0; i < BURSTS; i++) {
            int from = (LEARNING_DAYS + 1 + 2 * i) * DAY + 480 + chance.nextInt(600);
            bursts.add(new Minutes(i % KINDS.length, from, from + 60 + chance.nextInt(60)));
        }
        return bursts;
    }

    private static List<Alert> alerts(List<Minutes> bursts, Random chance) {
        List<Alert> alerts = new ArrayList<>();
        for (int kind = 0; kind < KINDS.length; kind++) {
            BurstWatch watch = new BurstWatch();
            for (int minute = 0; minute < DAYS * DAY; minute += STEP) {
                long count = 0;
                for (int each = minute; each < minute + STEP; each++) {
                    count += MadeTraffic.poisson(chance, mean(kind, each, bursts));
                }
                int end = minute + STEP;
                int at = kind;
                watch.next(START.plus(Duration.ofMinutes(minute)), count)
                        .ifPresent(burst -> alerts.add(new Alert(at, end, burst)));
            }
        }
        return alerts;
    }

    private static double mean(int kind, int minute, List<Minutes> bursts) {
        double usual = MadeTraffic.usual(minute, KINDS[kind]);
        boolean bursting = bursts.stream()
                .anyMatch(burst -> burst.kind() == kind && minute >= burst.from() && minute < burst.to());
        return bursting ? 5 * usual + 1 : usual;
    }

    private static boolean explained(Alert alert, List<Minutes> bursts) {
        return bursts.stream()
                .anyMatch(burst -> burst.kind() == alert.kind()
                        && alert.at() > burst.from()
                        && alert.at() <= burst.to() + AFTERMATH);
    }

    private static Optional<Integer> delay(Minutes burst, List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.kind() == burst.kind() && alert.at() > burst.from() && alert.at() <= burst.to())
                .map(alert -> alert.at() - burst.from())
                .min(Integer::compare);
    }

    @Test
    void ten_bursts_of_a_month_are_found_within_half_an_hour_and_at_most_one_a_week_is_false() {
        for (int seed = 1; seed <= 3; seed++) {
            Random chance = new Random(seed);
            List<Minutes> bursts = bursts(chance);
            List<Alert> alerts = alerts(bursts, chance);
            // The job runs every five minutes, which comes on top.
            assertThat(bursts)
                    .allSatisfy(burst -> assertThat(delay(burst, alerts))
                            .hasValueSatisfying(delay -> assertThat(delay).isLessThanOrEqualTo(25)));
            long unexplained = alerts.stream()
                    .filter(alert -> alert.at() > LEARNING_DAYS * DAY && !explained(alert, bursts))
                    .map(alert -> alert.kind() + " " + alert.burst().since())
                    .distinct()
                    .count();
            assertThat(unexplained).as("seed " + seed).isLessThanOrEqualTo((DAYS - LEARNING_DAYS) / 7);
        }
    }

    @Test
    void a_burst_says_what_was_expected() {
        BurstWatch watch = new BurstWatch();
        Instant time = START;
        Random chance = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            assertThat(watch.next(time, 1 + chance.nextInt(2))).isEmpty();
            time = time.plus(BurstWatch.SPAN);
        }
        watch.next(time, 20);
        FeedbackBurst burst = watch.next(time.plus(BurstWatch.SPAN), 21).orElseThrow();
        assertThat(burst.observed()).isBetween(51L, 61L);
        assertThat(burst.low()).isBetween(5L, 18L);
        assertThat(burst.high()).isBetween(18L, 40L);
        assertThat(FeedbackBurst.ofTexts(START, 41, 6, 14).text("Billing"))
                .isEqualTo("Billing: 41 in the last hour, 6 to 14 expected");
        assertThat(FeedbackBurst.ofTexts(START, 9, 0, 0).text("UX")).isEqualTo("UX: 9 in the last hour, 0 expected");
    }

    @Test
    void silence_is_no_burst() {
        BurstWatch watch = new BurstWatch();
        Random chance = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            watch.next(START.plus(BurstWatch.SPAN.multipliedBy(i)), 30 + chance.nextInt(5));
        }
        for (int i = 1_000; i < 1_040; i++) {
            assertThat(watch.next(START.plus(BurstWatch.SPAN.multipliedBy(i)), 0))
                    .isEmpty();
        }
    }

    /** One to three an hour for twelve days: the median of its spans is none, and still none is not what is usual. */
    @Test
    void of_a_quiet_series_its_sum_is_expected() {
        BurstWatch watch = new BurstWatch();
        Random chance = new Random(9);
        Instant time = START;
        for (int hour = 0; hour < 12 * 24; hour++) {
            long[] spans = new long[12];
            for (int text = 0; text < 1 + hour % 3; text++) {
                spans[chance.nextInt(12)]++;
            }
            for (long count : spans) {
                watch.next(time, count);
                time = time.plus(BurstWatch.SPAN);
            }
        }
        Optional<FeedbackBurst> found = Optional.empty();
        for (int i = 0; i < 6 && found.isEmpty(); i++) {
            found = watch.next(time, 6);
            time = time.plus(BurstWatch.SPAN);
        }
        assertThat(found).hasValueSatisfying(burst -> {
            assertThat(burst.high()).isBetween(4L, 7L);
            assertThat(burst.observed()).isGreaterThan(burst.high());
        });
    }
}
