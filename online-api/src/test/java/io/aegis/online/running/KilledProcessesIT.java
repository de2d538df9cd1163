/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.running.ApiProcess.Reply;
import io.aegis.testing.Await;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was acknowledged is there, whoever was killed. */
class KilledProcessesIT {

    private static final int CLIENTS = 16;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 300;

    @Test
    void killing_the_api_under_load_loses_no_acknowledged_row() throws Exception {
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, Map.of());
                Load load = new Load(api)) {
            load.awaitAcknowledged(ACKNOWLEDGED_BEFORE_THE_KILL);
            api.kill();
            load.stop();

            load.assertAllStored(database);
            try (ApiProcess next = ApiProcess.start(database, Map.of())) {
                assertThat(next.post(load.acknowledged().getFirst().text()).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void killing_the_database_under_load_loses_no_acknowledged_row_and_the_api_recovers() throws Exception {
        try (RealDatabase database = RealDatabase.own("killed");
                ApiProcess api = ApiProcess.start(database, Map.of());
                Load load = new Load(api)) {
            load.awaitAcknowledged(ACKNOWLEDGED_BEFORE_THE_KILL);
            kill("-KILL", database.pid());
            Reply refused = firstProblem(api);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();
            load.stop();

            database.restart();
            Await.until(
                    "posts are accepted again", () -> api.post("Are you back?").status() < 300);
            load.assertAllStored(database);
        }
    }

    @Test
    void a_database_that_hangs_is_answered_for_by_the_deadline() throws Exception {
        try (RealDatabase database = RealDatabase.own("hanging");
                ApiProcess api = ApiProcess.start(database, Map.of())) {
            api.post("Everything is fine");
            kill("-STOP", database.pid());
            try {
                for (int i = 0; i < 10; i++) {
                    Reply reply = api.post("Nobody answers, says text " + i);
                    assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
                    assertThat(reply.header("Retry-After")).isPresent();
                    // The deadline is half a second; the rest is for a busy machine, and far less than TCP would wait.
                    assertThat(reply.took()).as(reply.toString()).isLessThan(Duration.ofSeconds(10));
                }
                assertThat(api.get("/health/live").status()).isEqualTo(200);
                Await.until(
                        "it says that it is not ready",
                        () -> api.get("/health/ready").status() == 503);
            } finally {
                kill("-CONT", database.pid());
            }
            Await.until(
                    "posts are accepted again", () -> api.post("Are you back?").status() < 300);
            Await.until("it is ready again", () -> api.get("/health/ready").status() == 200);
        }
    }

    @Test
    void a_graceful_stop_finishes_what_it_took() throws Exception {
        try (RealDatabase database = RealDatabase.shared()) {
            ApiProcess api = ApiProcess.start(
                    database,
                    Map.of("ENABLE_MOCK_MODE", "true", "MOCK_LLM_DELAY_MS", "4000", "AI_TIMEOUT_SECONDS", "30"));
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Reply>> posts = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    String text = "This is under way while the server stops, text " + i;
                    posts.add(clients.submit(() -> api.post(text)));
                }
                Await.until("all are being answered", () -> api.meter("aegis_feedback_flights") == 20);
                api.close();
                for (Future<Reply> post : posts) {
                    assertThat(post.get().status()).isEqualTo(201);
                }
            }
            assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE source = 'AI'"))
                    .isEqualTo(20);
        }
    }

    private static Reply firstProblem(ApiProcess api) throws Exception {
        List<Reply> replies = new ArrayList<>();
        Await.until("a post is refused", () -> {
            replies.add(api.post("Is the database there? Question " + replies.size()));
            return replies.getLast().status() >= 300;
        });
        return replies.getLast();
    }

    private static void kill(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Clients that post one text after another until they are stopped. */
    private static final class Load implements AutoCloseable {

        /** What a client was told to be stored. */
        record Acknowledged(String text, String id) {}

        private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger number = new AtomicInteger();
        private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

        Load(ApiProcess api) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> postUntilStopped(api));
            }
        }

        private void postUntilStopped(ApiProcess api) {
            while (!stopped.get()) {
                String text = "Under load, text number " + number.incrementAndGet();
                try {
                    Reply reply = api.post(text);
                    if (reply.status() == 201) {
                        acknowledged.add(new Acknowledged(text, reply.id()));
                    }
                } catch (UncheckedIOException e) {
                    // A killed server breaks connections: such a post was not acknowledged.
                    Thread.onSpinWait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        List<Acknowledged> acknowledged() {
            return List.copyOf(acknowledged);
        }

        void awaitAcknowledged(int count) throws Exception {
            Await.until(count + " acknowledged", () -> acknowledged.size() >= count);
        }

        void stop() {
            stopped.set(true);
            clients.close();
        }

        void assertAllStored(RealDatabase database) throws Exception {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
            for (Acknowledged one : acknowledged) {
                assertThat(database.number(
                                "SELECT COUNT(*) FROM feedback WHERE id = ? AND clean_content = ?",
                                one.id(),
                                one.text()))
                        .as(one.toString())
                        .isEqualTo(1);
            }
            assertThat(database.number("SELECT COUNT(*) - COUNT(DISTINCT content_hash) FROM feedback"))
                    .isZero();
        }

        @Override
        public void close() {
            stop();
        }
    }
}
