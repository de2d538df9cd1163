/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.faults.FaultWall;
import io.aegis.testing.Await;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two real processes share the healing, one of them is killed in the middle of it. */
class KilledReconcileIT {

    private static final int ROWS = 300;
    private static final String MODEL = "slow-500";

    private static Map<String, String> settings(FaultWall wall) {
        return Map.of(
                "RECONCILE_CRON", "* * * * * *",
                "RECONCILE_TIMEOUT_SECONDS", "10",
                "OPENAI_API_KEY", "key",
                "OPENAI_BASE_URL", wall.baseUrl(),
                "OPENAI_MODEL", MODEL);
    }

    @Test
    void a_killed_process_leaves_its_rows_to_others_and_every_row_is_healed_once() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                FaultWall one = FaultWall.start(0);
                FaultWall other = FaultWall.start(0)) {
            BatchJar doomed = BatchJar.start(database, settings(one));
            try (BatchJar survivor = BatchJar.start(database, settings(other))) {
                // Both are there before there is work, and both are told to: a quick one would leave the other nothing.
                Await.until("both run", () -> database.number("SELECT COUNT(*) FROM heartbeat") == 2);
                Await.until("both listen", () -> doomed.listens() && survivor.listens());
                new Rows(database).fallbacks(ROWS);
                // Younger rows are left to the API, which may still be asking about them itself.
                database.change("UPDATE feedback SET created_at = created_at - INTERVAL 1 MINUTE");
                // Refused by whom the schedule has set to work already.
                assertThat(doomed.launch("feedback-reconcile")).isIn(202, 409);
                assertThat(survivor.launch("feedback-reconcile")).isIn(202, 409);
                Await.until("calls of both", () -> one.calls(MODEL) >= 8 && other.calls(MODEL) >= 8);
                assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE source = 'FALLBACK'"))
                        .isPositive();
                doomed.kill();
                int paidForNothing = one.openConnections();
                Await.until(
                        "every row healed",
                        () -> database.number("SELECT COUNT(*) FROM feedback WHERE source = 'FALLBACK'") == 0);

                assertThat(survivor.isAlive()).isTrue();
                assertThat(database.number("SELECT COUNT(*) FROM analysis WHERE lane = 'LLM' AND applied"))
                        .isEqualTo(ROWS);
                assertThat(database.number("SELECT COUNT(*) FROM analysis WHERE lane = 'LLM'"))
                        .isEqualTo(ROWS);
                assertThat(database.number("SELECT MAX(version) FROM feedback")).isOne();
                // Nobody but the dead asked about a row that was asked about before.
                assertThat(one.calls(MODEL) + other.calls(MODEL)).isBetween(ROWS, ROWS + Math.max(64, paidForNothing));
                Await.until("no lease left", () -> database.number("SELECT COUNT(*) FROM healing") == 0);
            } finally {
                doomed.kill();
            }
        }
    }
}
