/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The document at /openapi tells neither more nor less than what is served. */
class OpenApiIT extends OpenApiFixture {

    private static final String FORWARDED = "/batch/{+path}";

    @Test
    void every_route_is_documented_and_every_documented_one_is_served() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    String template = path.getKey().startsWith("/batch/") ? FORWARDED : path.getKey();
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + template);
                }));
        assertThat(documented).isEqualTo(new TreeSet<>(application.served()));
    }

    /** Asks for exactly one type, with the parameters that it is answered with; whether it is refused for that. */
    private boolean refuses(String method, String path, String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + path))
                .header("X-API-Key", "dev_api_key")
                .header("X-Aegis-Request", "1")
                .header("Accept", type)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        // Events go on for minutes; their status is there at once.
        answer.body().close();
        return answer.statusCode() == 406;
    }

    @Test
    void each_route_answers_who_accepts_nothing_but_the_type_that_it_produces() throws Exception {
        Set<String> asked = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            String somewhere =
                    path.getKey().replace("{id}", UUID.randomUUID().toString()).replaceAll("\\{[^}]*}", "none");
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                for (JsonNode response : method.getValue().path("responses").findValues("content")) {
                    for (String type : names(response)) {
                        String what = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " as " + type;
                        boolean problem = type.endsWith("problem+json");
                        if (!problem && asked.add(what)) {
                            for (String accepted : List.of(type, type + "; charset=utf-8")) {
                                if (refuses(method.getKey().toUpperCase(Locale.ROOT), somewhere, accepted)) {
                                    refused.add(what + " (" + accepted + ")");
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(40).anyMatch(each -> each.endsWith("rejects.csv as text/csv"));
        assertThat(refused).isEmpty();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void every_example_is_as_its_schema_says_and_every_reference_leads_somewhere() {
        for (JsonNode content : document.findValues("content")) {
            content.properties().forEach(each -> {
                if (each.getKey().endsWith("json") && each.getValue().has("example")) {
                    assertThat(faults(
                                    each.getValue().path("schema"),
                                    each.getValue().path("example")))
                            .as(each.getValue().path("example").toString())
                            .isEmpty();
                }
            });
        }
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        assertThat(new TreeSet<>(document.findValuesAsText("operationId")))
                .hasSameSizeAs(document.findValuesAsText("operationId"));
    }
}
