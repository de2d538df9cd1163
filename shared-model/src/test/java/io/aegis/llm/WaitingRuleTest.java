/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingRuleTest {

    private static final long TIMEOUT = 400;

    private final WaitingRule rule = new WaitingRule();

    @Test
    void four_misses_in_a_row_are_borne() {
        miss(4);
        assertThat(rule.worthWaiting()).isTrue();
        rule.inTime();
        miss(4);
        assertThat(rule.worthWaiting()).isTrue();
    }

    @Test
    void five_misses_in_a_row_end_the_waiting_for_nine_calls_in_ten() {
        miss(5);
        long waited = IntStream.range(0, 100).filter(_ -> rule.worthWaiting()).count();
        assertThat(waited).isEqualTo(10);
    }

    @Test
    void another_miss_of_the_one_in_ten_changes_nothing() {
        miss(6);
        long waited = IntStream.range(0, 20).filter(_ -> rule.worthWaiting()).count();
        assertThat(waited).isEqualTo(2);
    }

    @Test
    void an_answer_in_time_resumes_the_waiting() {
        miss(5);
        rule.inTime();
        assertThat(rule.worthWaiting()).isTrue();
        miss(4);
        assertThat(rule.worthWaiting()).isTrue();
    }

    @Test
    void a_call_nobody_waited_for_resumes_the_waiting_when_it_was_as_fast_as_callers_are_patient() {
        miss(5);
        rule.answeredUnwaited(TIMEOUT + 1);
        assertThat(rule.worthWaiting()).isFalse();
        rule.answeredUnwaited(TIMEOUT);
        assertThat(rule.worthWaiting()).isTrue();
    }

    private void miss(int times) {
        IntStream.range(0, times).forEach(_ -> rule.missed(TIMEOUT));
    }
}
