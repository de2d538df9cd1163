/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.aegis.testing.Await;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The operator API through the online one answers as {@code /openapi} says, to the last field. */
@ResourceLock("SharedAegis")
@ExtendWith(SharedAegis.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorAnswersIT {

    private final Api api;
    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    OperatorAnswersIT(Aegis aegis) throws Exception {
        this.api = aegis.api();
        this.document = api.get("/openapi");
    }

    /** Sends a request and holds the answer against what the document says of it. */
    private JsonNode checked(String method, String template, Map<String, String> path, String body, int status)
            throws Exception {
        String filled = template;
        for (Map.Entry<String, String> each : path.entrySet()) {
            filled = filled.replace("{" + each.getKey() + "}", each.getValue());
        }
        Api.Answer answer = api.send(method, filled, body);
        String what = method + " " + filled + " -> " + answer.status() + " " + answer.text();
        assertThat(answer.status()).as(what).isEqualTo(status);
        String key = template.replaceFirst("\\?.*", "");
        JsonNode said = document.path("paths")
                .path(key)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        assertThat(said.isMissingNode()).as("undocumented: " + what).isFalse();
        String reference = said.path("$ref").asText();
        JsonNode content = (reference.isEmpty() ? said : document.at(reference.substring(1))).path("content");
        assertThat(content.size()).as(what).isEqualTo(1);
        content.properties().forEach(each -> {
            assertThat(answer.type()).as(what).startsWith(each.getKey());
            assertThat(faults(each.getValue().path("schema"), answer.json()))
                    .as(what)
                    .isEmpty();
        });
        if (status < 300) {
            seen.add(method + " " + key);
        }
        return answer.json();
    }

    /** Fields that the document does not name are faults as well: what it leaves out nobody finds. */
    private Set<ValidationMessage> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = Api.JSON.createObjectNode();
        whole.set("components", closed(document.path("components").deepCopy()));
        whole.putArray("allOf").add(closed(schema.deepCopy()));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(value);
    }

    /** Allows objects no fields but those that are named. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OperatorAnswersIT::closed);
        return schema;
    }

    @Test
    void every_answer_of_the_operator_api_is_as_documented() throws Exception {
        String jobs = "/batch/jobs";
        String executions = "/batch/jobs/{name}/executions";
        String execution = "/batch/executions/{id}";
        String schedule = "/batch/schedules/{name}";
        Map<String, String> retention = Map.of("name", "retention");
        checked("GET", jobs, Map.of(), "", 200);
        String done = id(checked("POST", executions, retention, "{\"parameters\": {}}", 202));
        ended(done);
        checked("GET", jobs, Map.of(), "", 200);
        checked("GET", executions + "?limit=1", retention, "", 200);
        checked("GET", executions, Map.of("name", "feedback-import"), "", 200);
        checked("GET", executions + "?limit=0", retention, "", 422);
        checked("GET", executions, Map.of("name", "none"), "", 404);
        checked("POST", executions, retention, "{\"parameters\": {\"days\": \"many\"}}", 422);
        checked("POST", executions, retention, "{", 400);
        checked("POST", executions, retention, "a,b", 415);
        checked("GET", execution, Map.of("id", done), "", 200);
        checked("GET", execution, Map.of("id", "999999"), "", 404);
        checked("GET", execution, Map.of("id", "x"), "", 400);
        checked("POST", execution + "/stop", Map.of("id", done), "", 409);
        checked("POST", execution + "/restart", Map.of("id", done), "", 409);
        checked("POST", execution + "/abandon", Map.of("id", done), "", 409);
        checked("GET", "/batch/processes", Map.of(), "", 200);
        checked("GET", "/batch/schedules", Map.of(), "", 200);
        checked("GET", schedule, retention, "", 200);
        checked("GET", schedule, Map.of("name", "none"), "", 404);
        checked("PATCH", schedule, retention, "{\"enabled\": false}", 200);
        checked("GET", schedule, retention, "", 200);
        checked("PATCH", schedule, retention, "{\"enabled\": true, \"cron\": \"0 0 0 1 1 *\"}", 200);
        checked("PATCH", schedule, retention, "{\"cron\": \"often\"}", 422);

        Map<String, String> first = stopped("first");
        String again = id(checked("POST", execution + "/restart", first, "", 202));
        ended(again);
        checked("GET", execution, Map.of("id", again), "", 200);
        checked("POST", execution + "/abandon", stopped("second"), "", 202);

        Set<String> documented = new TreeSet<>();
        document.path("paths").properties().forEach(path -> {
            if (path.getKey().startsWith("/batch/")) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }
        });
        assertThat(seen).isEqualTo(documented);
    }

    /** Uploads a long file and stops its import; gives the execution. */
    private Map<String, String> stopped(String name) throws Exception {
        StringBuilder csv = new StringBuilder("text\n");
        for (int i = 0; i < 60_000; i++) {
            csv.append("The ")
                    .append(name)
                    .append(" invoice is wrong again, please help me, number ")
                    .append(i)
                    .append('\n');
        }
        String path = "/feedback/imports/"
                + api.done("POST", "/feedback/batch_csv", csv.toString())
                        .path("import_id")
                        .asText();
        Await.until(
                "the import runs", () -> !api.get(path).path("job_execution_id").isNull());
        Map<String, String> execution =
                Map.of("id", api.get(path).path("job_execution_id").asText());
        checked("POST", "/batch/executions/{id}/stop", execution, "", 202);
        ended(execution.getOrDefault("id", ""));
        assertThat(checked("GET", "/batch/executions/{id}", execution, "", 200)
                        .at("/execution/status")
                        .asText())
                .isEqualTo("STOPPED");
        return execution;
    }

    private void ended(String id) {
        Await.until(
                "execution " + id + " is over",
                () -> !api.get("/batch/executions/" + id)
                        .at("/execution/ended_at")
                        .isNull());
    }

    private static String id(JsonNode detail) {
        return detail.at("/execution/id").asText();
    }
}
