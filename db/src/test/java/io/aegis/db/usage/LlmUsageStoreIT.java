/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.TestSchema;
import io.aegis.deadline.Ticker;
import io.aegis.llm.LlmAnalyzer;
import io.aegis.llm.LlmAttempt;
import io.aegis.llm.LlmEvents;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.LlmRuntime;
import io.aegis.llm.LlmSettings;
import io.aegis.llm.ProviderSettings;
import io.aegis.llm.TokenUsage;
import io.aegis.storage.DatabaseUnavailableException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LlmUsageStoreIT {

    private static final LlmUsage ONE = new LlmUsage(1, 0, 1, 1, 200, 30, 48);

    private final TestSchema schema = TestSchema.create();

    @AfterEach
    void close() {
        schema.close();
    }

    private LlmUsageStore on(String time) {
        return new LlmUsageStore(schema.database(), Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    private LlmUsage total() throws Exception {
        return schema.database().read(TestSchema.ample(), LlmUsageStore::total);
    }

    @Test
    void before_the_first_call_everything_is_zero() throws Exception {
        assertThat(total()).isEqualTo(new LlmUsage(0, 0, 0, 0, 0, 0, 0));
        assertThat(on("2026-11-20T10:00:00Z").todayCost(TestSchema.ample())).isZero();
    }

    @Test
    void use_adds_up_per_day_provider_and_model() throws Exception {
        LlmUsageStore morning = on("2026-11-20T10:00:00Z");
        morning.add("openai", "gpt-4o-mini", ONE, TestSchema.ample());
        morning.add("openai", "gpt-4o-mini", new LlmUsage(2, 1, 0, 0, 100, 10, 2), TestSchema.ample());
        morning.add("openai", "gpt-4o", ONE, TestSchema.ample());
        assertThat(total()).isEqualTo(new LlmUsage(4, 1, 2, 2, 500, 70, 98));
        assertThat(schema.value("SELECT calls FROM llm_usage WHERE model = 'gpt-4o-mini'"))
                .isEqualTo("3");
    }

    @Test
    void a_day_ends_at_midnight_utc() throws Exception {
        on("2026-11-20T23:59:59.999Z").add("groq", "llama", ONE, TestSchema.ample());
        LlmUsageStore nextDay = on("2026-11-21T00:00:00Z");
        assertThat(nextDay.todayCost(TestSchema.ample())).isZero();
        nextDay.add("groq", "llama", ONE, TestSchema.ample());
        assertThat(nextDay.todayCost(TestSchema.ample())).isEqualTo(48);
        assertThat(total().calls()).isEqualTo(2);
    }

    @Test
    void what_a_process_records_is_handed_on_once() throws Exception {
        UsageRecorder recorder = new UsageRecorder(on("2026-11-20T10:00:00Z"), Ticker.system());
        recorder.attempted(new LlmAttempt(
                "openai:gpt-4o", "gpt-4o", Optional.empty(), Duration.ofMillis(5), new TokenUsage(200, 30), 48));
        recorder.attempted(new LlmAttempt(
                "mock-llm", "mock-llm", Optional.of(LlmFailure.TIMEOUT), Duration.ofMillis(5), TokenUsage.NONE, 0));
        recorder.missed("openai:gpt-4o");
        recorder.upgraded("openai:gpt-4o");
        recorder.flush();
        recorder.flush();

        assertThat(total()).isEqualTo(new LlmUsage(2, 1, 1, 1, 200, 30, 48));
        assertThat(schema.value("SELECT GROUP_CONCAT(CONCAT(provider, '/', model) ORDER BY provider) FROM llm_usage"))
                .isEqualTo("mock-llm/mock-llm,openai/gpt-4o");
    }

    @Test
    void what_the_database_does_not_take_is_kept() throws Exception {
        UsageRecorder recorder = new UsageRecorder(on("2026-11-20T10:00:00Z"), Ticker.system());
        recorder.missed("openai:" + "x".repeat(200));
        assertThatThrownBy(recorder::flush).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(recorder::flush).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void all_processes_spend_one_budget() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
        LlmUsageStore store = new LlmUsageStore(schema.database(), clock);
        try (LlmAnalyzer llm = new LlmAnalyzer(
                LlmSettings.of(List.of(new ProviderSettings.Mock(Duration.ZERO)))
                        .withDailyBudgetUsd(new BigDecimal("0.00004")),
                new LlmRuntime(
                        clock, Ticker.system(), new Random(), Thread.ofVirtual().factory()),
                LlmEvents.none())) {
            SharedBudget budget = new SharedBudget(store, llm.budget(), clock, Ticker.system());
            budget.refresh();
            assertThat(llm.budget().exhausted()).isFalse();
            store.add("openai", "gpt-4o", ONE, TestSchema.ample());
            budget.refresh();
            assertThat(llm.budget().exhausted()).isTrue();
            schema.change("DROP TABLE llm_usage");
            budget.refresh();
            assertThat(llm.budget().spentToday()).isEqualTo(48);
        }
    }
}
