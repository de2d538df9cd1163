/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {

    @Test
    void default_models_have_a_price() {
        for (ProviderKind kind : ProviderKind.values()) {
            assertThat(PriceTable.builtIn().of(kind.defaultModel())).isPresent();
        }
    }

    @Test
    void a_dated_snapshot_costs_what_its_model_costs() {
        PriceTable prices = PriceTable.builtIn();
        assertThat(prices.of("gpt-4o-2024-08-06")).isEqualTo(prices.of("gpt-4o"));
        assertThat(prices.of("GPT-4o-mini")).isEqualTo(prices.of("gpt-4o-mini"));
        assertThat(prices.of("my-own-model")).isEmpty();
    }

    @Test
    void overrides_replace_and_add() {
        PriceTable prices = PriceTable.builtIn().with(" gpt-4o = 1 / 2.5 , vendor/model=0/0.125,");
        assertThat(prices.of("gpt-4o")).contains(price("1", "2.5"));
        assertThat(prices.of("vendor/model")).contains(price("0", "0.125"));
        assertThat(prices.of("gpt-4o-mini")).contains(price("0.15", "0.60"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-4o", "gpt-4o=1", "gpt-4o=1/", "gpt-4o=/1", "=1/2", "m=-1/2", "m=1/2/3", "m=1e9/2", "m=a/b"})
    void an_entry_that_cannot_be_read_is_named(String entry) {
        PriceTable prices = PriceTable.builtIn();
        assertThatThrownBy(() -> prices.with("ok=1/2, " + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'")
                .hasMessageContaining("model=input/output");
    }

    @Test
    void a_call_costs_tokens_times_price_rounded_up() {
        ModelPrice price = price("0.15", "0.60");
        assertThat(price.costMicroUsd(new TokenUsage(1_000_000, 1_000_000))).isEqualTo(750_000);
        assertThat(price.costMicroUsd(new TokenUsage(1, 0))).isEqualTo(1);
        assertThat(price.costMicroUsd(TokenUsage.NONE)).isZero();
        assertThat(price.costMicroUsd(new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE)))
                .isPositive();
        assertThat(price("9", "9").costMicroUsd(new TokenUsage(Long.MAX_VALUE, 1)))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_price_below_zero_is_refused() {
        assertThatThrownBy(() -> price("-1", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> price("0", "-1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ModelPrice price(String input, String output) {
        return new ModelPrice(new BigDecimal(input), new BigDecimal(output));
    }
}
