/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A month of made-up traffic of which a share is negative, or urgent: less in the day than at night, and at ten times much more. */
class ShareWatchTest {

    private static final int DAYS = 30;
    private static final int LEARNING_DAYS = 7;
    private static final int WAVES = 10;
    private static final int STEP = 5;
    private static final int AFTERMATH = 120;

    /** Texts a minute at the busiest hour of each kind, and which share of them is negative. */
    private static final double[] KINDS = {0.1, 0.5, 1, 2, 6, 20};

    private static final double[] SHARES = {0.3, 0.4, 0.05, 0.3, 0.15, 0.3};

    /** Kinds with so few texts show no share within half an hour. */
    private static final int FIRST_SEEN = 2;

    private record Minutes(int kind, int from, int to) {

        boolean holds(int minute) {
            return minute >= from && minute < to;
        }
    }

    private record Alert(int kind, int at, FeedbackBurst burst) {}

    private static List<Minutes> waves(Random chance) {
        List<Minutes> waves = new ArrayList<>();
        for (int i = 0; i < WAVES; i++) {
            int day = LEARNING_DAYS + 1 + 2 * i;
            // Fewer come at the weekend, when a share is seen later.
            int weekday = day % 7 >= 5 ? day - 2 : day;
            int from = weekday * MadeTraffic.DAY + 600 + chance.nextInt(360);
            waves.add(new Minutes(FIRST_SEEN + i % (KINDS.length - FIRST_SEEN), from, from + 60 + chance.nextInt(60)));
        }
        return waves;
    }

    private static double share(int kind, int minute, List<Minutes> waves) {
        if (waves.stream().anyMatch(wave -> wave.kind() == kind && wave.holds(minute))) {
            return SHARES[kind] + 0.5;
        }
        return SHARES[kind] * (1 + 0.15 * Math.cos(2 * Math.PI * minute / MadeTraffic.DAY));
    }

    /** Judges all kinds, each with what a burst of texts without another share does in the second week. */
    private static List<Alert> alerts(List<Minutes> waves, Random chance) {
        List<Alert> alerts = new ArrayList<>();
        for (int kind = 0; kind < KINDS.length; kind++) {
            ShareWatch watch = new ShareWatch(BurstAspect.NEGATIVE);
            for (int minute = 0; minute < DAYS * MadeTraffic.DAY; minute += STEP) {
                boolean rush = minute / MadeTraffic.DAY == LEARNING_DAYS + 6 && minute % MadeTraffic.DAY / 60 == 14;
                long total =
                        MadeTraffic.poisson(chance, STEP * (rush ? 5 : 1) * MadeTraffic.usual(minute, KINDS[kind]));
                long count = MadeTraffic.binomial(chance, total, share(kind, minute, waves));
                int end = minute + STEP;
                int at = kind;
                watch.next(MadeTraffic.START.plus(Duration.ofMinutes(minute)), count, total)
                        .ifPresent(burst -> alerts.add(new Alert(at, end, burst)));
            }
        }
        return alerts;
    }

    private static OptionalInt delay(Minutes wave, List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.kind() == wave.kind() && alert.at() > wave.from() && alert.at() <= wave.to())
                .mapToInt(alert -> alert.at() - wave.from())
                .min();
    }

    @Test
    void ten_waves_of_a_month_are_found_and_at_most_one_a_week_is_false() {
        for (int seed = 1; seed <= 3; seed++) {
            Random chance = new Random(seed);
            List<Minutes> waves = waves(chance);
            List<Alert> alerts = alerts(waves, chance);
            assertThat(waves)
                    .as("seed " + seed)
                    .allSatisfy(wave -> assertThat(delay(wave, alerts).orElse(Integer.MAX_VALUE))
                            .isLessThanOrEqualTo(KINDS[wave.kind()] < 2 ? 60 : 35));
            List<String> unexplained = alerts.stream()
                    .filter(alert -> alert.at() > LEARNING_DAYS * MadeTraffic.DAY)
                    .filter(alert -> waves.stream()
                            .noneMatch(wave -> wave.kind() == alert.kind()
                                    && alert.at() > wave.from()
                                    && alert.at() <= wave.to() + AFTERMATH))
                    .map(alert -> alert.kind() + " " + alert.burst().since())
                    .distinct()
                    .toList();
            assertThat(unexplained).as("seed " + seed).hasSizeLessThanOrEqualTo((DAYS - LEARNING_DAYS) / 7);
        }
    }

    private static ShareWatch learned(Random chance, int spans) {
        ShareWatch watch = new ShareWatch(BurstAspect.URGENT);
        for (int i = 0; i < spans; i++) {
            assertThat(watch.next(at(i), MadeTraffic.binomial(chance, 20, 0.1), 20))
                    .isEmpty();
        }
        return watch;
    }

    private static Instant at(int span) {
        return MadeTraffic.START.plus(BurstWatch.SPAN.multipliedBy(span));
    }

    @Test
    void a_larger_share_says_what_was_expected() {
        ShareWatch watch = learned(new Random(7), 1_000);
        watch.next(at(1_000), 15, 20);
        FeedbackBurst burst = watch.next(at(1_001), 14, 20).orElseThrow();
        assertThat(burst.aspect()).isEqualTo(BurstAspect.URGENT);
        assertThat(burst.total()).isEqualTo(240);
        assertThat(burst.observed()).isBetween(35L, 70L);
        assertThat(burst.low()).isBetween(8L, 20L);
        assertThat(burst.high()).isBetween(28L, 40L);
        assertThat(new FeedbackBurst(BurstAspect.NEGATIVE, at(0), 30, 41, 8, 17).text("Billing"))
                .isEqualTo("Billing: 30 of 41 negative in the last hour, 8 to 17 expected");
    }

    @Test
    void neither_more_texts_nor_a_smaller_share_nor_silence_is_a_burst() {
        Random chance = new Random(8);
        ShareWatch watch = learned(chance, 1_000);
        for (int i = 1_000; i < 1_012; i++) {
            assertThat(watch.next(at(i), MadeTraffic.binomial(chance, 400, 0.1), 400))
                    .as("twenty times as many texts, span " + i)
                    .isEmpty();
        }
        for (int i = 1_012; i < 1_100; i++) {
            assertThat(watch.next(at(i), 0, i % 3 == 0 ? 0 : 20))
                    .as("none, span " + i)
                    .isEmpty();
        }
    }

    @Test
    void a_few_texts_have_no_share() {
        ShareWatch watch = learned(new Random(9), 1_000);
        for (int i = 1_000; i < 1_100; i++) {
            assertThat(watch.next(at(i), i % 12 == 0 ? 1 : 0, i % 12 == 0 ? 1 : 0))
                    .as("one of one, span " + i)
                    .isEmpty();
        }
    }
}
