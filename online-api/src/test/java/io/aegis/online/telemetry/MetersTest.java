/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.outbox.OutboxDepth;
import io.aegis.online.telemetry.RaceMeters.Latency;
import io.aegis.race.RaceEvents.Outcome;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final Telemetry telemetry = new Telemetry();

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void the_jvm_is_told_about() {
        assertThat(telemetry.scrape())
                .contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ", "process_uptime_seconds ");
    }

    @Test
    void requests_are_counted_by_route_method_and_status() {
        HttpMeters http = new HttpMeters(telemetry.registry());

        http.arrived();
        http.arrived();
        http.answered("/feedback/{id}", "GET", 200, Duration.ofMillis(3));
        http.shed("overload");

        assertThat(telemetry.scrape())
                .contains("aegis_http_in_flight 1.0")
                .contains("aegis_http_requests_seconds_count{method=\"GET\",route=\"/feedback/{id}\",status=\"200\"} 1")
                .contains("route=\"/feedback/{id}\",status=\"200\",le=\"0.002\"} 0")
                .contains("route=\"/feedback/{id}\",status=\"200\",le=\"0.005\"} 1")
                .contains("aegis_http_shed_total{reason=\"overload\"} 1.0");
    }

    @Test
    void methods_that_somebody_made_up_share_one_series() {
        HttpMeters http = new HttpMeters(telemetry.registry());

        for (int i = 0; i < 100; i++) {
            http.arrived();
            http.answered(HttpMeters.NO_ROUTE, "METHOD" + i, 404, Duration.ofMillis(1));
        }

        assertThat(telemetry.scrape())
                .contains("aegis_http_requests_seconds_count{method=\"other\",route=\"none\",status=\"404\"} 100")
                .doesNotContain("METHOD");
    }

    @Test
    void every_outcome_of_the_race_is_there_before_it_happens() {
        RaceMeters race = new RaceMeters(telemetry.registry());

        race.answered(Outcome.AI);

        assertThat(telemetry.scrape())
                .contains("aegis_race_outcomes_total{outcome=\"ai\"} 1.0")
                .contains("aegis_race_outcomes_total{outcome=\"fallback_deadline\"} 0.0")
                .contains("aegis_llm_late_total{fate=\"upgraded\"} 0.0");
    }

    @Test
    void late_verdicts_that_are_lost_are_counted() {
        RaceMeters race = new RaceMeters(telemetry.registry());

        race.lateVerdictLost(new DatabaseUnavailableException("away"));

        assertThat(telemetry.scrape()).contains("aegis_llm_late_total{fate=\"lost\"} 1.0");
        assertThat(race.lateUpgrades()).isZero();
    }

    @Test
    void latency_is_told_in_percentiles_once_something_was_posted() {
        RaceMeters race = new RaceMeters(telemetry.registry());
        assertThat(race.latency()).isEmpty();

        for (int i = 1; i <= 100; i++) {
            race.took(Duration.ofMillis(i));
        }

        Latency latency = race.latency().orElseThrow();
        assertThat(latency.p50()).isBetween(Duration.ofMillis(45), Duration.ofMillis(55));
        assertThat(latency.p95()).isBetween(Duration.ofMillis(90), Duration.ofMillis(100));
        assertThat(latency.p99()).isBetween(latency.p95(), Duration.ofMillis(105));
    }

    @Test
    void the_outbox_is_told_as_it_was_when_the_database_last_answered() {
        Optional<OutboxDepth> depth = Optional.of(new OutboxDepth(3, 1, Optional.of(Duration.ofMillis(1500))));
        List<Optional<OutboxDepth>> answers = new java.util.ArrayList<>(List.of(depth, Optional.empty()));
        OutboxMeters outbox = new OutboxMeters(
                telemetry, () -> answers.removeFirst().orElseThrow(() -> new DatabaseUnavailableException("away")));

        outbox.refresh();
        outbox.refresh();

        assertThat(telemetry.scrape())
                .contains("aegis_outbox_pending 3.0", "aegis_outbox_dead 1.0", "aegis_outbox_oldest_seconds 1.5");
    }
}
