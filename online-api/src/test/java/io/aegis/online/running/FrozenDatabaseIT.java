/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A database that stands still, as on a full disk or a paused machine, and one that is dead. */
class FrozenDatabaseIT {

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static boolean connected(ApiProcess api) throws InterruptedException {
        ApiProcess.Reply health = api.get("/health");
        boolean connected = health.body().path("database_connected").asBoolean();
        assertThat(health.status()).isEqualTo(connected ? 200 : 503);
        assertThat(health.body().path("status").asText()).isIn(connected ? "degraded" : "unhealthy", "healthy");
        return connected;
    }

    /** Whoever asks more than ten seconds after now is told (two, where nothing else runs); how long the question itself takes is the machine's. */
    private static void notConnectedWithinSeconds(ApiProcess api) throws InterruptedException {
        long known = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        boolean late = false;
        while (!late) {
            late = System.nanoTime() - known > 0;
            if (!connected(api)) {
                return;
            }
        }
        throw new AssertionError("after ten seconds it still says that the database is connected");
    }

    @Test
    void health_knows_within_moments_and_posts_are_told_to_come_again() throws Exception {
        try (RealDatabase database = RealDatabase.own("frozen");
                ApiProcess api = ApiProcess.start(database, Map.of())) {
            assertThat(connected(api)).isTrue();
            signal("STOP", database.pid());
            notConnectedWithinSeconds(api);
            ApiProcess.Reply refused = api.post("Nobody can store this now");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();

            signal("CONT", database.pid());
            Await.until("it goes on by itself", () -> connected(api));
            Await.until(
                    "and stores",
                    () -> api.post("Somebody can store this again").status() == 201);

            signal("KILL", database.pid());
            notConnectedWithinSeconds(api);
            database.restart();
            Await.until("and its return", () -> connected(api));
        }
    }
}
