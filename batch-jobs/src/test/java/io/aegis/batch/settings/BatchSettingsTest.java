/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import io.aegis.settings.LogThreshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSettingsTest {

    @Test
    void has_defaults_for_everything_but_the_database() {
        BatchSettings settings = read(Map.of());

        assertThat(settings.listen().port()).isEqualTo(8001);
        assertThat(settings.crons().retention()).isEqualTo("0 30 3 * * *");
        assertThat(settings.keep()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.logLevel()).isEqualTo(LogThreshold.INFO);
        assertThat(settings.embeddings()).isTrue();
        assertThat(read(Map.of("AEGIS_EMBEDDINGS", "off")).embeddings()).isFalse();
        assertThat(settings.toString()).doesNotContain("dev_api_key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AEGIS_BATCH_PORT | 70000
            AEGIS_BATCH_HOST | no host at all
            RECONCILE_CRON   | every day
            RETENTION_CRON   | * * * * *
            TRAIN_CRON       | 0 0 0 31 2 *
            RETENTION_DAYS   | 0
            DATABASE_URL     | http://elsewhere
            AEGIS_LOG_LEVEL  | loud
            AEGIS_EMBEDDINGS | perhaps
            FEEDBACK_EMBED_CRON | hourly
            OWN_TOPICS_CRON  | x
            FEEDBACK_TRAIN_CRON | nightly
            FEEDBACK_BURST_CRON | now and then
            """)
    void refuses_a_wrong_value_by_its_name(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name);
    }

    @Test
    void says_what_to_do_about_a_schedule_that_would_never_fire() {
        assertThatThrownBy(() -> read(Map.of("RETENTION_CRON", "0 0 0 31 2 *")))
                .hasMessageContaining("RETENTION_CRON: would never fire")
                .hasMessageContaining("name a day that there is");
    }

    @Test
    void refuses_the_default_key_where_others_can_reach_it() {
        assertThatThrownBy(() -> read(Map.of("AEGIS_BATCH_HOST", "0.0.0.0")))
                .hasMessageContaining("API_KEY")
                .hasMessageContaining("AEGIS_BATCH_HOST");
        assertThat(read(Map.of("AEGIS_BATCH_HOST", "0.0.0.0", "API_KEY", "long enough and random"))
                        .bootstrapKey()
                        .reveal())
                .isEqualTo("long enough and random");
    }

    private static BatchSettings read(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("DATABASE_URL", "mariadb://user@nowhere/aegis"));
        all.putAll(values);
        return BatchSettings.from(Environment.of(all, Path.of("target")));
    }
}
