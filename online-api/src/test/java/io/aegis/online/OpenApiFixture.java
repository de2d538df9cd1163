/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.aegis.online.running.RealDatabase;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The application with its document, against which answers are held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenApiFixture {

    static final ObjectMapper JSON = new ObjectMapper();

    final HttpClient client = HttpClient.newHttpClient();
    Application application;
    JsonNode document;

    @BeforeAll
    void start() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(RealDatabase.shared().settings());
        settings.put("AEGIS_PORT", "0");
        settings.put("ENABLE_MOCK_MODE", "true");
        // There has to be a review to show.
        settings.put("MOCK_LLM_DISAGREEMENT", "1");
        settings.put("MOCK_LLM_DELAY_MS", "1");
        Main.Start start =
                Main.start(settings, Path.of("target"), new PrintStream(System.err, true, StandardCharsets.UTF_8));
        application = ((Main.Started) start).application();
        document = JSON.readTree(send("GET", "/openapi", "").body());
    }

    @AfterAll
    void close() {
        client.close();
        application.close();
    }

    HttpResponse<String> send(String method, String path, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + application.port() + path))
                .header("X-API-Key", "dev_api_key")
                .header("X-Aegis-Request", "1")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", json.startsWith("{") ? "application/json" : "text/csv");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request and holds the answer against what the document says of it. */
    JsonNode checked(String method, String template, String path, String json, int status) throws Exception {
        HttpResponse<String> answer = send(method, path, json);
        String what = method + " " + path + " -> " + answer.statusCode() + " " + answer.body();
        assertThat(answer.statusCode()).as(what).isEqualTo(status);
        JsonNode said = document.path("paths")
                .path(template)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status));
        assertThat(said.isMissingNode()).as("undocumented: " + what).isFalse();
        String reference = said.path("$ref").asText();
        JsonNode content = (reference.isEmpty() ? said : document.at(reference.substring(1))).path("content");
        JsonNode body = answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
        content.properties().forEach(each -> {
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(what)
                    .startsWith(each.getKey());
            assertThat(faults(each.getValue().path("schema"), body)).as(what).isEmpty();
        });
        return body;
    }

    Set<ValidationMessage> faults(JsonNode schema, JsonNode value) {
        // The schema stands in the document, whose other schemas it names.
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", document.path("components"));
        whole.putArray("allOf").add(schema);
        JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        return compiled.validate(value);
    }
}
