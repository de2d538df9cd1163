/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Bodies that once ended the process, from three hundred connections, on the heap that the product is started with: it lives, says so
 * soon, serves others, and has its memory back afterwards. By name only: it measures, and needs the machine for itself.
 */
class DeadlyBodiesDrill {

    private static final int CONNECTIONS = 300;
    private static final Duration FOR = Duration.ofSeconds(60);

    /** What is asked about life waits for at most this long. */
    private static final Duration SOON = Duration.ofMillis(500);

    /** More live heap than before, in bytes, once all is over: caches of what was loaded meanwhile. */
    private static final long MORE_HEAP = 16 << 20;

    /** Statuses of answers, and how often each came; 0 for a connection that ended before one. */
    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    private void send(int port, HostileBody body, AtomicBoolean over) {
        while (!over.get()) {
            answers.merge(sent(port, body), 1, Integer::sum);
        }
    }

    private static int sent(int port, HostileBody body) {
        try (Wire wire = new Wire(port)) {
            return wire.exchange(body.request()).status();
        } catch (IOException e) {
            // A refused body may end the connection under its sender.
            return 0;
        }
    }

    /** What somebody sees who uses the product meanwhile. */
    private record Honest(Latencies live, Latencies posts, Map<Integer, Integer> posted) {

        static Honest until(int port, long end) throws Exception {
            Honest seen = new Honest(new Latencies(), new Latencies(), new TreeMap<>());
            for (int i = 0; System.nanoTime() - end < 0; i++) {
                String text = "{\"raw_content\": \"I was charged twice, number " + i + "\"}";
                assertThat(seen.live.took(() -> Wire.once(port, Wire.get("/health/live"))))
                        .isEqualTo(200);
                int status = seen.posts.took(() -> statusOfPost(port, text));
                seen.posted.merge(status, 1, Integer::sum);
            }
            return seen;
        }
    }

    /** The status of a post; 0 when no answer comes. */
    private static int statusOfPost(int port, String text) throws IOException {
        try {
            return Wire.once(port, Wire.json("/feedback", text));
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Test
    void three_hundred_senders_for_a_minute() throws Exception {
        try (Aegis aegis = new Aegis(
                Installation.named("deadly"),
                "data",
                // As it is started by default: a JVM without its better compiler would take twice the time.
                Map.of("AEGIS_JAVA_OPTIONS", "-XX:-AutoCreateSharedArchive"))) {
            aegis.up();
            int port = aegis.api().port();
            long pid = aegis.process("online-api").pid();
            List<HostileBody> bodies = HostileBody.all();
            bodies.forEach(body -> sent(port, body));
            long before = LiveHeap.bytes(pid);

            Honest seen = attack(port, bodies);

            String told = "live %s; posts %s %s; hostile %s"
                    .formatted(seen.live(), seen.posts(), seen.posted(), new TreeMap<>(answers));
            System.out.println(told);
            assertThat(aegis.process("online-api").pid())
                    .as("the process lives")
                    .isEqualTo(pid);
            assertThat(aegis.log("online-api")).doesNotContain("OutOfMemory");
            assertThat(answers.keySet()).as(told).isSubsetOf(0, 200, 201, 204, 400, 413, 422, 503);
            assertThat(answers.getOrDefault(422, 0)).as(told).isPositive();
            assertThat(seen.posted().keySet()).as(told).isSubsetOf(201, 503);
            assertThat(seen.posted().getOrDefault(201, 0)).as(told).isPositive();
            assertThat(seen.live().longest()).as(told).isLessThan(SOON);
            Await.until("its memory is back", () -> LiveHeap.bytes(pid) < before + MORE_HEAP);
            assertThat(Wire.once(port, Wire.json("/feedback", "{\"raw_content\": \"And then all is well again\"}")))
                    .isEqualTo(201);
        }
    }

    private Honest attack(int port, List<HostileBody> bodies) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                HostileBody body = bodies.get(i % bodies.size());
                sent.add(senders.submit(() -> send(port, body, over)));
            }
            try {
                return Honest.until(port, System.nanoTime() + FOR.toNanos());
            } finally {
                over.set(true);
                for (Future<?> each : sent) {
                    each.get();
                }
            }
        }
    }
}
