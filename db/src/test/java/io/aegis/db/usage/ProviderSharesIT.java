/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many processes share about one provider. */
class ProviderSharesIT {

    private final TestSchema schema = TestSchema.create();
    private final ProviderShares shares = new ProviderShares(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void all_who_draw_at_once_together_draw_no_more_than_there_is() throws Exception {
        List<Future<Integer>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> shares.draw("openai:x", 16, 60, TestSchema.ample())));
            }
        }
        int drawn = 0;
        for (Future<Integer> each : all) {
            drawn += each.get();
        }
        // What came back while they drew: one call a second.
        assertThat(drawn).isBetween(60, 80);
    }

    @Test
    void calls_come_back_with_time_up_to_a_minutes_worth() throws Exception {
        assertThat(shares.draw("openai:x", 100, 60, TestSchema.ample())).isEqualTo(60);
        schema.change("UPDATE llm_share SET counted_at = counted_at - INTERVAL 30 SECOND");
        assertThat(shares.draw("openai:x", 100, 60, TestSchema.ample())).isBetween(29, 40);
        schema.change("UPDATE llm_share SET counted_at = counted_at - INTERVAL 1 HOUR");
        assertThat(shares.draw("openai:x", 100, 60, TestSchema.ample())).isEqualTo(60);
        assertThat(shares.draw("groq:y", 5, 60, TestSchema.ample())).isEqualTo(5);
    }

    @Test
    void the_longest_pause_that_anyone_was_told_counts() throws Exception {
        shares.block("openai:x", Duration.ofMinutes(2), TestSchema.ample());
        shares.block("openai:x", Duration.ofSeconds(5), TestSchema.ample());
        shares.draw("groq:y", 1, 60, TestSchema.ample());

        assertThat(shares.blocked(TestSchema.ample())).containsOnlyKeys("openai:x");
        assertThat(shares.blocked(TestSchema.ample()).get("openai:x"))
                .isBetween(Duration.ofSeconds(100), Duration.ofMinutes(2));
        schema.change("UPDATE llm_share SET blocked_until = blocked_until - INTERVAL 3 MINUTE");
        assertThat(shares.blocked(TestSchema.ample())).isEmpty();
    }
}
