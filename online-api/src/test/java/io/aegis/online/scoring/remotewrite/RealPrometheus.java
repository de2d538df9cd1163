/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import io.aegis.testing.Await;
import io.aegis.testing.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.xerial.snappy.Snappy;

/** A Prometheus of its own process that takes remote write, started for a test. */
final class RealPrometheus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private RealPrometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** The program, when it is on the PATH. */
    static Optional<Path> program() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it on a folder, and waits until it is ready. */
    static RealPrometheus start(Path program, Path data) throws Exception {
        int port = FreePorts.of(1).getFirst();
        Path configuration = Files.writeString(data.resolve("prometheus.yml"), "global: {scrape_interval: 1h}\n");
        Path log = data.resolve("prometheus.log");
        Process started = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=native-histograms")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var prometheus = new RealPrometheus(started, "http://127.0.0.1:" + port);
        Await.until("Prometheus gets ready", () -> {
            assertThat(started.isAlive()).as(Files.readString(log)).isTrue();
            return prometheus.status("/-/ready") == 200;
        });
        return prometheus;
    }

    /** Ends it. */
    void close() throws InterruptedException {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
        client.close();
    }

    private int status(String path) throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Sends series by remote write. */
    void send(List<RemoteSeries> all) throws Exception {
        byte[] body = Snappy.compress(message(out -> {
            for (RemoteSeries each : all) {
                out.writeByteArray(1, message(series -> write(series, each)));
            }
        }));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/write"))
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    private static void write(CodedOutputStream out, NativeHistogram histogram) throws IOException {
        out.writeUInt64(1, (long) histogram.count());
        out.writeSInt32(4, histogram.schema());
        out.writeDouble(5, histogram.zeroThreshold());
        out.writeUInt64(6, 0);
        int next = 0;
        long before = 0;
        ByteArrayOutputStream differences = new ByteArrayOutputStream();
        CodedOutputStream packed = CodedOutputStream.newInstance(differences);
        for (int i = 0; i < histogram.positive().size(); i++) {
            int offset = histogram.positive().index(i) - next;
            out.writeByteArray(11, message(span -> {
                span.writeSInt32(1, offset);
                span.writeUInt32(2, 1);
            }));
            next = histogram.positive().index(i) + 1;
            packed.writeSInt64NoTag((long) histogram.positive().count(i) - before);
            before = (long) histogram.positive().count(i);
        }
        packed.flush();
        out.writeByteArray(12, differences.toByteArray());
        out.writeInt64(15, histogram.millis());
    }

    private static void write(CodedOutputStream out, RemoteSeries sent) throws IOException {
        for (Map.Entry<String, String> label : new TreeMap<>(sent.labels()).entrySet()) {
            out.writeByteArray(1, message(text -> {
                text.writeString(1, label.getKey());
                text.writeString(2, label.getValue());
            }));
        }
        for (RemoteSeries.Sample sample : sent.samples()) {
            out.writeByteArray(2, message(point -> {
                point.writeDouble(1, sample.value());
                point.writeInt64(2, sample.millis());
            }));
        }
        for (NativeHistogram histogram : sent.histograms()) {
            out.writeByteArray(4, message(one -> write(one, histogram)));
        }
    }

    /** What Prometheus calculates for each minute, by pod. */
    Map<String, Map<Instant, Double>> query(String expression, Instant from, Instant to) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/query_range?step=60&start="
                                + from.getEpochSecond()
                                + "&end="
                                + to.getEpochSecond() + "&query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Map<String, Map<Instant, Double>> byPod = new TreeMap<>();
        for (JsonNode series : JSON.readTree(response.body()).path("data").path("result")) {
            Map<Instant, Double> values = new TreeMap<>();
            for (JsonNode value : series.path("values")) {
                double number = value.path(1).asText().equals("NaN")
                        ? Double.NaN
                        : value.path(1).asDouble(Double.NaN);
                values.put(Instant.ofEpochSecond(value.path(0).asLong()), number);
            }
            byPod.put(series.path("metric").path("pod").asText(""), values);
        }
        return byPod;
    }
}
