/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, true, false",
        "gpt-4o, true, false",
        "gpt-4o-2024-08-06, true, false",
        "gpt-4o-2024-05-13, false, false",
        "gpt-4.1-nano, true, false",
        "gpt-5, true, true",
        "gpt-5-mini, true, true",
        "gpt-5.1, true, true",
        "gpt-5-chat-latest, true, false",
        "o3, true, true",
        "o4-mini, true, true",
        "o1-mini, false, true",
        "openai/gpt-oss-20b, true, true",
        "GPT-4O-MINI, true, false",
        "gpt-4, false, false",
        "gpt-3.5-turbo, false, false",
        "llama-3.1-8b-instant, false, false",
        "o365-bot, false, false",
        "ok, false, false"
    })
    void what_a_model_can_do_follows_from_its_name(String model, boolean strictSchema, boolean reasoning) {
        assertThat(ModelTraits.of(model)).isEqualTo(new ModelTraits(strictSchema, reasoning));
    }
}
