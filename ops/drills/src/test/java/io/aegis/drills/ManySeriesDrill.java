/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * More series than the heap that the product is started with holds, by remote write from more senders than it can serve: it lives,
 * takes what it can, puts the rest off by 503, and holds as much as the documentation says. By name only: it measures.
 */
class ManySeriesDrill {

    private static final int SERIES = 15_000;

    /** What the documentation says of the default heap. */
    private static final int HELD = 10_000;

    /** Most bytes of a series, and what the process holds without any. */
    private static final long MOST_PER_SERIES = 10_000;

    private static final long OTHERWISE = 40 << 20;
    private static final int SENDERS = 24;
    private static final int OF_A_REQUEST = 1_500;
    private static final int ROUNDS = 40;

    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    @Test
    void more_senders_and_series_than_it_has_room_for() throws Exception {
        try (Aegis aegis = new Aegis(
                Installation.named("many-series"),
                "data",
                Map.of("AEGIS_JAVA_OPTIONS", "-XX:-AutoCreateSharedArchive"))) {
            aegis.up();
            int port = aegis.api().port();
            long pid = aegis.process("online-api").pid();
            Instant start = Instant.now().minus(Duration.ofHours(12));
            for (int round = 0; round < ROUNDS; round++) {
                send(port, start.plus(Duration.ofMinutes(round)));
            }
            assertThat(Wire.once(port, SeriesBody.request(0, 10, Instant.now())))
                    .isEqualTo(204);
            long held = LiveHeap.bytes(pid);
            int series = series(aegis.api().send("GET", "/metrics", "").text());

            String told = "answers %s; %d series in %d MiB".formatted(new TreeMap<>(answers), series, held >> 20);
            System.out.println(told);
            assertThat(aegis.process("online-api").pid())
                    .as("the process lives")
                    .isEqualTo(pid);
            assertThat(aegis.log("online-api")).doesNotContain("OutOfMemory");
            assertThat(answers.keySet()).as(told).isSubsetOf(204, 503);
            assertThat(answers.get(204)).as(told).isGreaterThan(ROUNDS * SERIES / OF_A_REQUEST / 2);
            assertThat(series).as(told).isBetween(HELD, SERIES);
            assertThat(held).as(told).isLessThan(OTHERWISE + series * MOST_PER_SERIES);
        }
    }

    /** A sample of each series, by all senders at once. */
    private void send(int port, Instant time) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                sent.add(senders.submit(() -> {
                    for (int first = next.getAndAdd(OF_A_REQUEST);
                            first < SERIES;
                            first = next.getAndAdd(OF_A_REQUEST)) {
                        int status = once(port, SeriesBody.request(first, OF_A_REQUEST, time));
                        answers.merge(status, 1, Integer::sum);
                    }
                }));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    /** No answer counts as status 0. */
    private static int once(int port, byte[] request) {
        try {
            return Wire.once(port, request);
        } catch (IOException e) {
            return 0;
        }
    }

    private static int series(String metrics) {
        Matcher found = Pattern.compile("(?m)^aegis_series_memory (\\d+)").matcher(metrics);
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
