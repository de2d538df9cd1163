/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.audit.Actor;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelRow;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.ServiceForest;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What operators say of answers on samples trains the next model. */
class OperatorLabelsIT {

    private static final String SERVICE = "shop";
    private TestDatabase database;
    private PredictionStore predictions;
    private ModelStore models;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.create();
        predictions = new PredictionStore(database.database());
        models = new ModelStore(database.database(), Clock.systemUTC());
        List<SeriesBatch> samples = Days.of(SERVICE).entrySet().stream()
                .map(series -> new SeriesBatch(series.getKey(), OptionalInt.empty(), series.getValue()))
                .toList();
        new SampleStore(database.database(), Clock.systemUTC()).append(samples, TestDatabase.ample());
        application = database.start(Map.of());
    }

    @AfterEach
    void close() {
        application.close();
        database.close();
    }

    /** An answer on samples of the service's processor, as the product stores it, and what an operator says of it. */
    private void label(Instant at, boolean detected, boolean correct) throws Exception {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        predictions.add(
                List.of(new Prediction(
                        id,
                        PredictionKind.ANOMALY,
                        Clock.systemUTC().instant(),
                        detected,
                        detected ? 0.9 : 0.2,
                        0.9,
                        Severity.HIGH,
                        Optional.empty(),
                        List.of(RemediationAction.ALERT_ADMIN),
                        List.of("series-detector v1"),
                        new PolicyOutcome(false, true, Optional.empty(), Optional.empty()),
                        "{\"series\":[{\"metric_type\":\"cpu_usage\",\"labels\":{\"service\":\"" + SERVICE
                                + "\"},\"is_anomaly\":" + detected + ",\"timestamp\":\"" + at
                                + "\"}],\"combinations\":[]}")),
                TestDatabase.ample());
        predictions.label(
                new PredictionLabel(
                        id,
                        correct,
                        Optional.empty(),
                        Optional.empty(),
                        "key",
                        Clock.systemUTC().instant()),
                Actor.COMMAND,
                TestDatabase.ample());
    }

    /** Every outage of the past, half of them as anomalies that were rightly told, half as missed ones. */
    private void labelOutages() throws Exception {
        for (int minute = Days.EVERY; minute < Days.MINUTES; minute += Days.EVERY) {
            boolean told = minute % (2 * Days.EVERY) == 0;
            label(Days.at(minute).plusSeconds(20), told, told);
        }
    }

    private String train() throws Exception {
        return Runs.run(database, "anomaly-train", Map.of());
    }

    private List<ModelRow> stored() throws Exception {
        return new ModelQueries(database.database()).newest(TestDatabase.ample());
    }

    private ModelRow newest() throws Exception {
        return stored().stream().max(Comparator.comparingInt(ModelRow::version)).orElseThrow();
    }

    @Test
    void without_labels_nothing_is_known_and_with_them_the_same_model_may_be_used() throws Exception {
        assertThat(train()).startsWith("COMPLETED: 1 models trained, 0 of them used");
        assertThat(newest().evaluation()).contains("only 0 known episodes");

        labelOutages();
        assertThat(train()).as(newest().evaluation()).startsWith("COMPLETED: 1 models trained, 1 of them used");
        assertThat(newest().evaluation()).contains("\"episodes\":4", "\"promoted\":true");
        assertThat(newest().trainedOn()).contains("\"left_out_as_unwell\":48");
        assertThat(newest().active()).isTrue();
        assertThat(train()).startsWith("COMPLETED: 0 models trained");
    }

    @Test
    void an_alarm_that_was_false_is_no_episode_and_is_learned_as_usual() throws Exception {
        labelOutages();
        train();
        double before = strangenessOfOutage(newest());

        // All of them come every two hours because they are meant to.
        for (int minute = Days.EVERY; minute < Days.MINUTES; minute++) {
            if (minute % Days.EVERY <= Days.LENGTH) {
                label(Days.at(minute).plusSeconds(1), true, false);
            }
        }
        train();

        assertThat(newest().evaluation()).contains("\"promoted\":false", "only 0 known episodes");
        assertThat(newest().trainedOn()).contains("\"called_normal\":48");
        assertThat(strangenessOfOutage(newest())).isLessThan(0.9 * before);
    }

    private double strangenessOfOutage(ModelRow model) throws Exception {
        return forest(model).strangeness(70, 70);
    }

    private ServiceForest forest(ModelRow model) throws Exception {
        byte[] bytes = new ModelQueries(database.database())
                .artifact(model.id(), TestDatabase.ample())
                .orElseThrow();
        return ServiceForest.read(new ModelArtifact(bytes, ModelQueries.checksum(model)));
    }

    @Test
    void a_promoted_model_that_loses_today_is_retired_with_the_reason() throws Exception {
        labelOutages();
        train();
        ModelRow good = newest();
        // Learned when what is an outage today was all there was.
        List<double[]> rows = IntStream.range(0, 1_000)
                .mapToObj(i -> i % 50 == 0
                        ? new double[] {30 + i / 100.0, 30 - i / 100.0}
                        : new double[] {69 + i % 3, 69 + i % 2})
                .toList();
        ModelArtifact old = ServiceForest.train(List.copyOf(Days.of(SERVICE).keySet()), rows)
                .artifact();
        models.add(
                new NewModel(
                        ModelKind.ANOMALY,
                        Optional.of(SERVICE),
                        "{}",
                        "{\"promoted\":true}",
                        old.sha256(),
                        old.bytes(),
                        true),
                TestDatabase.ample());
        assertThat(newest().active()).isTrue();

        assertThat(train()).startsWith("COMPLETED: 0 models trained").endsWith("1 models retired");

        assertThat(newest().active()).isFalse();
        assertThat(newest().evaluation())
                .contains("\"promoted\": true", "\"retired\"", "on the 4 known episodes of the later time");
        assertThat(newest().rolledBackAt()).isPresent();
        assertThat(stored()).filteredOn(ModelRow::active).isEmpty();
        assertThat(good.version()).isEqualTo(1);
    }
}
