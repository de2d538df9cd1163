/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Page;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictionPagesIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final PredictionFilter ALL = new PredictionFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final TestSchema schema = TestSchema.create();
    private final PredictionStore store = new PredictionStore(schema.database());
    private final PredictionPages pages = new PredictionPages(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID add(PredictionKind kind, boolean detected, int second, String details) throws Exception {
        Prediction prediction = new Prediction(
                UuidCreator.getTimeOrderedEpoch(),
                kind,
                TEN.plusSeconds(second),
                detected,
                0.93,
                0.8,
                detected ? Severity.CRITICAL : Severity.LOW,
                kind == PredictionKind.FAILURE && detected ? Optional.of(FailureType.CRASH_LOOP) : Optional.empty(),
                List.of(RemediationAction.ALERT_ADMIN),
                List.of("a v1"),
                PolicyOutcome.NOT_ASKED,
                details);
        store.add(List.of(prediction), TestSchema.ample());
        return prediction.id();
    }

    private UUID add(PredictionKind kind, boolean detected, int second) throws Exception {
        return add(kind, detected, second, "{}");
    }

    private void label(UUID id, boolean correct) throws Exception {
        store.label(
                new PredictionLabel(id, correct, Optional.empty(), Optional.of("note"), "key", TEN),
                Actor.COMMAND,
                TestSchema.ample());
    }

    private List<UUID> ids(PredictionFilter filter) throws Exception {
        return pages.list(filter, 100, Optional.empty(), TestSchema.ample()).items().stream()
                .map(each -> each.prediction().id())
                .toList();
    }

    private static PredictionFilter kind(PredictionKind kind, boolean detected) {
        return new PredictionFilter(
                Optional.of(kind),
                Optional.of(detected),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PredictionFilter said(PredictionFilter.Said said) {
        return new PredictionFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(said),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PredictionFilter of(Series series) {
        return new PredictionFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(series),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void each_filter_leaves_what_it_says() throws Exception {
        UUID quiet = add(PredictionKind.ANOMALY, false, 0);
        UUID anomaly = add(PredictionKind.ANOMALY, true, 1);
        UUID failure = add(PredictionKind.FAILURE, true, 2);
        label(anomaly, false);
        label(failure, true);
        assertThat(ids(ALL)).containsExactly(failure, anomaly, quiet);
        assertThat(ids(kind(PredictionKind.ANOMALY, true))).containsExactly(anomaly);
        assertThat(ids(kind(PredictionKind.ANOMALY, false))).containsExactly(quiet);
        assertThat(ids(said(PredictionFilter.Said.WRONG))).containsExactly(anomaly);
        assertThat(ids(said(PredictionFilter.Said.CORRECT))).containsExactly(failure);
        assertThat(ids(said(PredictionFilter.Said.NOTHING))).containsExactly(quiet);
        assertThat(ids(new PredictionFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Severity.CRITICAL),
                        Optional.of(FailureType.CRASH_LOOP),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(TEN.plusSeconds(2)),
                        Optional.of(TEN.plusSeconds(3)))))
                .containsExactly(failure);
        assertThat(pages.find(anomaly, TestSchema.ample())
                        .orElseThrow()
                        .label()
                        .orElseThrow()
                        .correct())
                .isFalse();
        assertThat(pages.find(quiet, TestSchema.ample()).orElseThrow().label()).isEmpty();
        assertThat(pages.find(UUID.randomUUID(), TestSchema.ample())).isEmpty();
    }

    @Test
    void a_label_is_taken_back() throws Exception {
        UUID id = add(PredictionKind.ANOMALY, true, 0);
        label(id, false);
        assertThat(store.unlabel(id, Actor.COMMAND, TestSchema.ample())).isTrue();
        assertThat(pages.find(id, TestSchema.ample()).orElseThrow().label()).isEmpty();
        assertThat(store.unlabel(id, Actor.COMMAND, TestSchema.ample())).isTrue();
        assertThat(schema.value(
                        "SELECT GROUP_CONCAT(before_value, after_value ORDER BY id SEPARATOR ' ') FROM audit_log"
                                + " WHERE action = 'PREDICTION_LABEL' AND subject = '" + id + "'"))
                .startsWith("{}{\"correct\":")
                .contains("\"note\":true")
                .endsWith("}{}")
                .doesNotContain("key");
        assertThat(store.unlabel(UUID.randomUUID(), Actor.COMMAND, TestSchema.ample()))
                .isFalse();
    }

    @Test
    void pages_neither_repeat_nor_skip_any_though_many_have_one_time() throws Exception {
        for (int i = 0; i < 23; i++) {
            add(PredictionKind.ANOMALY, true, i / 10);
        }
        List<UUID> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<LabelledPrediction> page =
                    pages.list(kind(PredictionKind.ANOMALY, true), 5, cursor, TestSchema.ample());
            page.items().forEach(each -> ids.add(each.prediction().id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        assertThat(ids).hasSize(23).doesNotHaveDuplicates();
        assertThatThrownBy(() -> pages.list(ALL, 5, Optional.of("AAAA"), TestSchema.ample()))
                .isInstanceOf(BadCursorException.class);
    }

    @Test
    void a_series_is_found_by_all_of_its_labels_and_not_by_the_text_of_others() throws Exception {
        Series wanted = Series.of(MetricType.CPU_USAGE, Map.of("pod", "a\"b", "zone", "x%"));
        String own =
                "{\"series\":[{\"metric_type\":\"cpu_usage\",\"labels\":{\"pod\":\"a\\\"b\",\"zone\":\"x%\"},\"score\":0.9}]}";
        UUID named = add(PredictionKind.ANOMALY, true, 0, own);
        add(PredictionKind.ANOMALY, false, 1, own);
        add(PredictionKind.ANOMALY, true, 2, own.replace("x%", "xy"));
        add(
                PredictionKind.ANOMALY,
                true,
                3,
                "{\"series\":[{\"metric_type\":\"disk_io\",\"labels\":{\"pod\":"
                        + "\"\\\"metric_type\\\":\\\"cpu_usage\\\"\"},\"score\":0.9}]}");
        assertThat(ids(of(wanted))).containsExactly(named);
        assertThat(ids(of(Series.of(MetricType.CPU_USAGE, Map.of())))).isEmpty();
    }

    @Test
    void lists_of_what_was_found_are_read_from_an_index_in_their_order() throws Exception {
        assertThat(
                        schema.value(
                                "EXPLAIN FORMAT=JSON SELECT p.id FROM prediction p"
                                        + " LEFT JOIN prediction_label l ON l.prediction_id = p.id"
                                        + " WHERE p.kind = 'ANOMALY' AND p.detected = TRUE ORDER BY p.created_at DESC, p.id DESC LIMIT 51"))
                .contains("\"key\": \"prediction_found\"")
                .doesNotContain("filesort");
    }
}
