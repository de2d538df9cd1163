/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.faults.FaultWall;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.testing.Await;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The job as operators see it: asked for in the database, done by the whole application. */
class ReconcileJobIT {

    private TestDatabase database;
    private Rows rows;
    private FaultWall wall;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        rows = new Rows(database);
        wall = FaultWall.start(0);
    }

    @AfterEach
    void close() {
        wall.close();
        database.close();
    }

    private ConfigurableApplicationContext start(String model, Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(
                Map.of("OPENAI_API_KEY", "key", "OPENAI_BASE_URL", wall.baseUrl(), "OPENAI_MODEL", model));
        settings.putAll(further);
        return database.start(settings);
    }

    /** Asks, and waits for the end. What the execution says of itself. */
    private String reconcile() throws Exception {
        UUID request = new HealingRequests(database.database(), UuidCreator::getTimeOrderedEpoch)
                .ask(Actor.COMMAND, TestDatabase.ample())
                .request();
        String execution = "BATCH_JOB_EXECUTION e JOIN job_request r ON r.execution_id = e.JOB_EXECUTION_ID"
                + " WHERE e.END_TIME IS NOT NULL AND r.id = '" + request + "'";
        Await.until("the end of the job", () -> database.number("SELECT COUNT(*) FROM " + execution) == 1);
        return database.value("SELECT CONCAT(e.STATUS, ' ', e.EXIT_CODE, ': ', e.EXIT_MESSAGE) FROM " + execution);
    }

    @Test
    void it_heals_every_row_and_says_so() throws Exception {
        rows.fallbacks(30);
        try (ConfigurableApplicationContext _ = start("ok", Map.of())) {
            assertThat(reconcile())
                    .isEqualTo("COMPLETED COMPLETED: healed 30, superseded 0, put off 0; audited 30, reviews opened 0");
        }
        assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE source = 'AI'"))
                .isEqualTo(30);
        assertThat(wall.calls("ok")).isEqualTo(30);
        assertThat(database.value("SELECT CONCAT(READ_COUNT, '/', WRITE_COUNT) FROM BATCH_STEP_EXECUTION"
                        + " WHERE STEP_NAME = 'heal'"))
                .isEqualTo("30/30");
        assertThat(database.number("SELECT SUM(calls) FROM llm_usage")).isEqualTo(30);
    }

    @Test
    void without_a_provider_there_is_nothing_to_do() throws Exception {
        rows.fallbacks(3);
        try (ConfigurableApplicationContext _ = database.start(Map.of())) {
            assertThat(reconcile()).isEqualTo("COMPLETED COMPLETED: no provider configured: nothing to do");
        }
    }

    @Test
    void it_stops_early_when_the_circuit_is_open_and_goes_on_when_asked_again() throws Exception {
        rows.fallbacks(30);
        try (ConfigurableApplicationContext _ = start("401", Map.of())) {
            assertThat(reconcile())
                    .startsWith("COMPLETED COMPLETED: healed 0, superseded 0, put off ")
                    .contains(" stopped early with 30 rows left: the circuit is open: openai:401 (auth, next try in ");
            int before = wall.calls("401");
            assertThat(before).isLessThanOrEqualTo(HealingStep.USUAL_CONCURRENCY);
            assertThat(reconcile()).contains("stopped early");
            // Who asks lets one call through, which shows that nothing has changed.
            assertThat(wall.calls("401")).isEqualTo(before + 1);
        }
    }

    @Test
    void a_provider_that_asks_for_a_short_pause_gets_it_and_the_run_goes_on() throws Exception {
        rows.fallbacks(4);
        try (ConfigurableApplicationContext _ = start("flaky-2", Map.of("AI_COOLDOWN_SECONDS", "1"))) {
            reconcile();
            reconcile();
            reconcile();
        }
        assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE source = 'AI'"))
                .isPositive();
    }

    @Test
    void an_outage_is_waited_for_a_little_then_the_run_ends_and_tells_of_it() throws Exception {
        rows.fallbacks(20);
        try (ConfigurableApplicationContext _ = start("503-retry-1", Map.of())) {
            assertThat(reconcile())
                    .contains("rows left: the circuit is open: openai:503-retry-1 (server, next try in ");
        }
        assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE source = 'FALLBACK'"))
                .isEqualTo(20);
    }

    @Test
    void the_budget_ends_a_run() throws Exception {
        rows.fallbacks(3);
        database.change(
                "INSERT INTO llm_usage VALUES (UTC_DATE(), 'openai', 'gpt-4o-mini', 1, 0, 0, 0, 1, 1, 2000000)");
        try (ConfigurableApplicationContext _ = start("gpt-4o-mini", Map.of("AI_DAILY_BUDGET_USD", "1"))) {
            assertThat(reconcile()).contains("stopped early with 3 rows left: the daily budget for LLM calls is spent");
        }
        assertThat(wall.calls("gpt-4o-mini")).isZero();
    }

    @Test
    void an_llms_label_that_contradicts_strong_rules_gets_a_review_and_is_left_as_it_is() throws Exception {
        Labels calm = new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false);
        UUID alarming = rows.answered("Somebody hacked my account and stole my money, this is fraud!", calm);
        UUID harmless = rows.answered("The opening hours are fine", calm);
        try (ConfigurableApplicationContext _ = start("ok", Map.of())) {
            assertThat(reconcile()).endsWith("audited 2, reviews opened 1");
            assertThat(reconcile()).endsWith("audited 1, reviews opened 0");
        }
        assertThat(database.value("SELECT reasons FROM review WHERE feedback_id = '" + alarming + "'"))
                .contains("URGENCY_WITHDRAWN");
        assertThat(database.value(
                        "SELECT CONCAT(sentiment, source, needs_review) FROM feedback WHERE id = '" + alarming + "'"))
                .isEqualTo("POSITIVEAI1");
        assertThat(database.value("SELECT needs_review FROM feedback WHERE id = '" + harmless + "'"))
                .isEqualTo("0");
    }
}
