/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
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

    /** A post is answered in this time, be it by 503: the senders have both cores, and their own half of what is computed is here too. */
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    /** Between two questions, and between two posts. */
    private static final Duration PAUSE = Duration.ofMillis(200);

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

    /** One who uses the product meanwhile. */
    private static final class User implements Runnable {

        final Latencies latencies = new Latencies();
        final Map<Integer, Integer> statuses = new TreeMap<>();
        private final int port;
        private final IntFunction<byte[]> requests;
        private int number;

        User(int port, IntFunction<byte[]> requests) {
            this.port = port;
            this.requests = requests;
        }

        /** Does one thing more, on a connection of its own. No answer counts as status 0. */
        @Override
        public void run() {
            long before = System.nanoTime();
            statuses.merge(status(), 1, Integer::sum);
            latencies.note(Duration.ofNanos(System.nanoTime() - before));
        }

        private int status() {
            try {
                return Wire.once(port, requests.apply(number++));
            } catch (IOException e) {
                return 0;
            }
        }

        @Override
        public String toString() {
            return latencies + " " + statuses;
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

            User asking = new User(port, _ -> Wire.get("/health/live"));
            User posting = new User(port, DeadlyBodiesDrill::complaint);
            attack(port, bodies, List.of(asking, posting));

            String told = "live %s; posts %s; hostile %s".formatted(asking, posting, new TreeMap<>(answers));
            System.out.println(told);
            assertThat(aegis.process("online-api").pid())
                    .as("the process lives")
                    .isEqualTo(pid);
            assertThat(aegis.log("online-api")).doesNotContain("OutOfMemory");
            assertThat(answers.keySet()).as(told).isSubsetOf(0, 200, 201, 204, 400, 413, 422, 503);
            assertThat(answers.getOrDefault(422, 0)).as(told).isPositive();
            assertThat(asking.statuses.keySet()).as(told).containsOnly(200);
            assertThat(asking.latencies.longest()).as(told).isLessThan(SOON);
            assertThat(posting.statuses.keySet()).as(told).isSubsetOf(201, 503);
            assertThat(posting.statuses.getOrDefault(201, 0)).as(told).isGreaterThan(posting.latencies.count() / 2);
            assertThat(posting.latencies.longest()).as(told).isLessThan(ANSWERED);
            Await.until("its memory is back", () -> LiveHeap.bytes(pid) < before + MORE_HEAP);
            assertThat(Wire.once(port, Wire.json("/feedback", "{\"raw_content\": \"And then all is well again\"}")))
                    .isEqualTo(201);
        }
    }

    private static byte[] complaint(int number) {
        return Wire.json("/feedback", "{\"raw_content\": \"I was charged twice, number " + number + "\"}");
    }

    /** Whoever measures has a thread of the operating system, so as not to queue behind the senders of its own process. */
    private void attack(int port, List<HostileBody> bodies, List<User> users) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newScheduledThreadPool(users.size())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                HostileBody body = bodies.get(i % bodies.size());
                sent.add(senders.submit(() -> send(port, body, over)));
            }
            List<Future<?>> using = new ArrayList<>();
            for (User user : users) {
                using.add(clock.scheduleWithFixedDelay(user, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            }
            assertThat(clock.awaitTermination(FOR.toSeconds(), TimeUnit.SECONDS))
                    .isFalse();
            assertThat(using).noneMatch(Future::isDone);
            clock.shutdown();
            over.set(true);
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }
}
