/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.bench.command.BenchRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleQualityTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void two_small_data_sets() throws IOException {
        Files.writeString(folder.resolve("banking77_train.csv"), """
                text,category
                "I was charged a fee, why?",card_payment_fee_charged
                My transfer failed with an error message,failed_transfer
                I lost my card,lost_or_stolen_card
                How old must I be?,age_limit
                ?,age_limit
                """);
        Files.writeString(folder.resolve("app_reviews.jsonl"), """
                {"text": "Nice, but it crashes and does not load", "label": [[0, 10, "Crashing Issues"]]}
                {"text": "The menu is confusing", "label": [[0, 10, "UI / Design Issues"]]}
                {"text": "I love it, great", "label": []}
                """);
    }

    private int run(String... arguments) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] all = Stream.concat(Stream.of("rules"), Stream.of(arguments)).toArray(String[]::new);
        return BenchRun.of(Map.of(), out, all);
    }

    @Test
    void figures_are_printed_for_each_class_and_over_all() throws IOException {
        assertThat(run(folder.toString())).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Banking77: 4 texts, 1 refused")
                .contains("Billing    precision 1.000  recall 1.000  F1 1.000")
                .contains("urgent     precision 1.000  recall 1.000  F1 1.000")
                .contains("App reviews: 3 texts, 0 refused")
                .contains("macro F1 1.000 of those that occur, exact sets 1.000")
                .contains("1 of 2 by VADER, 0 adjusted; else 1.000 stay POSITIVE")
                .contains("All figures hold.");
    }

    @Test
    void worse_rules_fail() throws IOException {
        Path rules = folder.resolve("rules.json");
        try (var builtIn = RuleQuality.class.getResourceAsStream("/io/aegis/heuristic/rules.json")) {
            assertThat(builtIn).isNotNull();
            Files.writeString(
                    rules,
                    new String(builtIn.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("\"Security\": 1.0", "\"Security\": 100"));
        }
        assertThat(run(folder.toString(), rules.toString())).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("A figure fell below its floor.");
    }
}
