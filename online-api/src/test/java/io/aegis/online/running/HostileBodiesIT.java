/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Bodies that become a hundred times as much in memory, hundreds at once, on the heap that the product is started with. */
class HostileBodiesIT {

    private static final int SENDERS = 60;
    private static final Duration FOR = Duration.ofSeconds(10);

    /** Senders and process share the processors with whatever else runs there. */
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    /**
     * One kind of body.
     *
     * @param path it is sent to
     * @param keyed whether with a key
     * @param headers by name
     * @param body to be sent
     */
    private record Hostile(String path, boolean keyed, Map<String, String> headers, ByteBuffer body) {

        Hostile(String path, boolean keyed, byte[] body, Map<String, String> headers) {
            this(path, keyed, headers, ByteBuffer.wrap(body));
        }
    }

    private static byte[] filled(String before, String each, String after, int size) {
        int times = (size - before.length() - after.length()) / each.length();
        return (before + each.repeat(times) + after).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static List<Hostile> hostile() throws Exception {
        int usual = 65_000;
        int large = (8 << 20) - 1;
        Map<String, String> json = Map.of("Content-Type", "application/json");
        Map<String, String> snappy = Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "snappy");
        Map<String, String> gzipped = Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "gzip");
        Map<String, String> gzippedJson = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
        byte[] series = new byte[16 << 20];
        for (int i = 0; i < series.length; i += 2) {
            series[i] = 10;
        }
        StringBuilder names = new StringBuilder("{\"raw_content\":\"x\"");
        for (int i = 0; names.length() < usual; i++) {
            names.append(",\"n").append(i).append("\":0");
        }
        String sample =
                "{\"metric_type\":\"cpu_usage\",\"value\":1,\"timestamp\":\"2026-11-20T10:00:00Z\",\"x\":[0,0,0,0]},";
        return List.of(
                new Hostile("/feedback", false, filled("{\"raw_content\":\"x\",\"y\":[", "{},", "0]}", usual), json),
                new Hostile("/feedback", false, names.append('}').toString().getBytes(StandardCharsets.UTF_8), json),
                new Hostile("/feedback", false, filled("{\"raw_content\":\"", "\u0301\u0323", "\"}", usual / 2), json),
                new Hostile("/feedback", false, filled("{\"raw_content\":\"", "<b></p>", "\"}", usual), json),
                new Hostile("/feedback", false, filled("", "[", "", usual), json),
                new Hostile(
                        "/feedback/batch_csv",
                        false,
                        filled("", "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n", "", usual),
                        Map.of("Content-Type", "multipart/form-data; boundary=b")),
                new Hostile("/api/v1/prometheus/write", true, Snappy.compress(series), snappy),
                new Hostile("/v1/metrics", true, gzip(series), gzipped),
                new Hostile(
                        "/v1/metrics",
                        true,
                        gzip(filled(
                                "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[",
                                "{\"key\":\"k\",\"value\":{\"intValue\":1}},",
                                "{}]}}]}",
                                16 << 20)),
                        gzippedJson),
                new Hostile(
                        "/v1/logs",
                        true,
                        gzip(filled(
                                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[", "{},", "{}]}]}]}", 16 << 20)),
                        gzippedJson),
                new Hostile("/loki/api/v1/push", true, Snappy.compress(series), snappy),
                new Hostile(
                        "/api/v1/detect-anomaly", true, filled("{\"context\":{\"a\":[", "{},", "0]}}", large), json),
                new Hostile("/api/v1/detect-anomaly", true, filled("{\"metrics\":[", sample, "{}]}", large), json),
                new Hostile("/api/v1/alertmanager", true, filled("{\"alerts\":[", "{},", "{}]}", 4 << 20), json));
    }

    private static void sendUntil(AtomicBoolean over, ApiProcess api, Hostile body, Map<Integer, Integer> answers)
            throws InterruptedException {
        while (!over.get()) {
            var request = api.request(body.path())
                    .POST(BodyPublishers.ofByteArray(body.body().array()));
            if (!body.keyed()) {
                request.setHeader("X-API-Key", "");
            }
            body.headers().forEach(request::header);
            try {
                answers.merge(api.send(request).status(), 1, Integer::sum);
            } catch (UncheckedIOException e) {
                // A refused body may end the connection under its sender.
                answers.merge(0, 1, Integer::sum);
            }
        }
    }

    @Test
    void the_process_lives_and_answers_others() throws Exception {
        List<Hostile> bodies = hostile();
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, Map.of());
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Hostile body = bodies.get(i % bodies.size());
                sent.add(senders.submit(() -> {
                    sendUntil(over, api, body, answers);
                    return null;
                }));
            }
            long end = System.nanoTime() + FOR.toNanos();
            long last = System.nanoTime() + AT_MOST.toNanos();
            Map<String, Integer> refusals = new TreeMap<>();
            int taken = 0;
            int asked = 0;
            int slow = 0;
            for (int i = 0; System.nanoTime() < end || (taken == 0 && System.nanoTime() < last); i++) {
                ApiProcess.Reply live = api.get("/health/live");
                assertThat(live.status()).isEqualTo(200);
                asked++;
                slow += live.took().compareTo(Duration.ofSeconds(5)) > 0 ? 1 : 0;
                ApiProcess.Reply honest = api.post("I was charged twice, number " + i);
                assertThat(honest.status()).isIn(201, 503);
                taken += honest.status() == 201 ? 1 : 0;
                refusals.merge(honest.body().path("detail").asText(), 1, Integer::sum);
            }
            over.set(true);
            for (Future<?> each : sent) {
                each.get();
            }
            assertThat(answers.keySet()).as("%s", answers).isSubsetOf(0, 200, 201, 204, 400, 413, 422, 503);
            assertThat(answers.getOrDefault(422, 0)).isPositive();
            assertThat(taken)
                    .as("honest posts, beside %s; refused were %s", answers, refusals)
                    .isPositive();
            assertThat(slow).as("slow answers about life, of %d", asked).isLessThanOrEqualTo(1 + asked / 10);
            Await.until(
                    "afterwards all is well again",
                    () -> api.post("And afterwards all is well again").status() < 300);
            assertThat(api.log()).doesNotContain("OutOfMemory");
        }
    }
}
