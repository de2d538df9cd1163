/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.db.predictions.Prediction;
import io.aegis.db.series.SeriesBatch;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.online.scoring.SampleTable;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.online.scoring.memory.HistoryStatus;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
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
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On virtual time, over tables that can be away. */
class AnomalyScoringTest {

    private static final double THRESHOLD = 0.85;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID ID = new UUID(1, 2);
    private static final Series CPU = series(MetricType.CPU_USAGE, Map.of());
    private static final Series MEMORY = series(MetricType.MEMORY_USAGE, Map.of());
    private static final Series GUARDED = series(MetricType.CPU_USAGE, Map.of("aegis_protected", "true"));

    private final AtomicLong now = new AtomicLong();
    private final SampleTable table = new SampleTable();
    private final RecentScores recent = new RecentScores(THRESHOLD, Duration.ofHours(1), () -> minute(400));
    private final PolicyGate policy = PolicyGate.open(
            new PolicySettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(1), PolicySettings.Stance.DENY),
            new SimpleMeterRegistry(),
            now::get);
    private final AnomalyScoring scoring = scoring(LeastEffects.standard());

    private AnomalyScoring scoring(LeastEffects leastEffects) {
        return new AnomalyScoring(
                new SeriesMemory(table, new SampleBuffer(table::append, 10_000), leastEffects, now::get, 100),
                new Combinations(_ -> Optional.empty(), THRESHOLD),
                recent,
                new MaintenanceCalendar(List::of),
                policy,
                THRESHOLD,
                () -> ID,
                () -> minute(400),
                now::get);
    }

    private static Series series(MetricType type, Map<String, String> more) {
        Map<String, String> labels = new LinkedHashMap<>(more);
        labels.put("service", "shop");
        return Series.of(type, labels);
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private static List<Measurement> at(int minute, double value) {
        return List.of(new Measurement(minute(minute), value));
    }

    @BeforeEach
    void store() throws Exception {
        List<Measurement> usual = IntStream.range(0, 400)
                .mapToObj(each -> new Measurement(minute(each), 40 + new Random(each).nextGaussian()))
                .toList();
        for (Series each : List.of(CPU, MEMORY, GUARDED)) {
            table.append(List.of(new SeriesBatch(each, OptionalInt.empty(), usual)));
        }
    }

    @AfterEach
    void close() {
        policy.close();
    }

    private AnomalyFinding score(Map<Series, List<Measurement>> samples) throws InterruptedException {
        return scoring.score(samples, OptionalInt.empty());
    }

    @Test
    void what_is_usual_is_nothing() throws Exception {
        AnomalyFinding finding = score(Map.of(CPU, at(400, 40)));
        assertThat(finding.id()).isEqualTo(ID);
        assertThat(finding.at()).isEqualTo(minute(400));
        assertThat(finding.anomaly()).isFalse();
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.decision().recommended()).isEqualTo(RemediationAction.NO_ACTION);
        assertThat(finding.confidence()).isGreaterThan(0.9);
        assertThat(finding.telling().verdicts().history()).isEqualTo(HistoryStatus.KNOWN);
    }

    @Test
    void an_action_is_proposed_when_an_alert_begins_and_not_as_long_as_it_goes_on() throws Exception {
        AnomalyFinding begins = score(Map.of(CPU, at(400, 95)));
        assertThat(begins.anomaly()).isTrue();
        assertThat(begins.alert()).isTrue();
        assertThat(begins.severity()).isGreaterThanOrEqualTo(Severity.HIGH);
        assertThat(begins.decision().recommended()).isEqualTo(RemediationAction.SCALE_UP);
        AnomalyFinding goesOn = score(Map.of(CPU, at(401, 95)));
        assertThat(goesOn.alert()).isTrue();
        assertThat(goesOn.decision().proposed()).isEqualTo(RemediationAction.NO_ACTION);
    }

    @Test
    void the_policy_is_told_the_labels_and_may_deny() throws Exception {
        AnomalyFinding finding = score(Map.of(GUARDED, at(400, 95)));
        assertThat(finding.decision().proposed()).isEqualTo(RemediationAction.SCALE_UP);
        assertThat(finding.decision().recommended()).isEqualTo(RemediationAction.ALERT_ADMIN);
    }

    @Test
    void of_several_series_the_loudest_comes_first_and_decides() throws Exception {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        samples.put(CPU, at(400, 40));
        samples.put(MEMORY, at(400, 97));
        AnomalyFinding finding = score(samples);
        assertThat(finding.series()).extracting(SeriesFinding::series).containsExactly(MEMORY, CPU);
        assertThat(finding.decision().proposed()).isEqualTo(RemediationAction.RESTART_POD);
        assertThat(finding.severity()).isEqualTo(finding.telling().severity());
        assertThat(recent.exposition()).contains("memory_usage").contains("cpu_usage");
    }

    @Test
    void confidence_is_less_where_the_effect_is_little_more_than_the_least() throws Exception {
        AnomalyFinding clear = score(Map.of(CPU, at(400, 95)));
        double own = clear.telling().toldVerdict().confidence(THRESHOLD);
        assertThat(clear.confidence()).isEqualTo(own);
        AnomalyFinding close =
                scoring(LeastEffects.parse("cpu_usage=40:0")).score(Map.of(CPU, at(400, 95)), OptionalInt.empty());
        assertThat(close.alert()).isTrue();
        double effect = close.telling().decision().effect();
        assertThat(effect).isBetween(50.0, 60.0);
        assertThat(close.confidence()).isCloseTo(0.5 + (own - 0.5) * effect / 120, within(1e-9));
        AnomalyFinding none =
                scoring(LeastEffects.parse("cpu_usage=0:0")).score(Map.of(CPU, at(400, 95)), OptionalInt.empty());
        assertThat(none.confidence()).isEqualTo(own);
    }

    @Test
    void listeners_hear_of_what_is_found() throws Exception {
        List<AnomalyFinding> heard = new ArrayList<>();
        scoring.listen(heard::add);
        AnomalyFinding finding = score(Map.of(CPU, at(400, 40)));
        assertThat(heard).containsExactly(finding);
    }

    @Test
    void a_finding_is_stored_with_what_was_decided() throws Exception {
        AnomalyFinding finding = score(Map.of(GUARDED, at(400, 95)));
        Prediction prediction = AnomalyScoring.prediction(finding);
        assertThat(prediction.id()).isEqualTo(ID);
        assertThat(prediction.createdAt()).isEqualTo(minute(400));
        assertThat(prediction.detected()).isTrue();
        assertThat(prediction.score()).isEqualTo(finding.score());
        assertThat(prediction.confidence()).isEqualTo(finding.confidence());
        assertThat(prediction.severity()).isEqualTo(finding.severity());
        assertThat(prediction.actions()).containsExactly(RemediationAction.ALERT_ADMIN);
        assertThat(prediction.policy().allowed()).isFalse();
    }

    @Test
    void a_warm_up_is_handed_on_to_series_that_are_new() throws Exception {
        Series fresh = series(MetricType.DISK_IO, Map.of());
        AnomalyFinding finding = scoring.score(
                Map.of(
                        fresh,
                        IntStream.range(0, 50)
                                .mapToObj(each -> new Measurement(minute(each), 100 + each % 3))
                                .toList()),
                OptionalInt.of(40));
        assertThat(finding.series().getFirst().verdicts().verdicts().getLast().maturity())
                .isEqualTo(1);
    }

    @Test
    void a_history_that_is_away_is_told() throws Exception {
        table.away = true;
        assertThat(score(Map.of(CPU, at(400, 40))).telling().verdicts().history())
                .isEqualTo(HistoryStatus.UNREACHABLE);
        assertThat(score(Map.of(CPU, at(401, 40))).telling().verdicts().history())
                .isEqualTo(HistoryStatus.UNREACHABLE);
    }
}
