/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import io.aegis.online.scoring.memory.HistoryStatus;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeriesFindingTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** What was said of a sample. */
    private record Said(double score, double raw, AlertReason reason, boolean begins, double effect) {}

    private static SeriesFinding finding(Said... said) {
        List<Measurement> sent = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        List<AlertDecision> alerts = new ArrayList<>();
        for (Said each : said) {
            sent.add(new Measurement(NOON.plusSeconds(60L * sent.size()), 50 + sent.size()));
            verdicts.add(new Verdict(
                    each.score(),
                    each.raw(),
                    1,
                    new Band(40, 30, 45),
                    new Reason(View.VALUE, 2, 40),
                    1,
                    SampleOrder.NEW));
            alerts.add(new AlertDecision(each.reason(), each.begins(), each.effect(), 2, NOON));
        }
        return SeriesFinding.of(
                Series.of(MetricType.CPU_USAGE, Map.of("pod", "a")),
                sent,
                new SeriesVerdicts(verdicts, alerts, Optional.empty(), 500, HistoryStatus.KNOWN, Optional.empty()),
                Optional.empty(),
                0.85);
    }

    @Test
    void severity_is_that_of_the_score_where_somebody_is_alerted_and_medium_at_most_where_nobody_is() {
        assertThat(finding(new Said(0, 0.95, AlertReason.PERSISTENT, true, 12)).severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(finding(new Said(0.95, 0.95, AlertReason.BRIEF, false, 12)).severity())
                .isEqualTo(Severity.MEDIUM);
        assertThat(finding(new Said(0.3, 0.3, AlertReason.ORDINARY, false, 12)).severity())
                .isEqualTo(Severity.LOW);
        SeriesFinding goesOn = finding(new Said(0, 0.9, AlertReason.USUAL_REACH, false, 12));
        assertThat(goesOn.ongoing()).isTrue();
        assertThat(goesOn.severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void severity_holds_while_an_alert_goes_on_that_the_detector_got_used_to() {
        SeriesFinding goesOn = SeriesFinding.of(
                Series.of(MetricType.CPU_USAGE, Map.of("pod", "a")),
                List.of(new Measurement(NOON, 90)),
                new SeriesVerdicts(
                        List.of(new Verdict(
                                0, 0.2, 1, new Band(40, 30, 45), new Reason(View.VALUE, 2, 40), 1, SampleOrder.NEW)),
                        List.of(new AlertDecision(AlertReason.GOES_ON, false, 50, 2, NOON, Severity.HIGH)),
                        Optional.of(NOON),
                        500,
                        HistoryStatus.KNOWN,
                        Optional.empty()),
                Optional.empty(),
                0.85);
        assertThat(goesOn.severity()).isEqualTo(Severity.HIGH);
        assertThat(goesOn.ongoing()).isTrue();
        assertThat(goesOn.anomaly()).isFalse();
    }

    @Test
    void an_alert_that_begins_comes_before_what_merely_scores() {
        SeriesFinding begins = finding(new Said(0, 0.99, AlertReason.EXTREME, true, 50));
        SeriesFinding scores = finding(new Said(0.6, 0.6, AlertReason.ORDINARY, false, 3));
        assertThat(Stream.of(scores, begins).min(SeriesFinding.LOUDEST_FIRST)).contains(begins);
    }

    @Test
    void what_is_rare_and_too_small_is_no_anomaly() {
        SeriesFinding small = finding(new Said(0.99, 0.99, AlertReason.BELOW_LEAST_EFFECT, false, 0.9));
        assertThat(small.score()).isEqualTo(0.99);
        assertThat(small.anomaly()).isFalse();
        assertThat(small.ongoing()).isFalse();
        assertThat(small.severity()).isEqualTo(Severity.LOW);
        assertThat(small.decision().text()).isEqualTo("0.9 off, below 2: no anomaly");
    }

    @Test
    void of_several_samples_the_one_that_begins_the_alert_tells_of_it() {
        SeriesFinding several = finding(
                new Said(0.95, 0.95, AlertReason.BRIEF, false, 10),
                new Said(0, 0.94, AlertReason.PERSISTENT, true, 11),
                new Said(0, 0.96, AlertReason.GOES_ON, false, 12));
        assertThat(several.alert()).isTrue();
        assertThat(several.decision().reason()).isEqualTo(AlertReason.PERSISTENT);
        assertThat(several.told().value()).isEqualTo(51);
        assertThat(several.observed().value()).isEqualTo(50);
        assertThat(several.anomaly()).isTrue();
    }

    @Test
    void metrics_tell_of_the_newest_sample_and_not_of_one_that_was_old_when_it_came() {
        Instant[] now = {NOON.plusSeconds(90)};
        RecentScores recent = new RecentScores(0.85, Duration.ofMinutes(5), () -> now[0]);
        recent.note(finding(
                new Said(0, 0.3, AlertReason.ORDINARY, false, 1), new Said(0, 0.9, AlertReason.PERSISTENT, true, 9)));
        assertThat(recent.exposition()).contains("aegis_anomaly_alert{metric_type=\"cpu_usage\",pod=\"a\"} 1.0\n");
        now[0] = NOON.plusSeconds(400);
        assertThat(recent.exposition())
                .contains("aegis_anomaly_alert{metric_type=\"cpu_usage\",pod=\"a\"} 0.0\n")
                .contains("aegis_anomaly_score{metric_type=\"cpu_usage\",pod=\"a\"} 0.9\n");

        RecentScores later = new RecentScores(0.85, Duration.ofMinutes(5), () -> now[0]);
        later.note(finding(new Said(0, 0.9, AlertReason.PERSISTENT, true, 9)));
        assertThat(later.exposition()).doesNotContain("pod=");
        now[0] = NOON.minusSeconds(601);
        later.note(finding(new Said(0, 0.9, AlertReason.PERSISTENT, true, 9)));
        assertThat(later.exposition()).doesNotContain("pod=");
    }
}
