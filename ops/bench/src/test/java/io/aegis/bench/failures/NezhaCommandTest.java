/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aegis.bench.command.BenchRun;
import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NezhaCommandTest {

    private static final Instant START = Instant.parse("2023-01-29T08:00:09Z");
    private static final int FAULT = 40;

    @TempDir
    private Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path folder = Path.of("");

    /** An hour in which one of two pods gets busy for five minutes. */
    @BeforeEach
    void write() throws IOException {
        folder = root.resolve("2023-01-29");
        Files.createDirectories(folder.resolve("metric"));
        Files.createDirectories(folder.resolve("log"));
        for (String pod : List.of("cart", "mail")) {
            StringBuilder csv = new StringBuilder(
                    "Time,PodName,CpuUsageRate(%),MemoryUsageRate(%),PodWorkload(Ops),PodServerLatencyP90(s)\n");
            for (int minute = 0; minute < 60; minute++) {
                boolean busy = pod.equals("cart") && minute >= FAULT && minute < FAULT + 5;
                String time = START.plusSeconds(60L * minute)
                        .toString()
                        .replace('T', ' ')
                        .replace("Z", ".5 +0000 UTC");
                csv.append(time).append(',').append(pod).append(',').append(busy ? 95 : 20 + minute % 3);
                csv.append(",30,").append(minute == 7 ? "" : "5").append(',').append(minute == 8 ? "0" : "0.1");
                csv.append('\n');
            }
            gzip(folder.resolve("metric/" + pod + "_metric.csv.gz"), csv.toString());
        }
        for (int file = 0; file < 12; file++) {
            gzip(folder.resolve("log/08_%02d_log.csv.gz".formatted(file)), """
                    Timestamp,PodName,Log
                    2023-01-29T08:%02d:30Z,cart,"{""log"":""17:13:13.068 INFO  o.s.Cart#3 sold 3\\n""}"
                    2023-01-29T08:%02d:31Z,cart,"{""log"":""nothing known""}"
                    2023-01-29T08:%02d:32Z,mail,"{""log"":""17:13:13.068 TRACE  sent""}"
                    """.formatted(file, file, file));
        }
        Files.writeString(folder.resolve("2023-01-29-fault_list.json"), """
                {"08": [{"inject_time": "%s", "inject_pod": "cart", "inject_type": "cpu_contention"}]}
                """.formatted(
                START.plusSeconds(60L * FAULT - 5).toString().replace('T', ' ').replace("Z", "")));
    }

    private static void gzip(Path file, String text) throws IOException {
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write(text);
        }
    }

    private int run(String... arguments) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] all = Stream.concat(Stream.of("nezha"), Stream.of(arguments)).toArray(String[]::new);
        return BenchRun.of(Map.of("API_KEY", "k"), out, all);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_clear_fault_is_found_where_it_is() throws Exception {
        assertThat(run(folder.toString())).isZero();

        assertThat(text())
                .contains("2023-01-29: 476 samples, 24 lines, 60 minutes judged")
                .contains("1 faults: precision 1.000 recall 0.750")
                .contains("found within 3 min 1.00, 0.0 % of normal minutes alarmed, 0.00 false alarms/h")
                .contains("cause at 1/3/5 100.0/100.0/100.0 %; kind 1.000")
                .contains("kind right: 1.000 (1/1) of all, 1.000 (1/1) of those that the data show")
                .contains("  cpu_saturation  told cpu_saturation 1");
    }

    @Test
    void what_is_known_beside_the_pods_is_shown_when_asked_for() throws Exception {
        StringBuilder front = new StringBuilder("Time,ServiceName,SuccessRate(%)\n");
        StringBuilder calls = new StringBuilder("time,timestamp,cart_mail,cart_bank\n");
        for (int minute = 0; minute < 60; minute++) {
            String time =
                    START.plusSeconds(60L * minute).toString().replace('T', ' ').replace("Z", ".5 +0000 UTC");
            boolean failing = minute >= FAULT && minute < FAULT + 4;
            front.append(time).append(",Cart,").append(failing ? "94.5" : "100").append('\n');
            calls.append(time)
                    .append(",0,")
                    .append(minute % 7 == 0 ? "NaN" : "0.02")
                    .append(",0.01\n");
        }
        gzip(folder.resolve("metric/front_service.csv.gz"), front.toString());
        gzip(folder.resolve("metric/source_50.csv.gz"), calls.toString());
        for (String pod : List.of("cart", "mail")) {
            Files.delete(folder.resolve("metric/" + pod + "_metric.csv.gz"));
            quiet(pod);
        }
        Files.writeString(folder.resolve("2023-01-29-fault_list.json"), """
                {"08": [{"inject_time": "%s", "inject_pod": "mail", "inject_type": "exception"}]}
                """.formatted(
                START.plusSeconds(60L * FAULT - 5).toString().replace('T', ' ').replace("Z", "")));
        assertThat(Day.read(folder, true).calls()).hasSize(51).allMatch(call -> call.calls() == 300);

        assertThat(run(folder.toString())).isZero();
        assertThat(text())
                .contains("kind right: 0.000 (0/1) of all, 0.000 (0/0) of those that the data show")
                .contains("T08:40:04Z exception in mail was told unknown, and does not show");
        printed.reset();
        assertThat(run(folder.toString(), "--entry-and-calls")).isZero();
        assertThat(text()).contains("kind right: 1.000 (1/1) of all, 1.000 (1/1) of those that the data show");
    }

    private void quiet(String pod) throws IOException {
        StringBuilder csv = new StringBuilder(
                "Time,PodName,CpuUsageRate(%),MemoryUsageRate(%),PodWorkload(Ops),PodServerLatencyP90(s)\n");
        for (int minute = 0; minute < 60; minute++) {
            String time =
                    START.plusSeconds(60L * minute).toString().replace('T', ' ').replace("Z", ".5 +0000 UTC");
            csv.append(time).append(',').append(pod).append(",20,30,5,0.1\n");
        }
        gzip(folder.resolve("metric/" + pod + "_metric.csv.gz"), csv.toString());
    }

    @Test
    void a_share_of_successes_that_is_always_nothing_was_not_measured() {
        var view = new OuterView(List.of(
                new MetricSample(Series.of(MetricType.REQUEST_RATE, Map.of("service", "frontend-5-x")), 2, START)));
        String csv = "Time,ServiceName,SuccessRate(%)\n2023-01-29 08:00:09.1 +0000 UTC,Frontend,";

        assertThat(view.failedRequests(csv + "0\n")).isEmpty();
        assertThat(view.failedRequests(csv + "75\n"))
                .containsExactly(new MetricSample(
                        Series.of(MetricType.ERROR_RATE, Map.of("service", "frontend-5-x")), 0.25, START));
    }

    @Test
    void a_server_is_shown_the_same() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/detect-failure", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean ours = "k".equals(exchange.getRequestHeaders().getFirst("X-API-Key"))
                    && body.contains("\"metric_type\":\"cpu_usage\"");
            byte[] answer = """
                    {"failure_detected": true,
                     "details": {"likely_type": "cpu_saturation", "ranking": [{"service": "mail"}, {"service": "cart"}]}}""".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(ours ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            assertThat(run(
                            folder.toString(),
                            "http://127.0.0.1:" + server.getAddress().getPort()))
                    .isZero();
        } finally {
            server.stop(0);
        }

        assertThat(text()).contains("recall 1.000").contains("cause at 1/3/5 0.0/100.0/100.0 %; kind 1.000");
    }

    @Test
    void a_server_that_refuses_ends_it() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(run(folder.toString(), address)).isEqualTo(3);
            assertThat(text()).contains("could not run: ");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void it_says_how_it_is_used_and_what_faults_are_called() {
        assertThat(run()).isEqualTo(2);
        assertThat(text()).contains("usage: ops/aegis bench nezha");
        assertThat(new InjectedFault(START, "x", "network_delay").type()).isEqualTo("network_delay");
        assertThat(new InjectedFault(START, "x", "return").type()).isEqualTo("error_burst");
    }
}
