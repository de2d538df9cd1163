/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.PoolSizes;
import io.aegis.db.models.ModelKind;
import io.aegis.db.models.ModelStore;
import io.aegis.db.models.NewModel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.testing.Await;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models of a service's combinations in a running process: others come and go without a restart. */
class ServiceModelsInUseIT {

    private static final String SERVICE = "swap";
    private static final String MODELS = "/api/v1/models";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TURN = 9;

    private Database database;
    private ModelStore store;
    private ScoringApi api;
    private int minute;

    @BeforeEach
    void open() {
        RealDatabase real = RealDatabase.shared();
        database = Database.open(
                DatabaseSettings.from(real.settings(), DatabaseAccount.BATCH),
                PoolSizes.DEFAULT,
                Ticker.system(),
                new Random());
        store = new ModelStore(database, Clock.systemUTC());
        api = new ScoringApi(real, Map.of("ANOMALY_THRESHOLD", "0.5"));
        ObjectNode past = ScoringApi.body();
        for (int i = 0; i < 500; i++) {
            usual(past);
        }
        api.detect("", past);
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    /** The next minute, in which the processor is busy when memory is free, and the other way round. */
    private ObjectNode usual(ObjectNode body) {
        boolean busy = minute / TURN % 2 == 0;
        return minute(body, busy ? 70 : 30, busy ? 30 : 70);
    }

    private ObjectNode minute(ObjectNode body, double processor, double memory) {
        Random noise = new Random(minute);
        ScoringApi.sample(body, "cpu_usage", SERVICE, minute, processor + noise.nextGaussian());
        ScoringApi.sample(body, "memory_usage", SERVICE, minute, memory + noise.nextGaussian());
        minute++;
        return body;
    }

    /** Knows what is usual; the more rows, the other a model it is. */
    private static ModelArtifact forest(int rows) {
        Random random = new Random(rows);
        return ServiceForest.train(
                        List.of(series(MetricType.CPU_USAGE), series(MetricType.MEMORY_USAGE)),
                        IntStream.range(0, rows)
                                .mapToObj(i -> new double[] {
                                    (i % 2 == 0 ? 70 : 30) + random.nextGaussian(),
                                    (i % 2 == 0 ? 30 : 70) + random.nextGaussian()
                                })
                                .toList())
                .artifact();
    }

    private static Series series(MetricType type) {
        return Series.of(type, Map.of("pod", SERVICE));
    }

    private void promote(ModelArtifact artifact) throws Exception {
        store.add(
                new NewModel(
                        ModelKind.ANOMALY,
                        Optional.of(SERVICE),
                        "{}",
                        "{\"promoted\":true}",
                        artifact.sha256(),
                        artifact.bytes(),
                        true),
                Deadline.after(Ticker.system(), Duration.ofSeconds(20)));
    }

    private List<String> active() {
        return api.detect("", usual(ScoringApi.body()))
                .path("details")
                .path("models")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private void eventuallySpeaks(String model) throws Exception {
        Await.until(model + " speaks", SOON, () -> active().contains(model));
    }

    private JsonNode rolledBack(int status) {
        HttpResponse<String> response = api.post(MODELS + "/anomaly/rollback", "{\"service\": \"" + SERVICE + "\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return ScoringApi.read(response.body());
    }

    @Test
    void a_promoted_model_speaks_without_a_restart_and_its_rollback_is_heard_at_once() throws Exception {
        assertThat(active()).containsExactly("series-detector v1");

        promote(forest(1_000));
        eventuallySpeaks("anomaly-weka v1");
        promote(forest(1_100));
        eventuallySpeaks("anomaly-weka v2");
        assertThat(active()).doesNotContain("anomaly-weka v1");

        assertThat(rolledBack(200).path("active_version").asInt()).isEqualTo(1);
        assertThat(active()).contains("anomaly-weka v1").doesNotContain("anomaly-weka v2");
        assertThat(rolledBack(200).path("active_version").isNull()).isTrue();
        assertThat(active()).containsExactly("series-detector v1");
        rolledBack(409);
    }

    @Test
    void the_model_that_decides_is_named_and_no_score_exceeds_that_of_its_series() throws Exception {
        promote(forest(1_000));
        eventuallySpeaks("anomaly-weka v1");

        // Both are as busy as either often is, but never together.
        JsonNode answer = api.detect("", minute(ScoringApi.body(), 70, 70));

        JsonNode details = answer.path("details");
        assertThat(details.path("model").asText()).as(answer.toString()).isEqualTo("anomaly-weka v1");
        assertThat(answer.path("is_anomaly").asBoolean()).isTrue();
        assertThat(details.path("combinations").path(0).path("model").asText()).isEqualTo("anomaly-weka v1");
        assertThat(answer.path("anomaly_score").asDouble())
                .isEqualTo(details.path("series")
                        .valueStream()
                        .mapToDouble(series -> series.path("score").asDouble())
                        .max()
                        .orElse(Double.NaN))
                .isBetween(0.5, 1.0);
    }

    @Test
    void a_tampered_model_is_refused_and_the_one_before_goes_on() throws Exception {
        promote(forest(1_000));
        eventuallySpeaks("anomaly-weka v1");
        ModelArtifact good = forest(1_100);
        byte[] bytes = good.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        promote(new ModelArtifact(bytes, good.sha256()));

        Await.until(
                "it is noticed", SOON, () -> api.api().get("/metrics").body().contains("aegis_models_refused_total 1"));

        assertThat(active()).contains("anomaly-weka v1").doesNotContain("anomaly-weka v2");
        assertThat(api.get(MODELS).path("in_use_here"))
                .extracting(JsonNode::asText)
                .containsExactly("anomaly-weka v1");
        assertThat(rolledBack(200).path("rolled_back_version").asInt()).isEqualTo(2);
        eventuallySpeaks("anomaly-weka v1");
    }
}
