/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.MetricHistoryCache;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.monitoring.failure.FailureDetector;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.failure.TypeModel;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.scoring.SampleTable;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.policy.PolicyDecision;
import io.aegis.policy.PolicyGate;
import io.aegis.policy.PolicySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On virtual time, over tables that can be away. */
class FailureScoringTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-20T12:34:56Z");
    private static final UUID ID = new UUID(1, 2);
    private static final Series CPU = series(MetricType.CPU_USAGE, Map.of());
    private static final Series ERRORS = series(MetricType.ERROR_RATE, Map.of());

    private final AtomicLong now = new AtomicLong();
    private final SampleTable table = new SampleTable();
    private final SampleBuffer buffer = new SampleBuffer(table::append, 10_000);
    private final SeriesMemory memory = new SeriesMemory(table, buffer, LeastEffects.standard(), now::get, 100);
    private final MetricHistoryCache minutes = new MetricHistoryCache(table, table, memory::waiting, now::get, 100);
    private final List<LogChanges> stored = new ArrayList<>();
    private final LogTemplateWriter logs = new LogTemplateWriter(
            (_, _, _) -> new LogChanges(List.of(), List.of()), (changes, _) -> stored.add(changes), now::get);
    private final PolicyGate policy = PolicyGate.open(
            new PolicySettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(1), PolicySettings.Stance.DENY),
            new SimpleMeterRegistry(),
            now::get);
    private final FailureScoring scoring = new FailureScoring(
            new FailureDetector(Duration.ofMinutes(5)),
            minutes,
            logs,
            memory,
            new RecentCalls((_, _, _) -> List.of(), () -> LATER, now::get),
            () -> TypeModel.NONE,
            policy,
            () -> ID,
            () -> LATER,
            now::get);

    @BeforeEach
    void tellTheCache() {
        memory.listen((series, sent, verdicts) -> minutes.learn(series, verdicts.fresh(sent)));
    }

    @AfterEach
    void close() {
        policy.close();
    }

    private static Series series(MetricType type, Map<String, String> more) {
        Map<String, String> labels = new LinkedHashMap<>(more);
        labels.putIfAbsent("service", "api");
        return Series.of(type, labels);
    }

    private static Measurement at(int minute, double value) {
        return new Measurement(NOON.plusSeconds(60L * minute), value);
    }

    private static Observations request(Map<Series, List<Measurement>> samples, LogEntry... lines) {
        return new Observations(samples, List.of(lines), List.of(), Map.of());
    }

    private static Observations trouble(Map<String, String> labels, Map<String, String> others) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        samples.put(series(MetricType.ERROR_RATE, labels), List.of(at(0, 0.45)));
        samples.put(series(MetricType.CPU_USAGE, others), List.of(at(0, 97)));
        return request(
                samples,
                new LogEntry("api", LogLevel.ERROR, "Connection timeout to database after 5000ms", NOON),
                new LogEntry("api", LogLevel.ERROR, "Connection timeout to database after 5003ms", NOON));
    }

    @Test
    void a_failure_is_found_named_dated_and_its_actions_are_decided_about() throws Exception {
        FailureFinding finding = scoring.judge(trouble(Map.of(), Map.of()));
        assertThat(finding.id()).isEqualTo(ID);
        assertThat(finding.at()).isEqualTo(LATER);
        assertThat(finding.historyKnown()).isTrue();
        assertThat(finding.verdict().detected()).isTrue();
        assertThat(finding.decisions())
                .extracting(PolicyDecision::proposed)
                .isEqualTo(finding.verdict().actions());
        assertThat(finding.recommended()).startsWith(RemediationAction.THROTTLE_API);
        assertThat(scoring.judge(trouble(Map.of(), Map.of()), new UUID(3, 4)).id())
                .isEqualTo(new UUID(3, 4));
    }

    @Test
    void labels_that_all_series_of_the_failing_service_share_are_told_to_the_policy() throws Exception {
        Map<String, String> guarded = Map.of("aegis_protected", "true");
        assertThat(scoring.judge(trouble(guarded, guarded)).recommended())
                .containsExactly(RemediationAction.ALERT_ADMIN);
        assertThat(scoring.judge(trouble(guarded, Map.of())).recommended()).startsWith(RemediationAction.THROTTLE_API);
        assertThat(scoring.judge(trouble(Map.of(), guarded)).recommended()).startsWith(RemediationAction.THROTTLE_API);
        assertThat(scoring.judge(trouble(guarded, Map.of("aegis_protected", "true", "service", "other")))
                        .recommended())
                .as("the other service has no part in it")
                .containsExactly(RemediationAction.ALERT_ADMIN);
    }

    @Test
    void right_after_a_backfill_its_past_is_known() throws Exception {
        assertThat(scoring.judge(request(Map.of(ERRORS, List.of(at(0, 0.45)))))
                        .verdict()
                        .rootCause()
                        .orElse(""))
                .contains("(no history)");
        List<Measurement> past =
                IntStream.range(-300, -10).mapToObj(minute -> at(minute, 0.01)).toList();
        assertThat(memory.judge(
                        Map.of(ERRORS, past), OptionalInt.empty(), Deadline.after(now::get, Duration.ofSeconds(1))))
                .hasSize(1);

        assertThat(scoring.judge(request(Map.of(ERRORS, List.of(at(0, 0.46)))))
                        .verdict()
                        .rootCause()
                        .orElse(""))
                .contains("usually 0.01")
                .doesNotContain("(no history)");
    }

    @Test
    void what_was_sent_is_learned_and_stored() throws Exception {
        FailureFinding finding = scoring.judge(request(
                Map.of(CPU, List.of(at(0, 40), at(1, 41))),
                new LogEntry("api", LogLevel.INFO, "checkpoint complete", NOON)));
        assertThat(finding.verdict().detected()).isFalse();
        assertThat(minutes.at(CPU, NOON)).hasValue(40);
        assertThat(memory.waiting(CPU)).containsExactly(at(0, 40), at(1, 41));
        logs.flush();
        assertThat(stored).hasSize(1);
    }

    @Test
    void it_says_so_each_time_while_the_past_cannot_be_read() throws Exception {
        table.away = true;
        assertThat(scoring.judge(request(Map.of(CPU, List.of(at(0, 40))))).historyKnown())
                .isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(scoring.judge(request(Map.of(CPU, List.of(at(0, 40))))).historyKnown())
                .isFalse();
        table.away = false;
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(scoring.judge(request(Map.of(CPU, List.of(at(0, 40))))).historyKnown())
                .isTrue();
    }

    @Test
    void without_anything_that_has_a_time_it_is_about_now() throws Exception {
        FailureFinding finding = scoring.judge(request(Map.of()));
        assertThat(finding.verdict().basis().until()).isEqualTo(LATER);
        assertThat(finding.verdict().detected()).isFalse();
    }
}
