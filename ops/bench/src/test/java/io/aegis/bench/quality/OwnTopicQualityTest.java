/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OwnTopicQualityTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream report = new PrintStream(output, true, StandardCharsets.UTF_8);

    /** Its texts begin with what they are about; what is mixed up looks all alike. */
    private static final class Angles implements TextEmbedder {

        @Override
        public Embedding embed(String text) {
            float[] numbers = new float[Embedding.LENGTH];
            numbers[text.startsWith("alpha") ? 0 : text.startsWith("beta") ? 1 : 2] = 1;
            numbers[3] = text.length() % 7 / 100f;
            return Embedding.ofDirection(numbers);
        }

        @Override
        public String model() {
            return "of this test";
        }
    }

    private int run(String first, String second) throws IOException {
        StringBuilder csv = new StringBuilder("text,category\n");
        for (int i = 0; i < 700; i++) {
            csv.append(first).append(i).append(",alpha\n");
            csv.append(second).append(i).append(",beta\n");
        }
        Files.writeString(folder.resolve("banking77_train.csv"), csv);
        return new CommandLine(new OwnTopicQuality(report, () -> Optional.of(new Angles()))).execute(folder.toString());
    }

    @Test
    void what_examples_tell_apart_is_found() throws Exception {
        assertThat(run("alpha ", "beta ")).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .first()
                .asString()
                .isEqualTo(
                        "5 examples: average precision 1.000; as the product decides: precision 1.000, recall 1.000");
    }

    @Test
    void what_looks_alike_misses_the_goal() throws Exception {
        assertThat(run("mixed ", "mixed as well ")).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).endsWith("Five examples are below the goal.\n");
    }

    @Test
    void without_the_language_model_it_says_how_to_get_it() {
        OwnTopicQuality command = new OwnTopicQuality(report, Optional::empty);
        assertThatThrownBy(command::call)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ops/aegis bench own-topics");
    }
}
