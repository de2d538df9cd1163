/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.events.EventHub;
import io.aegis.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What one replica does, readers of the other are told, and nobody misses what came while he was away. */
class EventsIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A reader of one replica. */
    private record Reader(InputStream body, Scanner lines) implements AutoCloseable {

        static Reader of(ApiProcess api, String lastId) throws Exception {
            HttpRequest.Builder request = api.request("/events");
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            HttpResponse<InputStream> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            return new Reader(answer.body(), new Scanner(answer.body(), StandardCharsets.UTF_8).useDelimiter("\n\n"));
        }

        /** Reads on until an event of a kind about a thing; gives its id. */
        String await(String kind, String about) throws Exception {
            return CompletableFuture.supplyAsync(() -> {
                        while (lines.hasNext()) {
                            String event = lines.next();
                            if (event.contains("event: " + kind + "\n") && event.contains(about)) {
                                return event.lines().findFirst().orElseThrow().replace("id: ", "");
                            }
                        }
                        throw new AssertionError("the stream ended before " + kind + " about " + about);
                    })
                    .orTimeout(20, TimeUnit.SECONDS)
                    .get();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void readers_of_one_replica_are_told_what_another_does_and_go_on_where_they_were() throws Exception {
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess one = ApiProcess.start(database, Map.of());
                ApiProcess two = ApiProcess.start(database, Map.of())) {
            String id;
            String last;
            try (Reader reader = Reader.of(one, "")) {
                reader.await("hello", "{}");
                id = two.post("Somebody hacked my account and stole all my money, event")
                        .id();
                reader.await("feedback", id);
                reader.await("alert", id);
                last = reader.await("stats", "\"total\":1");
            }
            String missed = two.post("The menu is confusing, event").id();
            two.send(two.request("/feedback/" + id + "/resolve").method("PATCH", HttpRequest.BodyPublishers.noBody()));
            try (Reader reader = Reader.of(two, last)) {
                reader.await("feedback", missed);
                reader.await("feedback", "\"version\":1,\"status\":\"Resolved\"");
            }
            assertThat(one.send(HttpRequest.newBuilder(URI.create(
                                    one.request("/events").build().uri().toString())))
                            .status())
                    .isEqualTo(401);
            assertThat(one.log() + two.log()).doesNotContain("\"level\":\"ERROR\"");
        }
    }

    @Test
    void a_revoked_key_hears_nothing_more_and_one_key_does_not_lock_the_others_out() throws Exception {
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, Map.of())) {
            String key = "the key of one agent";
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            database.number(
                    "INSERT INTO api_key (id, key_hash, name, roles, created_at)"
                            + " VALUES (UUID(), ?, 'one', 'AGENT', UTC_TIMESTAMP(6)) RETURNING 1",
                    hash);
            HttpRequest.Builder listen = api.request("/events").setHeader("X-API-Key", key);
            Await.until(
                    "the key is known",
                    () -> api.send(api.request("/feedback").setHeader("X-API-Key", key))
                                    .status()
                            == 200);
            List<InputStream> streams = new ArrayList<>();
            for (int i = 0; i < EventHub.MOST_OF_KEY; i++) {
                HttpResponse<InputStream> answer =
                        CLIENT.send(listen.build(), HttpResponse.BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                streams.add(answer.body());
            }
            assertThat(api.send(listen).status()).isEqualTo(503);
            try (Reader other = Reader.of(api, "")) {
                other.await("hello", "{}");
            }

            database.number("DELETE FROM api_key WHERE key_hash = ? RETURNING 1", hash);
            long revoked = System.nanoTime();
            for (InputStream stream : streams) {
                stream.readAllBytes();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void listening_readers_do_not_hold_up_the_end_of_the_process() throws Exception {
        try (RealDatabase database = RealDatabase.shared()) {
            ApiProcess api = ApiProcess.start(database, Map.of());
            Reader reader = Reader.of(api, "");
            reader.await("hello", "{}");
            long before = System.nanoTime();
            api.close();
            // The grace that requests get is ten seconds; nothing of it is needed.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));
            assertThat(api.log()).doesNotContain("cut off");
            reader.close();
        }
    }
}
