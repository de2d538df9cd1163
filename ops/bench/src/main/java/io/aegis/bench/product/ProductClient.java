/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks a running Aegis, one request after the other, and reads its JSON. Gives up after a minute without an answer. */
public final class ProductClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final Optional<String> key;

    /**
     * A client.
     *
     * @param server such as {@code http://127.0.0.1:8000}
     * @param key where the server asks for one
     */
    public ProductClient(URI server, Optional<String> key) {
        this.server = server;
        this.key = key;
    }

    /** One with the key of an environment, {@code API_KEY}; without it that of a product that nobody has set up yet. */
    public static ProductClient of(URI server, Map<String, String> environment) {
        return new ProductClient(server, Optional.of(environment.getOrDefault("API_KEY", "dev_api_key")));
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body its JSON, missing when it has none
     */
    public record Answer(int status, JsonNode body) {

        /**
         * The body of an answer with this status.
         *
         * @throws IOException when it has another
         */
        public JsonNode expect(int wanted) throws IOException {
            if (status != wanted) {
                throw new IOException("answered " + status + ": "
                        + (body.isMissingNode()
                                ? "no JSON"
                                : body.path("detail").asText(body.toString())));
            }
            return body;
        }
    }

    /** What is at a path. */
    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Posts something large, for which the server has so long. */
    Answer upload(String path, String type, BodyPublisher body, Duration limit)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).timeout(limit).POST(body));
    }

    /** Posts JSON. */
    public Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Reads JSON Lines, one after the other as they come. */
    public void lines(String path, Consumer<JsonNode> each) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = exchange(request(path).GET(), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode());
            }
            lines.map(ProductClient::json).forEach(each);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            return new Answer(response.statusCode(), JSON.missingNode());
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return client.send(request.build(), body);
        } catch (ConnectException e) {
            // The client's own says nothing.
            throw new IOException("nobody answers at " + server, e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
        key.ifPresent(each -> request.header("X-API-Key", each));
        return request;
    }
}
