/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import io.aegis.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the operator API. */
final class OperatorClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int FIRST_ERROR = 400;

    private final URI address;
    private final Secret key;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    OperatorClient(URI address, Secret key) {
        this.address = address;
        this.key = key;
    }

    JsonNode get(String path) throws RefusedException, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode send(String method, String path, Map<String, ?> body) throws RefusedException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT).header("X-API-Key", key.reveal());
    }

    private JsonNode send(HttpRequest.Builder request) throws RefusedException, InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new RefusedException(told(body, answer.statusCode()));
            }
            return body;
        } catch (IOException e) {
            throw new RefusedException(
                    "batch-jobs does not answer at " + address + "; is it running? (ops/aegis up)", e);
        } catch (JacksonException e) {
            throw new RefusedException("what answers at " + address + " is not batch-jobs", e);
        }
    }

    private static String told(JsonNode problem, int status) {
        String fields = problem.path("errors")
                .valueStream()
                .map(error -> "\n  " + error.path("field").asString("") + " "
                        + error.path("message").asString(""))
                .collect(Collectors.joining());
        return problem.path("detail").asString("HTTP status " + status) + fields;
    }

    @Override
    public void close() {
        client.close();
    }
}
