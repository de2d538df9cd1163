/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.health;

import io.aegis.db.Database;
import io.aegis.db.Migrations;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Uptime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the process lives and its database is there. Open to everybody. */
@RestController
class HealthController {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Database database;
    private final Ticker ticker;
    private final Clock clock;
    private final Uptime uptime;

    HealthController(Database database, Ticker ticker, Clock clock) {
        this.database = database;
        this.ticker = ticker;
        this.clock = clock;
        this.uptime = Uptime.startingNow(ticker);
    }

    /**
     * What is known of the process.
     *
     * @param uptime seconds, by a clock that nobody sets
     */
    record Health(String status, Instant timestamp, double uptime, boolean databaseConnected) {}

    @GetMapping("/health")
    ResponseEntity<Health> health() {
        boolean connected = migrated();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ResponseEntity.status(connected ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(connected ? "healthy" : "unhealthy", now, uptime.seconds(), connected));
    }

    @GetMapping("/health/live")
    Map<String, String> live() {
        return Map.of("status", "live");
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        return migrated()
                ? ResponseEntity.ok(Map.of("status", "ready"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "not ready"));
    }

    private boolean migrated() {
        return Migrations.areApplied(database, Deadline.after(ticker, TIMEOUT));
    }
}
