/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.predictions.LabelledPrediction;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionFilter;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.series.SeriesRow;
import io.aegis.db.series.SeriesVerdict;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeriesStatusesTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant BEGUN = NOON.minusSeconds(600);

    private final Deadline ample = Deadline.after(Ticker.system(), Duration.ofMinutes(1));
    private final List<MaintenanceWindow> windows = new ArrayList<>();
    private final Map<String, ServiceAlarm> alarms = new HashMap<>();
    private final List<LabelledPrediction> labelled = new ArrayList<>();
    private final List<PredictionFilter> asked = new ArrayList<>();
    private final MaintenanceCalendar calendar = new MaintenanceCalendar(() -> windows);
    private final SeriesStatuses standings = new SeriesStatuses(
            calendar,
            (services, _) -> {
                assertThat(services).containsExactly("till");
                return alarms;
            },
            (filter, _) -> {
                asked.add(filter);
                return labelled.stream()
                        .filter(each -> each.label().orElseThrow().correct()
                                == (filter.said().orElseThrow() == PredictionFilter.Said.CORRECT))
                        .toList();
            },
            () -> NOON);

    private static SeriesRow row(Instant newest, boolean alerting) {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of("service", "till", "zone", "a"));
        return new SeriesRow(
                7,
                series,
                OptionalInt.empty(),
                NOON,
                Optional.of(new SeriesVerdict(
                        series,
                        new Measurement(newest, 97),
                        0.9,
                        0.9,
                        Optional.of(newest),
                        alerting ? Optional.of(BEGUN) : Optional.empty())),
                alerting);
    }

    private SeriesStatus standing(SeriesRow row) throws Exception {
        calendar.refresh();
        return standings.of(List.of(row), ample).getOrDefault(7L, SeriesStatus.ORDINARY);
    }

    private void said(Instant made, String details, boolean correct) {
        UUID id = new UUID(0, labelled.size());
        labelled.add(new LabelledPrediction(
                new Prediction(
                        id,
                        PredictionKind.ANOMALY,
                        made,
                        true,
                        0.9,
                        0.9,
                        Severity.CRITICAL,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        PolicyOutcome.NOT_ASKED,
                        details),
                Optional.of(new PredictionLabel(id, correct, Optional.empty(), Optional.empty(), "ada", NOON))));
    }

    @Test
    void what_alerts_needs_somebody_first() throws Exception {
        assertThat(standing(row(NOON, true))).isEqualTo(SeriesStatus.ORDINARY);
        assertThat(SeriesStatus.ORDINARY.need(true)).isZero();
        assertThat(SeriesStatus.ORDINARY.need(false)).isEqualTo(3);
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(filter -> assertThat(filter.since()).contains(NOON.minus(Duration.ofDays(1))));
    }

    @Test
    void nobody_is_asked_about_what_does_not_alert() throws Exception {
        assertThat(standing(row(NOON, false))).isEqualTo(SeriesStatus.ORDINARY);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_service_that_is_silent_makes_its_series_silent_unless_one_has_just_spoken() throws Exception {
        alarms.put("till", ServiceAlarm.unknown(NOON).silent(NOON));

        SeriesStatus silent = standing(row(NOON.minusSeconds(900), false));
        assertThat(silent.silentSince()).contains(NOON.minusSeconds(900));
        assertThat(silent.need(false)).isEqualTo(1);
        assertThat(standing(row(NOON.minusSeconds(30), false)).silentSince()).isEmpty();
        alarms.put("till", ServiceAlarm.unknown(NOON));
        assertThat(standing(row(NOON.minusSeconds(900), false)).silentSince()).isEmpty();
    }

    private void worked(Instant from) {
        windows.add(new MaintenanceWindow(
                new UUID(0, 1),
                new MaintenanceScope(Optional.of(new NamePattern("ti*")), new TreeMap<>()),
                new MaintenanceTimes.Once(from, NOON.plusSeconds(3_600)),
                Optional.empty(),
                "ada",
                NOON));
    }

    @Test
    void what_began_while_it_was_worked_on_is_no_alert_as_long_as_that_lasts() throws Exception {
        worked(BEGUN.minusSeconds(60));
        assertThat(standing(row(NOON, true)).suppressed()).isTrue();
        assertThat(standing(row(NOON, false)).suppressed()).isFalse();
        windows.clear();
        assertThat(standing(row(NOON, true)).suppressed()).isFalse();
        worked(BEGUN.plusSeconds(60));
        assertThat(standing(row(NOON, true)).suppressed()).as("it began before").isFalse();
    }

    @Test
    void what_is_worked_on_needs_nobody() throws Exception {
        worked(NOON.minusSeconds(60));

        SeriesStatus worked = standing(row(NOON, true));
        assertThat(worked.maintenanceUntil()).contains(NOON.plusSeconds(3_600));
        assertThat(worked.need(true)).isEqualTo(2);
        assertThat(worked.need(false)).isEqualTo(3);
    }

    @Test
    void an_alert_that_somebody_called_right_or_wrong_is_acknowledged() throws Exception {
        said(
                NOON,
                "{\"series\":[{\"metric_type\":\"memory_usage\",\"labels\":{\"service\":\"till\",\"zone\":\"a\"}}]}",
                true);
        said(NOON, "{\"series\":[{\"metric_type\":\"cpu_usage\",\"labels\":{\"service\":\"till\"}}]}", true);
        said(NOON, "{\"affected_services\":[\"mail\"]}", true);
        assertThat(standing(row(NOON, true)).acknowledged()).isEmpty();

        said(
                NOON,
                "{\"series\":[{\"metric_type\":\"cpu_usage\",\"labels\":{\"zone\":\"a\",\"service\":\"till\"}}]}",
                false);
        SeriesStatus known = standing(row(NOON, true));
        assertThat(known.acknowledged().map(PredictionLabel::labelledBy)).contains("ada");
        assertThat(known.need(true)).isEqualTo(2);
    }

    @Test
    void an_alert_is_acknowledged_with_the_failure_of_its_service_and_not_by_what_was_said_before_it()
            throws Exception {
        said(BEGUN.minusSeconds(120), "{\"affected_services\":[\"till\"]}", true);
        assertThat(standing(row(NOON, true)).acknowledged()).isEmpty();

        said(BEGUN, "{\"affected_services\":[\"mail\",\"till\"]}", true);
        assertThat(standing(row(NOON, true)).acknowledged()).isPresent();
    }
}
