package io.aegis.db.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
}
