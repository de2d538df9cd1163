/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.online.scoring.ScoringFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An Alertmanager's webhook. */
class AlertmanagerIT extends ScoringFixture {

    private static final String PATH = "/api/v1/alertmanager";

    private static ObjectNode notification(String group, String status, Map<String, String> labels) {
        ObjectNode body = ScoringApi.JSON.createObjectNode();
        body.put("version", "4").put("groupKey", group).put("status", status).put("truncatedAlerts", 0);
        ObjectNode alert = body.putArray("alerts")
                .addObject()
                .put("status", status)
                .put("startsAt", "2026-11-20T10:00:00.1Z")
                .put("endsAt", "0001-01-01T00:00:00Z")
                .put("fingerprint", group + labels.getOrDefault("alertname", ""));
        ObjectNode names = alert.putObject("labels");
        labels.forEach(names::put);
        return body;
    }

    private static JsonNode send(ObjectNode body) {
        return send(api, body);
    }

    private static JsonNode send(ScoringApi api, ObjectNode body) {
        HttpResponse<String> response = api.post(PATH, body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ScoringApi.read(response.body());
    }

    @Test
    void a_firing_alert_gets_a_verdict_the_same_again_the_same_and_a_resolved_one_ends_it() {
        Map<String, String> labels = Map.of("alertname", "HostDiskFull", "severity", "critical", "service", "db");

        JsonNode first = send(notification("g1", "firing", labels));
        JsonNode again = send(notification("g1", "firing", labels));
        JsonNode resolved = send(notification("g1", "resolved", labels));
        JsonNode anew = send(notification("g1", "firing", labels));

        assertThat(first.path("status").asText()).isEqualTo("firing");
        assertThat(first.path("verdict").path("failure_type").asText()).isEqualTo("disk_saturation");
        assertThat(first.path("verdict").path("root_cause").asText()).contains("db: alert HostDiskFull is firing");
        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(again.path("verdict").path("prediction_id"))
                .isEqualTo(first.path("verdict").path("prediction_id"));
        assertThat(resolved.path("status").asText()).isEqualTo("resolved");
        assertThat(resolved.path("verdict").isNull()).isTrue();
        assertThat(anew.path("duplicate").asBoolean()).isFalse();
        send(notification("g1", "resolved", labels));
    }

    @Test
    void a_notification_as_alertmanager_wrote_it_with_the_key_as_it_sends_it() throws IOException {
        // The first line is the path, the second the header.
        List<String> request = file("a03_bearer.txt").lines().toList();
        String header = request.get(1).substring("Authorization: ".length());

        HttpResponse<String> response = api.api()
                .send(api.api()
                        .request(request.getFirst().substring("POST ".length()))
                        .header("Authorization", header)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(file("a02_am_zero_endsat.json"))));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode verdict = ScoringApi.read(response.body()).path("verdict");
        assertThat(verdict.path("failure_type").asText()).isEqualTo("crash_loop");
        assertThat(verdict.path("affected_services").toString()).isEqualTo("[\"cart\"]");
    }

    private static String file(String name) throws IOException {
        try (var in = Objects.requireNonNull(AlertmanagerIT.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_restarted_process_and_another_replica_know_what_was_said() {
        RealDatabase database = RealDatabase.shared();
        Map<String, String> labels = Map.of("alertname", "HostDiskFull", "severity", "critical", "service", "kept");
        JsonNode first;
        try (ScoringApi before = new ScoringApi(database, Map.of())) {
            first = send(before, notification("g3", "firing", labels));
        }
        try (ScoringApi after = new ScoringApi(database, Map.of());
                ScoringApi replica = new ScoringApi(database, Map.of())) {
            for (ScoringApi other : List.of(after, replica, after)) {
                JsonNode again = send(other, notification("g3", "firing", labels));
                assertThat(again.path("duplicate").asBoolean()).isTrue();
                for (String field : List.of(
                        "prediction_id",
                        "failure_detected",
                        "failure_type",
                        "severity",
                        "recommended_actions",
                        "confidence",
                        "root_cause",
                        "affected_services")) {
                    assertThat(again.path("verdict").path(field))
                            .as(field)
                            .isEqualTo(first.path("verdict").path(field));
                }
            }
            assertThat(after.get("/api/v1/metrics/stats")
                            .path("total_predictions")
                            .asInt())
                    .isEqualTo(1);

            ObjectNode later = notification("g3", "firing", labels);
            ((ObjectNode) later.path("alerts").path(0)).put("startsAt", "2026-11-20T11:00:00Z");
            JsonNode anew = send(after, later);
            assertThat(anew.path("duplicate").asBoolean()).isFalse();
            assertThat(anew.path("verdict").path("prediction_id"))
                    .isNotEqualTo(first.path("verdict").path("prediction_id"));
        }
        assertThat(UUID.fromString(first.path("verdict").path("prediction_id").asText())
                        .version())
                .isEqualTo(7);
    }

    @Test
    void a_mild_alert_alone_is_no_failure() {
        Map<String, String> labels = Map.of("alertname", "Slow", "severity", "warning", "pod", "p-1");

        JsonNode answer = send(notification("g2", "firing", labels));
        send(notification("g2", "resolved", labels));

        assertThat(answer.path("verdict").path("failure_detected").asBoolean()).isFalse();
        assertThat(answer.path("verdict").path("details").path("likely_type").asText())
                .isEqualTo("network_delay");
    }

    @Test
    void an_answer_is_about_the_alerts_posted_and_others_are_context() {
        send(notification(
                "g4", "firing", Map.of("alertname", "HostDiskFull", "severity", "critical", "service", "elsewhere")));

        JsonNode answer = send(notification(
                "g5", "firing", Map.of("alertname", "ApiTimeouts", "severity", "critical", "service", "here")));

        JsonNode verdict = answer.path("verdict");
        assertThat(verdict.path("failure_type").asText()).isEqualTo("dependency_timeout");
        assertThat(verdict.path("affected_services").toString()).isEqualTo("[\"here\"]");
        assertThat(answer.path("context").toString())
                .contains("{\"alertname\":\"HostDiskFull\",\"service\":\"elsewhere\"}")
                .doesNotContain("ApiTimeouts");
        send(notification("g4", "resolved", Map.of("alertname", "HostDiskFull")));
        send(notification("g5", "resolved", Map.of("alertname", "ApiTimeouts")));
    }

    @ParameterizedTest
    @CsvSource({"AegisAnomaly, x", "AegisFailure, x", "CpuOfCart, aegis"})
    void what_aegis_itself_raised_is_no_evidence(String name, String generator) {
        Map<String, String> labels =
                Map.of("alertname", name, "generator", generator, "severity", "critical", "service", "cart");

        JsonNode answer = send(notification("g6", "firing", labels));

        assertThat(answer.path("status").asText()).isEqualTo("firing");
        assertThat(answer.path("verdict").isNull()).isTrue();
        assertThat(answer.path("alerts_ignored").asInt()).isEqualTo(1);
        assertThat(answer.path("context").toString()).doesNotContain(name);
    }

    /** As Alertmanager 0.28 and Grafana 12 send it: fields that nobody here knows, and annotations that are null. */
    @ParameterizedTest
    @CsvSource({"4", "1"})
    void what_later_versions_and_grafana_send_is_taken(String version) {
        ObjectNode body = notification(
                "g7" + version, "firing", Map.of("alertname", "ApiErrors", "severity", "critical", "app", "shop"));
        body.put("version", version)
                .put("orgId", 1)
                .put("title", "[FIRING:1]")
                .put("state", "alerting")
                .put("message", "**Firing**")
                .put("externalURL", "http://grafana")
                .putNull("commonAnnotations");
        ObjectNode alert = (ObjectNode) body.path("alerts").path(0);
        alert.putNull("annotations")
                .put("startsAt", "2026-11-28T12:50:00.123456789+02:00")
                .put("valueString", "[ var='A' value=1 ]")
                .put("silenceURL", "http://grafana/alerting/silence/new")
                .putObject("values")
                .put("A", 1);

        assertThat(send(body).path("verdict").path("failure_type").asText()).isEqualTo("error_burst");
        send(notification("g7" + version, "resolved", Map.of("alertname", "ApiErrors")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'startsAt': null, 'endsAt': null}",
                "{'startsAt': '0001-01-01T00:00:00Z', 'endsAt': '0001-01-01T00:00:00Z'}",
                "{'startsAt': '2026-11-28T12:50:00.123456789+05:30', 'endsAt': '2026-11-28T12:55:00-08:00'}"
            })
    void times_of_real_senders_are_taken(String times) {
        ObjectNode body = notification("g8", "resolved", Map.of("alertname", "ApiErrors"));
        ObjectNode alert = (ObjectNode) body.path("alerts").path(0);
        alert.remove(List.of("startsAt", "endsAt"));
        alert.setAll((ObjectNode) ScoringApi.read(times.replace('\'', '"')));

        assertThat(api.post(PATH, body.toString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
            '{"version": "3", "groupKey": "g", "alerts": []}'                        , version
            '{"groupKey": "g", "alerts": []}'                                        , version
            '{"version": "4", "alerts": []}'                                         , groupKey
            '{"version": "4", "groupKey": "g"}'                                      , alerts
            '{"version": "4", "groupKey": "g", "alerts": [{"labels": {}}]}'          , alerts[0].status
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "on", "labels": {}}]}', alerts[0].status
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "firing"}]}'    , alerts[0].labels
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "labels": {"a": 1}}]}', alerts[0].labels.a
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "labels": {}, "startsAt": "x"}]}', alerts[0].startsAt
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "labels": {}, "startsAt": ""}]}', alerts[0].startsAt
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "labels": {}, "startsAt": 5}]}', alerts[0].startsAt
            '{"version": "4", "groupKey": "g", "alerts": [{"status": "firing", "labels": {}, "endsAt": "2026-02-30T00:00:00Z"}]}', alerts[0].endsAt
            """)
    void a_wrong_notification_is_named(String body, String field) {
        HttpResponse<String> response = api.post(PATH, body);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(ScoringApi.read(response.body())
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "ApiTimeouts, x, dependency_timeout",
        "PodOOMKilled, x, memory_pressure",
        "KubePodCrashLooping, x, crash_loop",
        "HighErrorRate, x, error_burst",
        "Odd, traffic_surge, traffic_surge",
        "Odd, x, unknown",
    })
    void names_and_labels_tell_the_type(String name, String told, String type) {
        Map<String, String> labels = Map.of("alertname", name, "failure_type", told, "app", "shop", "job", "other");

        ReceivedAlert alert = new ReceivedAlert("f", true, labels, "");

        assertThat(alert.evidence().service()).isEqualTo("shop");
        assertThat(alert.evidence().grave()).isTrue();
        assertThat(alert.evidence().type().map(found -> found.label()).orElse("unknown"))
                .isEqualTo(type);
    }
}
