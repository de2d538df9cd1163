/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.sampledata;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.SampleFeedback;
import io.aegis.db.feedback.SampleFeedback.Resolution;
import io.aegis.db.feedback.SampleFeedback.Sample;
import io.aegis.db.feedback.Samples;
import io.aegis.db.models.TrainingData;
import io.aegis.db.outbox.AlertStore;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.SeriesVerdict;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.db.watch.WatchedServices;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples beside what people send: the one goes whole, the other stays whole. */
class SampleRemovalIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String OUTAGE = "Everything is down for our whole team!";
    private static final Supplier<UUID> IDS = UuidCreator::getTimeOrderedEpoch;

    private static TestSchema schema;

    private static SampleSets sets;
    private static SampleRemoval removal;
    private static SampleFeedback feedback;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        sets = new SampleSets(schema.database());
        removal = new SampleRemoval(schema.database());
        feedback = new SampleFeedback(schema.database(), IDS);
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        for (String table : List.of(
                "sample_set",
                "sample_prediction",
                "prediction",
                "prediction_count",
                "metric_sample",
                "metric_series",
                "series_verdict",
                "alert_outbox",
                "analysis",
                "feedback")) {
            schema.change("DELETE FROM " + table);
        }
    }

    private static NewFeedback urgent(String text) {
        return Samples.feedback(text, new Labels(Sentiment.NEGATIVE, Set.of(Topic.TECHNICAL), true), NOON);
    }

    private static Sample sample(String text, Optional<Resolution> resolved) {
        NewFeedback row = urgent(text);
        return new Sample(
                new NewFeedback(
                        IDS.get(),
                        ContentHash.ofSample(row.text()),
                        row.rawContent(),
                        row.text(),
                        row.analysis(),
                        row.heuristic(),
                        row.verdict(),
                        row.reviewReasons(),
                        row.metadata(),
                        row.createdAt()),
                resolved);
    }

    private StoreResult sent(String text) throws Exception {
        return new MariaDbFeedbackStore(schema.database(), webhook(), IDS, Clock.systemUTC())
                .store(urgent(text), TestSchema.ample());
    }

    private static Alerts webhook() {
        return new Alerts(List.of(Alerts.WEBHOOK), IDS);
    }

    private String count(String table) throws Exception {
        return schema.value("SELECT COUNT(*) FROM " + table);
    }

    @Test
    void a_text_that_somebody_sends_is_no_sample_and_no_sample_is_told_to_anybody() throws Exception {
        sets.begin(NOON, TestSchema.ample());
        Sample done = sample("It works again", Optional.of(new Resolution(NOON.plusSeconds(60), "answered")));
        assertThat(feedback.add(List.of(sample(OUTAGE, Optional.empty()), done), TestSchema.ample()))
                .isTrue();
        // Whoever was killed and comes again stores nothing twice.
        assertThat(feedback.add(List.of(sample(OUTAGE, Optional.empty()), done), TestSchema.ample()))
                .isTrue();
        assertThat(sets.rows(TestSchema.ample())).isEqualTo(2);
        assertThat(count("alert_outbox")).isEqualTo("0");
        assertThat(count("triage_tag WHERE tag = 'sample'")).isEqualTo("2");
        assertThat(count("feedback WHERE status = 'RESOLVED' AND resolved_at > created_at"))
                .isEqualTo("1");

        assertThat(sent(OUTAGE)).isInstanceOf(StoreResult.Inserted.class);
        assertThat(count("alert_outbox")).isEqualTo("1");
        new AlertStore(schema.database(), webhook())
                .add(
                        "feedback.routed",
                        List.of(new Alerts.Cause(done.feedback().id(), "{}"), new Alerts.Cause(IDS.get(), "{}")),
                        TestSchema.ample());
        assertThat(count("alert_outbox")).isEqualTo("2");

        assertThat(sets.removing(TestSchema.ample())).isTrue();
        assertThat(feedback.add(List.of(sample("too late", Optional.empty())), TestSchema.ample()))
                .isFalse();
        assertThat(removal.feedback(TestSchema.ample())).isEqualTo(2);
        assertThat(removal.feedback(TestSchema.ample())).isZero();
        assertThat(schema.value("SELECT GROUP_CONCAT(raw_content) FROM feedback"))
                .isEqualTo(OUTAGE);
        for (String table : List.of("sample_feedback", "triage", "triage_tag")) {
            assertThat(count(table)).as(table).isEqualTo("0");
        }
        assertThat(count("analysis")).isEqualTo("1");
    }

    @Test
    void a_set_is_loaded_and_removed_once_and_the_audit_log_says_by_whom() throws Exception {
        assertThat(sets.find(TestSchema.ample())).isEmpty();
        assertThat(sets.removing(TestSchema.ample())).isFalse();
        SampleSet begun = sets.begin(NOON, TestSchema.ample());
        assertThat(begun).isEqualTo(new SampleSet(SampleSet.State.LOADING, NOON));
        assertThat(sets.begin(NOON.plusSeconds(9), TestSchema.ample())).isEqualTo(begun);
        assertThat(sets.complete(Actor.COMMAND, Map.of("feedback", 2), TestSchema.ample()))
                .isTrue();
        assertThat(sets.complete(Actor.COMMAND, Map.of("feedback", 2), TestSchema.ample()))
                .isFalse();
        assertThat(sets.find(TestSchema.ample()).orElseThrow().state()).isEqualTo(SampleSet.State.LOADED);
        assertThat(sets.removing(TestSchema.ample())).isTrue();
        assertThat(sets.begin(NOON, TestSchema.ample()).state().label()).isEqualTo("removing");
        sets.gone(Actor.COMMAND, Map.of("feedback", 2), TestSchema.ample());
        sets.gone(Actor.COMMAND, Map.of("feedback", 2), TestSchema.ample());
        assertThat(sets.find(TestSchema.ample())).isEmpty();
        assertThat(schema.value(
                        "SELECT GROUP_CONCAT(CONCAT(action, before_value, after_value) ORDER BY id) FROM audit_log"))
                .isEqualTo("SAMPLE_DATA{}{\"feedback\":2},SAMPLE_DATA{\"feedback\":2}{}");
    }

    private void predicted(UUID id, Instant at) throws Exception {
        new PredictionStore(schema.database())
                .add(
                        List.of(new Prediction(
                                id,
                                PredictionKind.ANOMALY,
                                at,
                                true,
                                0.9,
                                0.9,
                                Severity.HIGH,
                                Optional.empty(),
                                List.of(),
                                List.of("series-detector v1"),
                                PolicyOutcome.NOT_ASKED,
                                "{}")),
                        TestSchema.ample());
    }

    private Series series(boolean sample) throws Exception {
        MetricType type = MetricType.CPU_USAGE;
        Series series =
                Series.of(type, sample ? Map.of("service", "shop", "aegis_sample", "true") : Map.of("service", "shop"));
        Measurement measured = new Measurement(NOON, 1);
        new SampleStore(schema.database(), Clock.systemUTC())
                .append(List.of(new SeriesBatch(series, OptionalInt.empty(), List.of(measured))), TestSchema.ample());
        new SeriesVerdictStore(schema.database())
                .put(
                        List.of(new SeriesVerdict(series, measured, 0, 0, Optional.empty(), Optional.empty())),
                        TestSchema.ample());
        return series;
    }

    @Test
    void what_was_found_in_samples_goes_and_is_not_counted_any_more() throws Exception {
        UUID mine = IDS.get();
        UUID notStored = IDS.get();
        removal.note(List.of(mine, notStored), TestSchema.ample());
        removal.note(List.of(mine), TestSchema.ample());
        predicted(mine, NOON);
        predicted(IDS.get(), NOON);
        assertThat(schema.value("SELECT predictions FROM prediction_count")).isEqualTo("2");

        assertThat(removal.predictions(TestSchema.ample())).isEqualTo(2);
        assertThat(removal.predictions(TestSchema.ample())).isZero();

        assertThat(schema.value("SELECT predictions FROM prediction_count")).isEqualTo("1");
        assertThat(count("prediction")).isEqualTo("1");
    }

    @Test
    void series_that_are_samples_are_watched_by_nobody_and_teach_nobody() throws Exception {
        Series sample = series(true);
        WatchedServices services = new WatchedServices(schema.database());
        assertThat(services.between(NOON, NOON, TestSchema.ample())).isEmpty();
        series(false);
        assertThat(services.between(NOON, NOON, TestSchema.ample()))
                .extracting(WatchedServices.Active::name)
                .containsExactly("shop");
        // One of its own is too few to learn from.
        assertThat(new TrainingData(schema.database()).services(TestSchema.ample()))
                .isEmpty();

        assertThat(removal.series(sample, TestSchema.ample())).isFalse();
        assertThat(removal.series(sample, TestSchema.ample())).isFalse();
        assertThat(count("metric_series")).isEqualTo("1");
        assertThat(count("metric_sample")).isEqualTo("1");
        assertThat(count("series_verdict")).isEqualTo("1");
    }
}
