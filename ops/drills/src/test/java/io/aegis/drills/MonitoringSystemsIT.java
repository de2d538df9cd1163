/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Prometheus, Alertmanager and node-exporter as Debian has them, on the configuration that is shipped: samples arrive, an exporter that
 * stops is told to Aegis, and Aegis's verdict comes to Alertmanager. Takes half a minute, with shorter intervals than those shipped;
 * with {@code -Ddrill.minutes=10} those of the shipped files, the job that watches every minute, a vmagent where there is one, and a
 * busy processor before. What was said, and when, is in {@code target/monitored/timeline.txt}.
 */
class MonitoringSystemsIT {

    private static final List<String> PROGRAMS =
            List.of("prometheus", "prometheus-alertmanager", "prometheus-node-exporter");
    private static final int MINUTES = Integer.getInteger("drill.minutes", 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(MINUTES > 0 ? 300 : 60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant begun = Instant.now();
    private final List<String> timeline = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final List<Program> others = new ArrayList<>();

    @Test
    void an_exporter_that_stops_is_judged_and_the_verdict_reaches_alertmanager() throws Exception {
        Program.assumeInstalled(PROGRAMS);
        List<Integer> ports = Aegis.freePorts();
        String alertmanager = "127.0.0.1:" + ports.get(0);
        String exporter = "127.0.0.1:" + ports.get(1);
        Installation installation = Installation.named("monitored");
        Map<String, String> settings =
                new HashMap<>(Map.of("ALERTMANAGER_URL", "http://" + alertmanager, "ALERT_ALLOW_PRIVATE", "true"));
        if (MINUTES > 0) {
            settings.put("FAILURE_WATCH_CRON", "0 * * * * *");
        }
        try (Aegis aegis = new Aegis(installation, "data", settings)) {
            aegis.up();
            Path folder = configuration(
                    installation.root(),
                    Map.of(
                            "localhost:8000", "127.0.0.1:" + aegis.api().port(),
                            "localhost:9093", alertmanager,
                            "localhost:9100", exporter));
            try (Program node = Program.start(folder, PROGRAMS.get(2), "--web.listen-address=" + exporter);
                    Program _ = Program.start(
                            folder,
                            PROGRAMS.get(1),
                            "--config.file=alertmanager.yml",
                            "--storage.path=alertmanager",
                            "--cluster.listen-address=",
                            "--web.listen-address=" + alertmanager);
                    Program _ = Program.start(
                            folder,
                            PROGRAMS.get(0),
                            "--config.file=prometheus.yml",
                            "--storage.tsdb.path=prometheus",
                            "--web.listen-address=127.0.0.1:" + ports.get(2))) {
                note("everything runs");
                Await.until("samples arrive", TIMEOUT, () -> samples(aegis) > 0);
                note("samples arrive by remote write");
                if (MINUTES > 0) {
                    vmagent(aegis, folder);
                    busy(aegis, alertmanager);
                }
                node.stop();
                note("node-exporter is stopped");
                Await.until("TargetDown fires", TIMEOUT, () -> firing(alertmanager, "TargetDown"));
                Await.until("Aegis was asked", TIMEOUT, () -> verdicts(aegis) > 0);
                note("Aegis has judged what Alertmanager posted");
                Await.until("the verdict is told", TIMEOUT, () -> firing(alertmanager, "AegisFailure"));
                if (MINUTES > 0) {
                    // The job that watches told of the busy processors before; the verdict on the exporter comes beside
                    // that.
                    watch(aegis, alertmanager, Duration.ofMinutes(2));
                }
            } finally {
                others.forEach(Program::stop);
                Files.write(installation.root().resolve("timeline.txt"), timeline);
            }
            assertThat(verdicts(aegis)).as("what Aegis raised is no evidence").isLessThan(3);
        } finally {
            client.close();
        }
    }

    /** What is shipped, with other places, and shorter intervals unless there is time. */
    private static Path configuration(Path root, Map<String, String> places) throws IOException {
        Path folder = Files.createDirectories(root.resolve("senders"));
        for (String file : List.of("prometheus.yml", "targets.rules.yml", "alertmanager.yml")) {
            String text = Files.readString(
                    Installation.checkout("ops/monitoring/senders").resolve(file));
            for (Map.Entry<String, String> place : places.entrySet()) {
                text = text.replace(place.getKey(), place.getValue());
            }
            if (MINUTES == 0) {
                text = text.replace("_interval: 15s", "_interval: 1s")
                        .replace("for: 1m", "for: 3s")
                        .replace("group_wait: 10s", "group_wait: 1s")
                        .replace("group_interval: 1m", "group_interval: 5s");
            }
            Files.writeString(folder.resolve(file), text);
        }
        Files.writeString(folder.resolve("aegis-key"), "dev_api_key");
        return folder;
    }

    /** The shipped script, with another instance so that its series are told from those of Prometheus. */
    private void vmagent(Aegis aegis, Path folder) throws Exception {
        if (Program.installed("vmagent").isEmpty()) {
            note("vmagent is not installed");
            return;
        }
        Path own = Files.createDirectories(folder.resolve("vmagent"));
        Files.copy(folder.resolve("aegis-key"), own.resolve("aegis-key"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                own.resolve("prometheus.yml"),
                Files.readString(folder.resolve("prometheus.yml")).replace("job_name: node", """
                                job_name: node
                                    relabel_configs:
                                      - {target_label: instance, replacement: vmagent}"""));
        String script = Files.readString(Installation.checkout("ops/monitoring/senders/vmagent.sh"))
                .replace("localhost:8000", "127.0.0.1:" + aegis.api().port())
                .replace(
                        "-promscrape.config=",
                        "-httpListenAddr=127.0.0.1:" + Aegis.freePorts().getFirst() + " -promscrape.config=");
        Files.writeString(own.resolve("vmagent.sh"), script);
        others.add(Program.start(own, "sh", "vmagent.sh"));
        Await.until(
                "series of vmagent arrive",
                TIMEOUT,
                () -> aegis.api()
                        .get("/api/v1/series?limit=100&q=vmagent")
                        .toString()
                        .contains("\"instance\":\"vmagent\""));
        note("series of vmagent arrive by remote write");
    }

    /** Half of the time as usual, then processors that have no rest until half of what is left is over. */
    private void busy(Aegis aegis, String alertmanager) throws Exception {
        Duration quarter = Duration.ofMinutes(MINUTES).dividedBy(4);
        watch(aegis, alertmanager, quarter.multipliedBy(2));
        List<Program> loops = new ArrayList<>();
        try {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                Path folder = Files.createDirectories(Path.of("target", "monitored", "busy" + i));
                loops.add(Program.start(folder.toAbsolutePath(), "sh", "-c", "while :; do :; done"));
            }
            note("all processors are busy");
            watch(aegis, alertmanager, quarter);
        } finally {
            loops.forEach(Program::stop);
            note("no longer");
        }
    }

    private void watch(Aegis aegis, String alertmanager, Duration time) throws Exception {
        Instant end = Instant.now().plus(time);
        Await.until("time goes by", time.plusSeconds(60), () -> {
            firing(alertmanager, "");
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            return Instant.now().isAfter(end);
        });
        note("series judged by now: "
                + aegis.api().get("/api/v1/series?limit=100").path("items").size());
    }

    private static double samples(Aegis aegis) throws Exception {
        return sum(aegis, "aegis_remote_write_samples_total");
    }

    private static double verdicts(Aegis aegis) throws Exception {
        return sum(aegis, "aegis_failure_verdicts_total");
    }

    private static double sum(Aegis aegis, String meter) throws Exception {
        return aegis.metrics("online-api")
                .lines()
                .filter(line -> line.startsWith(meter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether an alert of that name is at Alertmanager; notes each that it did not see before. */
    private boolean firing(String alertmanager, String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://" + alertmanager + "/api/v2/alerts"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        boolean found = false;
        for (JsonNode alert : Api.JSON.readTree(answer.body())) {
            JsonNode labels = alert.path("labels");
            if (told.add(labels.toString())) {
                note("at Alertmanager: " + labels + " " + alert.path("annotations"));
            }
            found |= labels.path("alertname").asText().equals(name);
        }
        return found;
    }

    private void note(String what) {
        timeline.add(Duration.between(begun, Instant.now()).toSeconds() + " s  " + what);
    }
}
