/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.audit.Actor;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.logs.LogStore;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.db.series.SampleStore;
import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.SeriesVerdict;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.db.watch.CallStore;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import io.aegis.testing.Await;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The job that judges services without being asked, on a real database. */
class FailureWatchIT {

    private final TestDatabase database = TestDatabase.create();
    private Instant now = Instant.EPOCH;
    private ConfigurableApplicationContext application;
    private int runs;

    @BeforeEach
    void start() {
        application = database.start(Map.of(
                "ALERTMANAGER_URL", "http://127.0.0.1:9",
                "AEGIS_DASHBOARD_URL", "https://aegis.example.org"));
        // As fresh as can be: what is two minutes old counts as late, and the machine may be slow.
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        application.close();
        database.close();
    }

    private void samples(String service, int from, int to, double load) throws Exception {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of("service", service));
        List<Measurement> samples = new ArrayList<>();
        for (int minute = from; minute <= to; minute++) {
            samples.add(new Measurement(now.plusSeconds(60L * minute), load + Math.floorMod(minute, 3)));
        }
        new SampleStore(database.database(), Clock.systemUTC())
                .append(List.of(new SeriesBatch(series, OptionalInt.empty(), samples)), TestDatabase.ample());
        new SeriesVerdictStore(database.database())
                .put(
                        List.of(new SeriesVerdict(series, samples.getLast(), 0, 0, Optional.empty(), Optional.empty())),
                        TestDatabase.ample());
    }

    /** Lines of each of some minutes, of which those of the last are errors. */
    private void lines(String service, int from, int to, int errorsFrom) throws Exception {
        LogTemplateHistory history = new LogTemplateHistory();
        for (int minute = from; minute <= to; minute++) {
            List<LogEntry> lines = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean error = minute >= errorsFrom && i % 2 == 0;
                lines.add(new LogEntry(
                        service,
                        error ? LogLevel.ERROR : LogLevel.INFO,
                        error ? "could not charge card of order " + i : "order " + i + " taken",
                        now.plusSeconds(60L * minute).plusMillis(i)));
            }
            history.learn(lines, true);
        }
        new LogStore(database.database(), Clock.systemUTC()).add(history.drain(), TestDatabase.ample());
    }

    private void run() throws Exception {
        new JobRequests(database.database())
                .add(
                        new JobRequest(UUID.randomUUID(), "failure-watch", Map.of(), JobRequest.ONLINE),
                        TestDatabase.ample());
        runs++;
        Await.until(
                "it ran",
                () -> database.number(
                                "SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS IN ('COMPLETED', 'FAILED')")
                        == runs);
        assertThat(database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS = 'FAILED'"))
                .isZero();
    }

    private String state(String service) throws Exception {
        return database.value(
                "SELECT COALESCE(MAX(state), 'UNKNOWN') FROM service_watch WHERE service = '" + service + "'");
    }

    @Test
    void failures_and_silence_are_found_told_and_their_end_too() throws Exception {
        samples("busy", -120, -3, 20);
        samples("busy", -2, 0, 97);
        samples("calm", -120, 0, 20);
        samples("gone", -120, -15, 20);
        samples("rare", -15, -15, 20);

        run();

        assertThat(state("busy")).isEqualTo("FAILING");
        assertThat(state("calm")).isEqualTo("UNKNOWN");
        assertThat(state("gone")).isEqualTo("SILENT");
        assertThat(state("rare")).isEqualTo("UNKNOWN");
        assertThat(database.value("SELECT GROUP_CONCAT(failure_type ORDER BY failure_type) FROM prediction"))
                .isEqualTo("CPU_SATURATION,NO_DATA");
        assertThat(database.value("SELECT JSON_VALUE(payload, '$.annotations.evidence') FROM alert_outbox "
                        + "WHERE JSON_VALUE(payload, '$.labels.service') = 'busy'"))
                .startsWith("cpu_usage of busy is 9");
        assertThat(database.value("SELECT JSON_VALUE(payload, '$.annotations.summary') FROM alert_outbox "
                        + "WHERE JSON_VALUE(payload, '$.labels.service') = 'gone'"))
                .startsWith("no_data: gone sent no sample since ");

        run();
        assertThat(database.number("SELECT COUNT(*) FROM prediction"))
                .as("told once")
                .isEqualTo(2);

        samples("gone", 0, 0, 20);
        database.change("UPDATE service_watch SET failed_at = failed_at - INTERVAL 6 MINUTE, recent = 0, "
                + "judged_at = judged_at - INTERVAL 5 MINUTE");
        database.change("DELETE FROM metric_sample WHERE value > 90");
        samples("busy", -2, 0, 20);
        run();

        assertThat(state("busy")).isEqualTo("QUIET");
        assertThat(state("gone")).isEqualTo("QUIET");
        assertThat(database.number("SELECT COUNT(*) FROM alert_outbox WHERE JSON_VALUE(payload, '$.endsAt') <= "
                        + "DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.999Z')"))
                .isEqualTo(2);
    }

    @Test
    void lines_alone_are_judged_and_so_are_they_beside_samples_and_the_policy_is_asked() throws Exception {
        samples("till", -120, 0, 20);
        lines("till", -75, 0, -3);
        lines("mail", -75, 0, -3);
        lines("calm", -75, 0, 1);

        run();
        assertThat(state("mail")).as("lines have to say so twice").isEqualTo("QUIET");
        run();

        assertThat(state("till")).isEqualTo("FAILING");
        assertThat(state("mail")).isEqualTo("FAILING");
        assertThat(state("calm")).isEqualTo("UNKNOWN");
        assertThat(database.value("SELECT GROUP_CONCAT(failure_type) FROM prediction"))
                .isEqualTo("ERROR_BURST,ERROR_BURST");
        assertThat(database.value("SELECT JSON_VALUE(payload, '$.annotations.evidence') FROM alert_outbox "
                        + "WHERE JSON_VALUE(payload, '$.labels.service') = 'mail'"))
                .isEqualTo("unusual errors at mail");
        assertThat(
                        database.number(
                                "SELECT COUNT(*) FROM prediction WHERE JSON_EXISTS(details, '$.policy.decisions[0]') "
                                        + "AND JSON_VALUE(details, '$.decided_by.lines[0].template') LIKE 'could not charge card%'"))
                .isEqualTo(2);
    }

    @Test
    void what_the_policy_says_is_told() throws Exception {
        samples("busy", -120, -3, 20);
        samples("busy", -2, 0, 97);

        run();

        assertThat(database.value("SELECT JSON_VALUE(details, '$.policy.source') FROM prediction"))
                .isEqualTo("rules");
        assertThat(database.number("SELECT policy_asked FROM prediction")).isEqualTo(1);
        assertThat(database.value("SELECT JSON_VALUE(payload, '$.annotations.recommended_actions') FROM alert_outbox"))
                .startsWith("scale_up");
        assertThat(database.value("SELECT JSON_VALUE(payload, '$.labels.generator') FROM alert_outbox"))
                .isEqualTo("aegis");
    }

    @Test
    void calls_around_a_service_that_fails_are_told() throws Exception {
        samples("busy", -120, -3, 20);
        samples("busy", -2, 0, 97);
        List<CallMinute> calls = new ArrayList<>();
        for (int minute = -60; minute <= 0; minute++) {
            calls.add(new CallMinute(
                    "busy",
                    "store",
                    now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60L * minute),
                    50,
                    0,
                    minute >= -3 ? 900 : 40 + minute % 3));
        }
        new CallStore(database.database(), database.database()).add(calls, TestDatabase.ample());

        run();

        assertThat(database.value("SELECT JSON_VALUE(details, '$.calls[0].callee') FROM prediction"))
                .isEqualTo("store");
        assertThat(Double.parseDouble(
                        database.value("SELECT JSON_VALUE(details, '$.calls[0].deviations') FROM prediction")))
                .isGreaterThan(3);
    }

    @Test
    void what_begins_in_a_maintenance_window_is_judged_and_not_told() throws Exception {
        new MaintenanceStore(database.database())
                .add(
                        new MaintenanceWindow(
                                UUID.randomUUID(),
                                new MaintenanceScope(Optional.of(new NamePattern("bu*")), new TreeMap<>()),
                                new MaintenanceTimes.Once(now.minusSeconds(60), now.plus(Duration.ofHours(1))),
                                Optional.empty(),
                                "bootstrap",
                                now),
                        Actor.COMMAND,
                        TestDatabase.ample());
        samples("busy", -120, -3, 20);
        samples("busy", -2, 0, 97);

        run();

        assertThat(state("busy")).isEqualTo("FAILING");
        assertThat(database.number("SELECT COUNT(*) FROM prediction")).isEqualTo(1);
        assertThat(database.number("SELECT COUNT(*) FROM alert_outbox")).isZero();
    }
}
