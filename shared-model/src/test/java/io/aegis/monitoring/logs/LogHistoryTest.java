/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogHistoryTest {

    private static final LogTemplate SOLD = new LogTemplate(1, "shop", LogLevel.INFO, List.of("sold"));
    private static final LogTemplate ASKED = new LogTemplate(2, "shop", LogLevel.INFO, List.of("asked"));
    private static final LogTemplate FAILED = new LogTemplate(3, "shop", LogLevel.ERROR, List.of("failed"));
    private static final LogTemplate PAID = new LogTemplate(4, "bank", LogLevel.INFO, List.of("paid"));
    private static final List<LogTemplate> ALL = List.of(SOLD, ASKED, FAILED, PAID);

    private static final LogEvidence ABSENT = new LogEvidence(-1, -1, Optional.empty(), Optional.empty(), Set.of());

    private static final LogMinute USUAL = minute(100, 100, 0, 200);
    private static final List<LogMinute> HOUR = Collections.nCopies(60, USUAL);

    @Test
    void what_is_usual_is_no_evidence() {
        Map<String, LogEvidence> evidence = judge(HOUR, USUAL);
        assertThat(evidence.getOrDefault("shop", ABSENT)).isEqualTo(LogEvidence.NONE);
        assertThat(evidence.getOrDefault("bank", ABSENT)).isEqualTo(LogEvidence.NONE);
    }

    @Test
    void errors_never_seen_before_are_evidence_against_who_logs_them() {
        LogEvidence shop = judge(HOUR, minute(100, 100, 9, 200)).getOrDefault("shop", ABSENT);
        assertThat(shop.errors()).isCloseTo(9, within(1e-9));
        assertThat(shop.loudest()).contains(FAILED);
        assertThat(shop.strength()).isEqualTo(shop.errors());
    }

    @Test
    void errors_that_are_usual_are_less() {
        List<LogMinute> failing = Collections.nCopies(60, minute(100, 100, 9, 200));
        assertThat(judge(failing, minute(100, 100, 9, 200))
                        .getOrDefault("shop", ABSENT)
                        .errors())
                .isCloseTo(0, within(1e-9));
        assertThat(judge(failing, minute(100, 100, 30, 200))
                        .getOrDefault("shop", ABSENT)
                        .errors())
                .isBetween(0.01, 1.0);
    }

    @Test
    void a_burst_of_errors_that_every_minute_has_is_evidence() {
        List<LogMinute> failing = Collections.nCopies(60, minute(100, 100, 9, 200));
        LogEvidence burst = judge(failing, minute(100, 100, 150, 200)).getOrDefault("shop", ABSENT);
        assertThat(burst.errors()).isGreaterThan(6);
        assertThat(burst.loudest()).contains(FAILED);
        List<LogMinute> oneBad = Stream.concat(failing.stream(), Stream.of(minute(100, 100, 150, 200)))
                .toList();
        assertThat(judge(oneBad, minute(100, 100, 150, 200))
                        .getOrDefault("shop", ABSENT)
                        .errors())
                .as("what was as bad before, and went by")
                .isLessThan(6);
    }

    @Test
    void a_habitual_line_that_is_missing_is_evidence() {
        LogEvidence shop = judge(HOUR, minute(5, 100, 0, 200)).getOrDefault("shop", ABSENT);
        assertThat(shop.missing()).contains(SOLD);
        assertThat(shop.vanished()).isGreaterThan(5);
        assertThat(shop.strength()).isEqualTo(2 * shop.vanished());
    }

    @Test
    void less_of_everything_is_no_evidence() {
        assertThat(judge(HOUR, minute(10, 10, 0, 20)).getOrDefault("shop", ABSENT))
                .isEqualTo(LogEvidence.NONE);
    }

    @Test
    void minutes_with_few_lines_count_only_when_there_are_no_others() {
        LogMinute thin = minute(1, 20, 0, 5);
        assertThat(new LogHistory(List.of(USUAL, thin), List.of()).size()).isEqualTo(1);
        assertThat(new LogHistory(List.of(thin, minute(0, 0, 0, 0)), List.of()).size())
                .isEqualTo(1);
    }

    @Test
    void without_a_history_the_oldest_minute_of_the_window_is_compared_with() {
        List<LogMinute> window = List.of(USUAL, minute(100, 100, 40, 200));
        var history = new LogHistory(List.of(), window);
        assertThat(history.size()).isEqualTo(1);
        assertThat(history.judge(window, ALL).getOrDefault("shop", ABSENT).errors())
                .isGreaterThan(6);
        assertThat(new LogHistory(List.of(), List.of()).judge(List.of(), ALL)).isEmpty();
    }

    @Test
    void a_service_that_hardly_ever_logs_misses_nothing() {
        List<LogMinute> quiet = Collections.nCopies(60, minute(5, 0, 0, 400));
        assertThat(judge(quiet, minute(0, 5, 0, 400)).getOrDefault("shop", ABSENT))
                .isEqualTo(LogEvidence.NONE);
    }

    private static Map<String, LogEvidence> judge(List<LogMinute> before, LogMinute now) {
        List<LogMinute> window = List.of(now);
        return new LogHistory(before, window).judge(window, ALL);
    }

    private static LogMinute minute(int sold, int asked, int failed, int paid) {
        return new LogMinute(Map.of(SOLD.id(), sold, ASKED.id(), asked, FAILED.id(), failed, PAID.id(), paid));
    }
}
