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
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.ModelArtifact;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.testing.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained models in a running process: others come and go without a restart. */
class ModelsInUseIT {

    private static final String MODELS = "/api/v1/models";

    @TempDir
    private Path folder;

    private RealDatabase real;
    private Database database;
    private ModelStore store;
    private ScoringApi api;

    @BeforeEach
    void open() {
        real = RealDatabase.shared();
        database = Database.open(
                DatabaseSettings.from(real.settings(), DatabaseAccount.BATCH),
                PoolSizes.DEFAULT,
                Ticker.system(),
                new Random());
        store = new ModelStore(database, Clock.systemUTC());
        api = new ScoringApi(real, Map.of());
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    private ModelArtifact forest(FailureType usual) throws Exception {
        return ForestWriter.elsewhere(usual, folder);
    }

    private int promote(ModelArtifact artifact) throws Exception {
        return store.add(
                new NewModel(
                        ModelKind.FAILURE,
                        Optional.empty(),
                        "{\"incidents\":400}",
                        "{\"promoted\":true}",
                        artifact.sha256(),
                        artifact.bytes(),
                        true),
                Deadline.after(Ticker.system(), Duration.ofSeconds(20)));
    }

    private JsonNode judge() {
        ObjectNode body = ScoringApi.body();
        for (int second = 0; second < 120; second += 30) {
            ScoringApi.sample(body, "cpu_usage", "hot", second / 60.0, 97);
        }
        return ScoringApi.read(
                api.post("/api/v1/detect-failure", body.toString()).body());
    }

    private void eventuallySpeaks(String model) {
        Await.until(
                model + " speaks",
                () -> judge().path("details").path("model").asText().equals(model));
    }

    private JsonNode rolledBack(String kind, String body, int status) {
        HttpResponse<String> response = api.post(MODELS + "/" + kind + "/rollback", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return ScoringApi.read(response.body());
    }

    private List<String> listed(String field) {
        List<String> values = new ArrayList<>();
        api.get(MODELS)
                .path("items")
                .forEach(item -> values.add(item.path(field).asText()));
        return values;
    }

    @Test
    void the_rules_speak_until_a_model_is_promoted_and_again_when_all_are_taken_back() throws Exception {
        JsonNode cold = judge();
        assertThat(cold.path("details").path("model").asText()).isEqualTo("failure-rules v1");
        assertThat(cold.path("failure_type").asText()).isEqualTo("cpu_saturation");
        assertThat(cold.path("details").path("typing").path("features")).hasSize(FailureFeatures.COUNT);
        assertThat(listed("version")).isEmpty();

        promote(forest(FailureType.MEMORY_PRESSURE));
        eventuallySpeaks("failure-weka v1");
        JsonNode trained = judge();
        assertThat(trained.path("failure_type").asText()).isEqualTo("memory_pressure");
        assertThat(trained.path("details").path("models"))
                .extracting(JsonNode::asText)
                .containsExactly("failure-weka v1", "failure-rules v1");

        promote(forest(FailureType.NETWORK_DELAY));
        eventuallySpeaks("failure-weka v2");
        assertThat(judge().path("failure_type").asText()).isEqualTo("network_delay");
        assertThat(listed("version")).containsExactly("2", "1");
        assertThat(listed("active")).containsExactly("true", "false");
        assertThat(api.get(MODELS)
                        .path("items")
                        .get(0)
                        .path("trained_on")
                        .path("incidents")
                        .asInt())
                .isEqualTo(400);

        assertThat(rolledBack("failure", "", 200).path("active_version").asInt())
                .isEqualTo(1);
        assertThat(judge().path("details").path("model").asText()).isEqualTo("failure-weka v1");
        assertThat(rolledBack("failure", "", 200).path("active_version").isNull())
                .isTrue();
        assertThat(judge().path("details").path("model").asText()).isEqualTo("failure-rules v1");
        assertThat(rolledBack("failure", "", 409).path("title").asText()).isNotEmpty();
    }

    @Test
    void a_tampered_model_is_refused_and_the_one_before_goes_on() throws Exception {
        promote(forest(FailureType.MEMORY_PRESSURE));
        eventuallySpeaks("failure-weka v1");
        ModelArtifact good = forest(FailureType.NETWORK_DELAY);
        byte[] bytes = good.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        promote(new ModelArtifact(bytes, good.sha256()));
        Await.until("it is noticed", () -> api.api().get("/metrics").body().contains("aegis_models_refused_total 1"));
        assertThat(judge().path("details").path("model").asText()).isEqualTo("failure-weka v1");
        assertThat(api.get(MODELS).path("in_use_here").get(0).asText()).isEqualTo("failure-weka v1");
    }

    @Test
    void a_rollback_has_to_say_what_is_meant() {
        rolledBack("weather", "", 404);
        rolledBack("anomaly", "{}", 422);
        rolledBack("failure", "{\"service\": \"a\"}", 422);
        rolledBack("anomaly", "{\"service\": \"a\"}", 409);
        assertThat(api.api()
                        .send(api.api()
                                .request(MODELS + "/failure/rollback")
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }
}
