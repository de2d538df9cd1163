/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.models.TrainingData.Episode;
import io.aegis.db.models.TrainingData.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRowsTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final ServiceRows HOUR = minutes(60);

    /** One row a minute, without anything in it. */
    private static ServiceRows minutes(int rows) {
        List<ServiceRows.Row> table = new ArrayList<>();
        for (int minute = 0; minute < rows; minute++) {
            table.add(new ServiceRows.Row(at(minute), new double[0], new double[0]));
        }
        return new ServiceRows(List.of(), table, Duration.ofMinutes(1));
    }

    private static Instant at(double minute) {
        return START.plusMillis((long) (minute * 60_000));
    }

    private static KnownRows known(List<Episode> episodes, Remark... remarks) {
        return KnownRows.of(HOUR, episodes, List.of(remarks));
    }

    private static BitSet places(int from, int to) {
        BitSet places = new BitSet();
        places.set(from, to);
        return places;
    }

    @Test
    void an_anomaly_that_was_rightly_told_lasts_as_long_as_it_takes_to_notice() {
        KnownRows known = known(List.of(), new Remark(at(10.5), true));
        assertThat(known.unwell()).isEqualTo(places(10, 16));
        assertThat(known.episodes()).isEqualTo(1);
        assertThat(known.normal().isEmpty()).isTrue();
    }

    @Test
    void an_operator_has_the_last_word_over_imports_and_over_another_remark() {
        List<Episode> episodes = List.of(new Episode(at(20), at(40)));
        KnownRows known = known(episodes, new Remark(at(30.2), false), new Remark(at(30.9), true));
        assertThat(known.unwell().get(29)).isTrue();
        assertThat(known.unwell().get(30)).isFalse();
        assertThat(known.normal()).isEqualTo(places(30, 31));
        assertThat(known.unwell().get(31, 41)).isEqualTo(places(0, 10));
        assertThat(known.episodes()).isEqualTo(2);
    }

    @Test
    void several_remarks_on_one_outage_are_one_episode() {
        KnownRows known = known(List.of(), new Remark(at(3), true), new Remark(at(6), true), new Remark(at(50), true));
        assertThat(known.episodes()).isEqualTo(2);
    }

    @Test
    void what_was_said_of_other_times_says_nothing() {
        KnownRows known = known(
                List.of(new Episode(at(-90), at(-60))),
                new Remark(at(-1), true),
                new Remark(at(60), true),
                new Remark(at(61), false));
        assertThat(known.unwell().isEmpty()).isTrue();
        assertThat(known.normal().isEmpty()).isTrue();
        assertThat(known.episodes()).isZero();
    }

    @Test
    void the_later_time_knows_what_lies_in_it() {
        HoldOut later = HoldOut.of(HOUR, known(List.of(), new Remark(at(1), true), new Remark(at(50), true)));
        assertThat(later.rows()).hasSize(18);
        assertThat(later.known().unwell()).isEqualTo(places(8, 13));
        assertThat(later.chance()).isEqualTo(5 / 18.0);
        assertThat(later.telling()).isFalse();
    }
}
