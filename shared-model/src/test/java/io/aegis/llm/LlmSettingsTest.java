/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.llm.ProviderSettings.Mock;
import io.aegis.llm.ProviderSettings.Remote;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlmSettingsTest {

    private static final Remote GROQ = Remote.of(ProviderKind.GROQ, "gsk-secret");

    private final LlmSettings settings = LlmSettings.of(List.of(GROQ));

    @Test
    void the_defaults_are_those_of_the_contract() {
        assertThat(settings.maxConcurrency()).isEqualTo(50);
        assertThat(settings.cooldown()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.answerLimit()).isEqualTo(Duration.ofMillis(10_500));
        assertThat(settings.dailyBudgetUsd()).isEmpty();
        assertThat(GROQ.label()).isEqualTo("groq:llama-3.1-8b-instant");
        assertThat(GROQ.baseUrl()).hasToString("https://api.groq.com/openai/v1");
        assertThat(new Mock(Duration.ZERO).label()).isEqualTo("mock-llm");
    }

    @Test
    void the_key_is_not_printed() {
        assertThat(settings.toString()).contains("groq:llama-3.1-8b-instant").doesNotContain("gsk-secret");
    }

    @Test
    void bounds_are_kept() {
        refuses(() -> settings.withMaxConcurrency(0), "1 to 10000, not 0");
        refuses(() -> settings.withMaxConcurrency(10_001), "1 to 10000");
        refuses(() -> settings.withAnswerLimit(Duration.ZERO), "up to 5 minutes");
        refuses(() -> settings.withAnswerLimit(Duration.ofMinutes(6)), "up to 5 minutes");
        refuses(() -> settings.withCooldown(Duration.ofMillis(999)), "1 second to 1 hour");
        refuses(() -> settings.withCooldown(Duration.ofHours(2)), "1 second to 1 hour");
        refuses(() -> settings.withDailyBudgetUsd(BigDecimal.ZERO), "must be positive");
        refuses(() -> new Mock(Duration.ofMillis(-1)), "cannot be negative");
        refuses(() -> LlmSettings.of(List.of(GROQ, GROQ)), "listed twice");
    }

    @Test
    void a_budget_without_the_price_of_a_model_says_what_to_set() {
        Remote own = new Remote(ProviderKind.OPENAI, URI.create("http://localhost:1/v1"), "k", "my-model");
        LlmSettings priceless = LlmSettings.of(List.of(GROQ, own));
        refuses(() -> priceless.withDailyBudgetUsd(BigDecimal.ONE), "add my-model=INPUT/OUTPUT");
        assertThat(priceless
                        .withPrices(PriceTable.builtIn().with("my-model=1/2"))
                        .withDailyBudgetUsd(BigDecimal.ONE)
                        .dailyBudgetUsd())
                .contains(BigDecimal.ONE);
    }

    @Test
    void the_mock_costs_nothing_and_needs_no_price() {
        LlmSettings mock = LlmSettings.of(List.of(new Mock(Duration.ZERO)));
        assertThat(mock.withDailyBudgetUsd(BigDecimal.ONE).dailyBudgetUsd()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.openai.com/v1", "ftp://host/v1", "https:///v1", "https://host/v1#x", "mailto:a@b.c"})
    void an_address_that_is_none_is_refused(String address) {
        refuses(() -> remote(address, "k", "m"), "the base URL of openai must be http(s)://");
    }

    @Test
    void a_password_in_the_address_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> remote("https://user:hunter2@host/v1", "k", "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nbreak", "schlüssel"})
    void a_key_that_no_header_can_carry_is_refused_and_not_repeated(String key) {
        assertThatThrownBy(() -> remote("https://host/v1", key, "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the API key of openai must be printable ASCII without blanks");
    }

    @Test
    void a_missing_model_is_refused() {
        refuses(() -> remote("https://host/v1", "k", " "), "model of openai is missing");
    }

    private static Remote remote(String address, String key, String model) {
        return new Remote(ProviderKind.OPENAI, URI.create(address), key, model);
    }

    private static void refuses(ThrowingCallable what, String why) {
        assertThatThrownBy(what).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }
}
