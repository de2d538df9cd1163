/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmOptionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(7);

    @Test
    void with_nothing_set_the_documented_defaults_hold_and_nobody_is_asked() {
        LlmOptions options = options(Map.of());

        assertThat(options.order()).containsExactly(ProviderKind.GROQ, ProviderKind.OPENAI);
        assertThat(options.endpoints().get(ProviderKind.OPENAI))
                .extracting(LlmOptions.Endpoint::model)
                .isEqualTo("gpt-4o-mini");
        assertThat(options.endpoints().get(ProviderKind.GROQ))
                .extracting(LlmOptions.Endpoint::model)
                .isEqualTo("llama-3.1-8b-instant");
        assertThat(options.maxConcurrency()).isEqualTo(50);
        assertThat(options.dailyBudgetUsd()).isEmpty();
        assertThat(options.cooldown()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.mock()).isEmpty();
        assertThat(options.lane(LIMIT).chain()).isEmpty();
        assertThat(options.lane(LIMIT).answerLimit()).isEqualTo(LIMIT);
    }

    @Test
    void providers_with_a_key_are_asked_in_the_order_that_is_set() {
        Map<String, String> keys = Map.of("GROQ_API_KEY", "g", "OPENAI_API_KEY", "o", "OPENAI_MODEL", "gpt-4o");

        assertThat(options(keys).lane(LIMIT).chain())
                .extracting(ProviderSettings::label)
                .containsExactly("groq:llama-3.1-8b-instant", "openai:gpt-4o");
        assertThat(options(Map.of("GROQ_API_KEY", "g", "OPENAI_API_KEY", "o", "AI_PROVIDERS", "openai, groq"))
                        .lane(LIMIT)
                        .chain())
                .extracting(ProviderSettings::label)
                .containsExactly("openai:gpt-4o-mini", "groq:llama-3.1-8b-instant");
        assertThat(options(Map.of("GROQ_API_KEY", "g", "OPENAI_API_KEY", "o", "AI_PROVIDERS", "openai"))
                        .lane(LIMIT)
                        .chain())
                .extracting(ProviderSettings::label)
                .containsExactly("openai:gpt-4o-mini");
    }

    @Test
    void the_mock_replaces_all_providers_and_has_a_delay() {
        assertThat(options(Map.of("ENABLE_MOCK_MODE", "true", "OPENAI_API_KEY", "o"))
                        .lane(LIMIT)
                        .chain())
                .containsExactly(new ProviderSettings.Mock(Duration.ofMillis(300)));
        assertThat(options(Map.of("ENABLE_MOCK_MODE", "true", "MOCK_LLM_DELAY_MS", "0"))
                        .mock())
                .contains(new ProviderSettings.Mock(Duration.ZERO));
        assertThat(options(Map.of("ENABLE_MOCK_MODE", "true", "MOCK_LLM_DISAGREEMENT", "0.2"))
                        .mock())
                .contains(new ProviderSettings.Mock(Duration.ofMillis(300), 0.2));
        assertThat(options(Map.of("MOCK_LLM_DELAY_MS", "5")).mock()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AI_PROVIDERS, groq;claude",
        "AI_PROVIDERS, groq;groq",
        "AI_MAX_CONCURRENCY, 0",
        "AI_DAILY_BUDGET_USD, -1",
        "AI_COOLDOWN_SECONDS, 0.5",
        "OPENAI_BASE_URL, ftp://x",
        "MOCK_LLM_DELAY_MS, -1",
    })
    void a_wrong_value_is_refused_by_name(String name, String value) {
        assertThatThrownBy(() -> options(Map.of(name, value.replace(';', ','))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name + ": ");
    }

    @Test
    void settings_that_do_not_go_together_are_refused() {
        assertThatThrownBy(() -> options(
                                Map.of("OPENAI_API_KEY", "o", "OPENAI_MODEL", "unheard-of", "AI_DAILY_BUDGET_USD", "1"))
                        .lane(LIMIT))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("AI_PRICES: ");
        assertThatThrownBy(() -> options(Map.of("OPENAI_API_KEY", "o", "AI_PRICES", "nonsense"))
                        .lane(LIMIT))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("AI_PRICES: ");
        assertThatThrownBy(() -> options(Map.of("OPENAI_API_KEY", "two words")).lane(LIMIT))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageNotContaining("two words");
    }

    private static LlmOptions options(Map<String, String> values) {
        Environment environment = Environment.of(values, Path.of("target"));
        LlmOptions options = LlmOptions.from(environment);
        environment.refuseIfWrong();
        return options;
    }
}
