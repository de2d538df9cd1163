/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 31 2 *", "0 0 0 30 2 *", "0 0 0 31 4,6,9,11 *", "0 0 0 30 2 MON"})
    void what_never_fires_is_refused_and_told_what_to_do(String cron) {
        assertThat(CronCheck.problem(cron))
                .hasValueSatisfying(wrong ->
                        assertThat(wrong).startsWith("would never fire").contains("name a day that there is"));
        assertThatThrownBy(() -> new DefaultSchedule(cron, true)).hasMessageContaining("would never fire");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 29 2 *", "0 0 0 31 1-4 *", "0 0 0 L 2 *", "*/5 * * * * *", "0 0 0 29 2 MON"})
    void what_fires_once_in_many_years_is_right(String cron) {
        assertThat(CronCheck.problem(cron)).isEmpty();
        assertThat(new DefaultSchedule(cron, true).cron()).isEqualTo(cron);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "* * * * *", "60 * * * * *"})
    void what_is_no_expression_is_told_the_form(String cron) {
        assertThat(CronCheck.problem(cron)).contains("must be " + CronCheck.FORM);
    }

    @Test
    void a_longer_one_than_the_database_holds_is_none() {
        String list =
                "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35";
        assertThat(CronCheck.hasForm(list + " * * * * *")).isTrue();
        assertThat(CronCheck.hasForm(list + ",36,37,38,39,40 * * * * *")).isFalse();
    }
}
