/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.embedding.Embedding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTextEmbedderTest {

    private static LazyTextEmbedder embedder;

    @BeforeAll
    static void open() {
        embedder = new LazyTextEmbedder(ModelFolder.installed());
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void the_same_in_other_words_is_nearer_than_something_else() {
        Embedding charged = embedder.embed("I was charged twice for my order");

        double same = charged.cosine(embedder.embed("You took the money for what I bought two times"));
        double other = charged.cosine(embedder.embed("The dark theme of the app is hard to read"));

        assertThat(same).isGreaterThan(other + .2).isGreaterThan(.5);
        assertThat(embedder.model()).isEqualTo("all-minilm-l6-v2-q");
    }

    @Test
    void case_and_white_space_change_nothing() {
        assertThat(embedder.embed("  The APP\tcrashes ")).isEqualTo(embedder.embed("the app crashes"));
    }

    @Test
    void several_threads_get_what_one_gets() throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add("complaint number " + i + " about a parcel" + " that is late".repeat(i));
        }
        List<Embedding> alone = texts.stream().map(embedder::embed).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Embedding>> together = texts.stream()
                    .map(text -> threads.submit(() -> embedder.embed(text)))
                    .toList();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        }
    }

    /** What is closed under a text that is under way is memory that is given back: it would end the process. */
    @Test
    void closing_waits_for_the_texts_under_way() throws Exception {
        LazyTextEmbedder closed = new LazyTextEmbedder(ModelFolder.installed());
        String text = "late ".repeat(200);
        Embedding alone = closed.embed(text);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 10; i++) {
                Future<Embedding> one = threads.submit(() -> closed.embed(text));
                Future<Embedding> other = threads.submit(() -> closed.embed(text));
                closed.close();
                assertThat(one.get()).isEqualTo(alone);
                assertThat(other.get()).isEqualTo(alone);
            }
        }
        closed.close();
    }

    @Test
    void what_it_cannot_read_has_no_direction() {
        assertThat(List.of(
                        "",
                        "退款",
                        "很差",
                        "👍",
                        "🎉🎉",
                        "👍👍 👍",
                        "12345",
                        "ขอบคุณมาก",
                        "แย่มาก",
                        "не тот товар, ответа нет",
                        "Спасибо за помощь",
                        "خدمة ممتازة",
                        "iPhone 很差",
                        "환불 해주세요"))
                .allSatisfy(text -> assertThat(embedder.embed(text)).isEqualTo(Embedding.NOTHING));
        assertThat(List.of(
                        "Terrible", "Great app 👍", "Die Lieferung war pünktlich", "Czekam na odpowiedź trzy tygodnie"))
                .allSatisfy(
                        text -> assertThat(embedder.embed(text).hasDirection()).isTrue());
    }

    @Test
    void texts_of_any_length_have_vectors() {
        assertThat(embedder.embed("late ".repeat(2_000))).isEqualTo(embedder.embed("late ".repeat(3_000)));
    }

    @Test
    void a_folder_without_the_model_is_told_of(@TempDir Path folder) throws Exception {
        try (LazyTextEmbedder none = new LazyTextEmbedder(new ModelFolder(folder))) {
            assertThatThrownBy(() -> none.embed("a text"))
                    .isInstanceOf(NoEmbedderException.class)
                    .hasMessageContaining(folder.toString());
            Files.writeString(folder.resolve("all-minilm-l6-v2-q-tokenizer.json"), "{\"model\": {\"vocab\": {}}}");
            assertThatThrownBy(() -> none.embed("a text")).rootCause().hasMessageContaining("[UNK]");
        }
    }

    @Test
    void a_damaged_model_is_told_of_with_the_way_around_it(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("all-minilm-l6-v2-q-tokenizer.json"),
                "{\"model\": {\"vocab\": {\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2}}}");
        Files.writeString(folder.resolve("all-minilm-l6-v2-q.onnx"), "no network");
        try (LazyTextEmbedder damaged = new LazyTextEmbedder(new ModelFolder(folder))) {
            assertThatThrownBy(() -> damaged.embed("a text"))
                    .isInstanceOf(NoEmbedderException.class)
                    .hasMessageContaining("AEGIS_EMBEDDINGS=off");
        }
    }
}
