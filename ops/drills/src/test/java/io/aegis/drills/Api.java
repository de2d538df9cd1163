/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aegis.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A client of the online API, as an administrator. */
final class Api implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Api(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param type of the content
     * @param text the body
     */
    record Answer(int status, String type, String text) {

        JsonNode json() {
            try {
                return type.contains("json") ? JSON.readTree(text) : MissingNode.getInstance();
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }
    }

    int port() {
        return port;
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-API-Key", "dev_api_key")
                .header("X-Aegis-Request", "1")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", body.startsWith("{") ? "application/json" : "text/csv");
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
    }

    /** Sends what must succeed, again while a busy machine says 503, by which nothing is lost. */
    JsonNode done(String method, String path, String body) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        Await.until(method + " " + path + " is not put off", () -> {
            answers.add(send(method, path, body));
            return answers.getLast().status() != 503;
        });
        Answer answer = answers.getLast();
        if (answer.status() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer);
        }
        return answer.json();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return done("GET", path, "");
    }

    /** Launches a job and waits for its end. */
    JsonNode ran(String job, String parameters) throws IOException, InterruptedException {
        long id = done("POST", "/batch/jobs/" + job + "/executions", "{\"parameters\": " + parameters + "}")
                .path("execution")
                .path("id")
                .asLong();
        Await.until(
                job + " has ended",
                () -> !get("/batch/executions/" + id)
                        .path("execution")
                        .path("ended_at")
                        .isNull());
        return get("/batch/executions/" + id);
    }

    @Override
    public void close() {
        client.close();
    }
}
