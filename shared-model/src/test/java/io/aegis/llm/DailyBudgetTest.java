/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DailyBudgetTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T23:00:00Z"));
    private final DailyBudget budget = DailyBudget.of(clock, 1000);

    @Test
    void it_is_exhausted_when_the_limit_is_reached() {
        budget.charge(999);
        assertThat(budget.exhausted()).isFalse();
        budget.charge(1);
        assertThat(budget.exhausted()).isTrue();
        assertThat(budget.spentToday()).isEqualTo(1000);
    }

    @Test
    void a_new_utc_day_starts_at_nothing() {
        budget.charge(1000);
        clock.advance(Duration.ofHours(1));
        assertThat(budget.exhausted()).isFalse();
        assertThat(budget.spentToday()).isZero();
    }

    @Test
    void what_all_replicas_spent_raises_the_sum_and_never_lowers_it() {
        budget.charge(300);
        budget.seed(TODAY, 800);
        assertThat(budget.spentToday()).isEqualTo(800);
        budget.seed(TODAY, 500);
        assertThat(budget.spentToday()).isEqualTo(800);
    }

    @Test
    void the_figure_of_another_day_is_ignored() {
        budget.seed(TODAY.minusDays(1), 5000);
        assertThat(budget.spentToday()).isZero();
    }

    @Test
    void without_a_limit_it_counts_but_never_runs_out() {
        DailyBudget unlimited = DailyBudget.unlimited(clock);
        unlimited.charge(5);
        assertThat(unlimited.spentToday()).isEqualTo(5);
        assertThat(unlimited.exhausted()).isFalse();
    }

    @Test
    void absurd_charges_do_not_wrap_around() {
        budget.charge(Long.MAX_VALUE);
        budget.charge(Long.MAX_VALUE);
        assertThat(budget.exhausted()).isTrue();
    }
}
