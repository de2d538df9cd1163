/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySettingsTest {

    @TempDir
    private Path folder;

    @Test
    void nothing_set_means_the_built_in_rules_and_denial_without_an_answer() {
        PolicySettings settings = PolicySettings.from(Environment.of(Map.of(), folder));

        assertThat(settings.engine()).isEmpty();
        assertThat(settings.file()).isEmpty();
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.onUnavailable()).isEqualTo(PolicySettings.Stance.DENY);
    }

    @Test
    void an_engine_a_file_a_time_and_a_stance_are_read() throws Exception {
        Path file = Files.writeString(folder.resolve("own.policy"), "allow all: true");
        PolicySettings settings = PolicySettings.from(Environment.of(
                Map.of(
                        "POLICY_ENGINE_URL", "http://opa:8181",
                        "POLICY_FILE", file.toString(),
                        "POLICY_TIMEOUT_MS", "250",
                        "POLICY_ON_UNAVAILABLE", "allow"),
                folder));

        assertThat(settings.engine()).contains(URI.create("http://opa:8181"));
        assertThat(settings.file()).contains(file);
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.onUnavailable()).isEqualTo(PolicySettings.Stance.ALLOW);
    }

    @Test
    void what_is_wrong_is_told() {
        Environment environment = Environment.of(Map.of("POLICY_FILE", "nowhere", "POLICY_TIMEOUT_MS", "0"), folder);
        PolicySettings.from(environment);

        assertThatThrownBy(environment::refuseIfWrong)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("POLICY_FILE")
                .hasMessageContaining("POLICY_TIMEOUT_MS");
    }
}
