/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.embedding.WordPieceEmbedder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearnedQualityTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream report = new PrintStream(output, true, StandardCharsets.UTF_8);

    /** Knows three kinds of texts. */
    private static class Kinds implements TextEmbedder {

        @Override
        public Embedding embed(String text) {
            Random random = new Random(text.hashCode());
            float[] numbers = new float[Embedding.LENGTH];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextGaussian() / 50;
            }
            numbers[text.startsWith("alpha") ? 0 : text.startsWith("beta") ? 1 : 2] += 1;
            return Embedding.ofDirection(numbers);
        }

        @Override
        public String model() {
            return "of this test";
        }
    }

    /** Takes texts apart too. */
    private static final class Words extends Kinds implements WordPieceEmbedder {

        @Override
        public List<String> pieces() {
            return List.of("[UNK]", "[CLS]", "[SEP]", "alpha", "beta", "gamma");
        }

        @Override
        public Embedding embedPiece(int number) {
            return embed(pieces().get(number));
        }
    }

    @BeforeEach
    void write() throws IOException {
        StringBuilder questions = new StringBuilder("text,category\n");
        for (int i = 0; i < 1_400; i++) {
            questions.append(
                    i % 2 == 0
                            ? "alpha sort number " + i + ",card_payment_fee_charged\n"
                            : "beta sort number " + i + ",none\n");
        }
        Files.writeString(folder.resolve("banking77_train.csv"), questions + "x,none\n");
        Files.writeString(
                folder.resolve("app_reviews.jsonl"),
                "{\"text\": \"a review of another sort\", \"label\": []}\n{\"text\": \"a third sort\", \"label\": []}\n");
    }

    private int run(Optional<TextEmbedder> embedder) {
        return new CommandLine(new LearnedQuality(report, () -> embedder)).execute(folder.toString());
    }

    @Test
    void what_is_learned_is_held_against_the_rules_on_texts_set_aside_and_of_another_domain() {
        assertThat(run(Optional.of(new Kinds()))).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains(
                        "1000 labels of Banking77",
                        "promoted Billing    rules 0.000, learned 0.99",
                        "Banking77 set aside, 400 texts",
                        "App reviews, 2 texts: macro F1 rules 1.000, learned 1.000",
                        "All figures hold.")
                .doesNotContain("5000 labels", "labels of App reviews");
    }

    @Test
    void what_requests_use_is_held_against_the_rules_too_with_what_it_costs() {
        assertThat(run(Optional.of(new Words()))).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8).lines().dropWhile(line -> !line.startsWith("In requests")))
                .contains("  promoted Billing    rules 0.000, learned 1.000")
                .anyMatch(line -> line.startsWith("A question of Banking77 takes "));
    }

    @Test
    void the_sentiment_of_a_channel_is_held_against_the_rules_too() throws IOException {
        Path rated = folder.resolve("rated.jsonl.gz");
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(rated)), StandardCharsets.UTF_8)) {
            for (int i = 0; i < 1_200; i++) {
                out.write("{\"set\": \"tweets\", \"text\": \"%s sort number %d\", \"rating\": %d}\n"
                        .formatted(i % 2 == 0 ? "alpha" : "beta", i, i % 2 == 0 ? 2 : -2));
            }
            out.write("{\"set\": \"tweets\", \"text\": \"x\", \"rating\": 0}\n");
        }
        int exit = new CommandLine(new LearnedQuality(report, () -> Optional.of(new Kinds())))
                .execute(folder.toString(), "--rated", rated.toString());

        assertThat(exit).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains(
                        "500 labels of tweets, sentiment of 700 texts set aside, promoted: macro F1 rules 0.",
                        ", learned 0.667",
                        "1000 labels of tweets, sentiment of 200 texts set aside, promoted")
                .doesNotContain("2000 labels of tweets");
    }

    @Test
    void without_the_language_model_it_says_where_it_is() {
        assertThatThrownBy(() -> new LearnedQuality(report, Optional::empty).call())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ops/aegis bench learned");
    }
}
