/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.SampleOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Samples that come late, again, or in another order than they were measured. */
class LateSamplesTest extends RememberedSeries {

    @Test
    void the_order_of_sending_changes_nothing() {
        List<Measurement> samples = new ArrayList<>(usual(0, 50));
        SeriesVerdicts inOrder = judge(memory, A, samples);
        Collections.reverse(samples);
        SeriesVerdicts reversed = judge(memory, B, samples);
        assertThat(scores(reversed).reversed()).isEqualTo(scores(inOrder));
        assertThat(orders(reversed)).containsOnly(SampleOrder.NEW);
        assertThat(reversed.fresh(samples)).isEqualTo(samples);
    }

    @Test
    void a_sample_that_is_sent_again_gets_its_verdict_again_and_is_stored_once() {
        SeriesVerdicts first = judge(memory, A, usual(0, 100));
        SeriesVerdicts again = judge(memory, A, usual(90, 100));
        assertThat(scores(again)).isEqualTo(scores(first).subList(90, 100));
        assertThat(orders(again)).containsOnly(SampleOrder.DUPLICATE);
        assertThat(again.fresh(usual(90, 100))).isEmpty();
        assertThat(again.samplesSeen()).isEqualTo(100);
        assertThat(buffer.depth()).isEqualTo(100);
    }

    @Test
    void a_late_sample_is_judged_by_what_came_before_it_stored_and_not_learned() {
        List<Measurement> all = usual(0, 300);
        List<Measurement> without = new ArrayList<>(all);
        Measurement late = without.remove(200);
        judge(memory, A, without);
        flush();
        SeriesVerdicts verdict = judge(A, late, late);
        assertThat(orders(verdict)).containsExactly(SampleOrder.LATE, SampleOrder.LATE);
        assertThat(verdict.samplesSeen()).isEqualTo(299);
        assertThat(verdict.alerts().getFirst().reason()).isNotEqualTo(AlertReason.LATE);
        assertThat(verdict.verdicts().getFirst().rawScore())
                .isEqualTo(judge(memory, B, all.subList(0, 201))
                        .verdicts()
                        .getLast()
                        .rawScore());
        flush();
        assertThat(table.stored(A)).contains(late).hasSize(300);
        assertThat(orders(judge(A, late))).as("now it is stored").containsExactly(SampleOrder.DUPLICATE);
    }

    @Test
    void late_samples_are_judged_with_those_between_them_that_are_known() {
        List<Measurement> all = usual(0, 300);
        List<Measurement> late = List.of(all.get(200), all.get(205), all.get(210));
        List<Measurement> without = new ArrayList<>(all);
        without.removeAll(late);
        judge(memory, A, without.subList(0, 200));
        flush();
        judge(memory, A, without.subList(200, without.size()));
        List<Double> wanted = scores(judge(memory, B, all));
        assertThat(scores(judge(A, late.toArray(Measurement[]::new))))
                .as("some of those between wait to be stored")
                .containsExactly(wanted.get(200), wanted.get(205), wanted.get(210));
        flush();
        SeriesVerdicts stored = judge(A, late.reversed().toArray(Measurement[]::new));
        assertThat(scores(stored)).containsExactly(wanted.get(210), wanted.get(205), wanted.get(200));
        assertThat(orders(stored)).containsOnly(SampleOrder.DUPLICATE);
    }

    @Test
    void late_samples_keep_the_warm_up_of_their_series() {
        memory.judge(Map.of(A, usual(0, 200)), OptionalInt.of(40), soon());
        assertThat(judge(A, at(60.5, 40)).verdicts().getFirst().maturity()).isEqualTo(1);
    }

    @Test
    void a_late_sample_is_judged_by_all_that_is_known_when_the_history_is_away() {
        judge(memory, A, usual(0, 100));
        table.away = true;
        SeriesVerdicts verdict = judge(A, at(50.5, 90));
        assertThat(orders(verdict)).containsExactly(SampleOrder.LATE);
        assertThat(verdict.alerts().getFirst().reason()).isEqualTo(AlertReason.LATE);
        assertThat(buffer.depth()).as("it is to be stored").isEqualTo(101);
        table.away = false;
        assertThat(judge(A, at(51.5, 90)).alerts().getFirst().reason())
                .as("the next may ask again")
                .isNotEqualTo(AlertReason.LATE);
    }

    @Test
    void not_more_than_two_requests_at_once_read_history_for_late_samples() {
        for (Series each : List.of(A, B, C)) {
            judge(memory, each, usual(0, 100));
        }
        table.asked.clear();
        SeriesVerdicts[] verdicts = new SeriesVerdicts[3];
        table.meanwhile = () -> {
            table.meanwhile = () -> verdicts[2] = judge(C, at(50.5, 90));
            verdicts[1] = judge(B, at(50.5, 90));
        };
        verdicts[0] = judge(A, at(50.5, 90));
        assertThat(Arrays.stream(verdicts).map(each -> each.alerts().getFirst().reason() == AlertReason.LATE))
                .containsExactly(false, false, true);
        assertThat(table.asked).containsOnly(Map.entry("find", 2));
        assertThat(judge(C, at(51.5, 90)).alerts().getFirst().reason())
                .as("when they are through")
                .isNotEqualTo(AlertReason.LATE);
    }
}
