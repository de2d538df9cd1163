/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.series.SeriesVerdict;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LastVerdictsTest {

    private final List<SeriesVerdict> written = new ArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final LastVerdicts last = new LastVerdicts(
            some -> {
                if (away.get()) {
                    throw new DatabaseUnavailableException("away");
                }
                written.addAll(some);
            },
            2,
            0.85);

    private static Series series(String pod) {
        return Series.of(MetricType.CPU_USAGE, Map.of("pod", pod));
    }

    private static Measurement at(int second, double value) {
        return new Measurement(Instant.ofEpochSecond(second), value);
    }

    private void note(String pod, List<Measurement> sent, double... raw) {
        List<Verdict> verdicts = new ArrayList<>();
        for (double each : raw) {
            verdicts.add(new Verdict(0, each, 0, new Band(0, 0, 0), new Reason(View.VALUE, 1, 0), 1, SampleOrder.NEW));
        }
        AlertDecision notable = new AlertDecision(AlertReason.BRIEF, false, 5, 1, Instant.EPOCH);
        List<AlertDecision> alerts = Collections.nCopies(raw.length, notable);
        last.note(
                series(pod),
                sent,
                new SeriesVerdicts(verdicts, alerts, Optional.empty(), 9, HistoryStatus.KNOWN, Optional.empty()));
    }

    @Test
    void a_series_is_written_once_with_its_newest_sample_and_its_newest_anomaly() throws Exception {
        note("a", List.of(at(3, 30), at(5, 50), at(4, 40)), 0.9, 0.1, 0.86);
        note("a", List.of(at(2, 20)), 0.99);
        last.flush();
        assertThat(written)
                .containsExactly(new SeriesVerdict(
                        series("a"), at(5, 50), 0, 0.1, Optional.of(Instant.ofEpochSecond(4)), Optional.empty()));
        last.flush();
        assertThat(written).hasSize(1);
    }

    private void alert(String pod, Measurement sample) {
        Verdict verdict = new Verdict(0, 0.1, 0, new Band(0, 0, 0), new Reason(View.VALUE, 1, 0), 1, SampleOrder.NEW);
        AlertDecision alert = new AlertDecision(AlertReason.EXTREME, true, 5, 1, sample.time());
        last.note(
                series(pod),
                List.of(sample),
                new SeriesVerdicts(
                        List.of(verdict), List.of(alert), Optional.empty(), 9, HistoryStatus.KNOWN, Optional.empty()));
    }

    @Test
    void that_the_newest_sample_alerts_is_written_with_it() throws Exception {
        alert("a", at(3, 30));
        last.flush();
        assertThat(written.getFirst().alertSince()).contains(Instant.ofEpochSecond(3));
    }

    @Test
    void what_could_not_be_written_waits_and_gives_way_to_what_is_newer() throws Exception {
        away.set(true);
        note("a", List.of(at(1, 10)), 0.9);
        assertThatThrownBy(last::flush).isInstanceOf(DatabaseUnavailableException.class);
        note("a", List.of(at(2, 20)), 0.1);
        away.set(false);
        last.flush();
        assertThat(written)
                .containsExactly(new SeriesVerdict(
                        series("a"), at(2, 20), 0, 0.1, Optional.of(Instant.ofEpochSecond(1)), Optional.empty()));
    }

    @Test
    void what_is_no_news_waits_until_everything_is_written() throws Exception {
        note("a", List.of(at(1, 10)), 0.1);
        last.flushNews();
        note("a", List.of(at(2, 20)), 0.1);
        last.flushNews();
        note("a", List.of(at(3, 30)), 0.1);
        assertThat(written).as("a series is written at once, and no oftener").hasSize(1);
        last.flush();
        assertThat(written).extracting(each -> each.sample().value()).containsExactly(10.0, 30.0);
        note("a", List.of(at(4, 40)), 0.1);
        last.flushNews();
        assertThat(written).as("it was written just now").hasSize(2);
    }

    @Test
    void an_anomaly_is_news_and_so_is_an_alert_that_begins_or_ends() throws Exception {
        note("a", List.of(at(1, 10)), 0.1);
        last.flushNews();
        note("a", List.of(at(2, 20)), 0.9);
        last.flushNews();
        assertThat(written.getLast().anomalousAt()).contains(Instant.ofEpochSecond(2));
        alert("a", at(3, 30));
        last.flushNews();
        assertThat(written.getLast().alertSince()).contains(Instant.ofEpochSecond(3));
        note("a", List.of(at(4, 40)), 0.1);
        last.flushNews();
        assertThat(written.getLast().alertSince()).isEmpty();
        assertThat(written).hasSize(4);
    }

    @Test
    void news_that_could_not_be_written_stays_news() throws Exception {
        note("a", List.of(at(1, 10)), 0.1);
        last.flushNews();
        alert("a", at(2, 20));
        away.set(true);
        assertThatThrownBy(last::flushNews).isInstanceOf(DatabaseUnavailableException.class);
        away.set(false);
        last.flushNews();
        assertThat(written.getLast().alertSince()).contains(Instant.ofEpochSecond(2));
    }

    @Test
    void there_is_room_for_so_many_series_and_for_those_that_wait_always() throws Exception {
        note("a", List.of(at(1, 1)), 0.1);
        note("b", List.of(at(1, 1)), 0.1);
        note("c", List.of(at(1, 1)), 0.1);
        note("b", List.of(at(2, 2)), 0.1);
        last.flush();
        assertThat(written)
                .extracting(
                        each -> each.series().labels().get("pod"),
                        each -> each.sample().value())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", 1.0), org.assertj.core.groups.Tuple.tuple("b", 2.0));
    }

    @Test
    void many_are_written_in_as_many_transactions_as_it_takes() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        LastVerdicts many = new LastVerdicts(some -> sizes.add(some.size()), 10_000, 0.85);
        Verdict verdict = new Verdict(0, 0, 0, new Band(0, 0, 0), new Reason(View.VALUE, 1, 0), 1, SampleOrder.NEW);
        AlertDecision decision = new AlertDecision(AlertReason.ORDINARY, false, 0, 1, Instant.EPOCH);
        for (int i = 0; i < 2 * SeriesVerdictStore.AT_ONCE + 1; i++) {
            many.note(
                    series("" + i),
                    List.of(at(0, 1)),
                    new SeriesVerdicts(
                            List.of(verdict),
                            List.of(decision),
                            Optional.empty(),
                            1,
                            HistoryStatus.NEW,
                            Optional.empty()));
        }
        many.flush();
        assertThat(sizes).containsExactly(SeriesVerdictStore.AT_ONCE, SeriesVerdictStore.AT_ONCE, 1);
        Boolean free = CompletableFuture.supplyAsync(() -> {
                    try {
                        many.note(
                                series("next"),
                                List.of(at(0, 1)),
                                new SeriesVerdicts(
                                        List.of(verdict),
                                        List.of(decision),
                                        Optional.empty(),
                                        1,
                                        HistoryStatus.NEW,
                                        Optional.empty()));
                        many.flush();
                        return true;
                    } catch (DatabaseUnavailableException e) {
                        return false;
                    }
                })
                .get(20, TimeUnit.SECONDS);
        assertThat(free).as("others may go on").isTrue();
        assertThat(sizes.getLast()).isEqualTo(1);
    }
}
