/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.bench.nab.NabSeries.Window;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NabRuleTest {

    private static final int ROWS = 100;

    private final NabSeries series = new NabSeries(
            "one.csv",
            Collections.nCopies(ROWS, Instant.EPOCH),
            Collections.nCopies(ROWS, 0.0),
            List.of(new Window(40, 59)));

    private final double[] scores = new double[ROWS];

    @Test
    void a_detection_in_the_first_row_of_every_window_and_nothing_else_earns_nearly_all() {
        scores[40] = 0.9;
        NabRule.Result best = rule(Profile.STANDARD).best();
        assertThat(best.score()).isCloseTo(100, within(0.01));
        assertThat(best.windowsFound()).isEqualTo(1);
        assertThat(best.threshold()).isEqualTo(0.9);
    }

    @Test
    void silence_earns_nothing() {
        assertThat(rule(Profile.STANDARD).best().score()).isZero();
    }

    @Test
    void rows_of_the_probation_do_not_count() {
        scores[14] = 1;
        assertThat(rule(Profile.STANDARD).best().falseRows()).isZero();
    }

    @Test
    void a_window_earns_the_most_that_one_of_its_rows_does() {
        scores[58] = 0.95;
        scores[50] = 0.9;
        double late = rule(Profile.STANDARD).at(0.95).score();
        double both = rule(Profile.STANDARD).at(0.9).score();
        scores[58] = 0;
        assertThat(both)
                .isGreaterThan(late)
                .isEqualTo(rule(Profile.STANDARD).at(0.9).score());
    }

    @Test
    void false_rows_cost_by_the_profile_and_more_the_further_they_lie_from_the_window_before() {
        scores[40] = 0.9;
        double none = rule(Profile.STANDARD).at(0.85).score();
        scores[20] = 0.9;
        double before = none - rule(Profile.STANDARD).at(0.85).score();
        assertThat(before).isCloseTo(100 * 0.11 / 2, within(1e-9));
        assertThat(none - rule(Profile.LOW_FALSE_POSITIVES).at(0.85).score()).isCloseTo(2 * before, within(1e-9));
        scores[20] = 0;
        scores[61] = 0.9;
        double near = none - rule(Profile.STANDARD).at(0.85).score();
        assertThat(near).isPositive().isLessThan(before);
        scores[61] = 0;
        scores[99] = 0.9;
        assertThat(none - rule(Profile.STANDARD).at(0.85).score()).isGreaterThan(near);
    }

    @Test
    void equal_windows_of_two_files_are_two() {
        scores[40] = 0.9;
        var twice = new NabRule(Profile.LOW_FALSE_NEGATIVES, List.of(series, twin()), List.of(scores, scores));
        assertThat(twice.windows()).isEqualTo(2);
        assertThat(twice.best().windowsFound()).isEqualTo(2);
        assertThat(twice.best().score()).isCloseTo(100, within(0.01));
    }

    private NabSeries twin() {
        return new NabSeries("two.csv", series.times(), series.values(), List.of(new Window(40, 59)));
    }

    private NabRule rule(Profile profile) {
        return new NabRule(profile, List.of(series), List.of(scores));
    }
}
