/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.model.RefusedModelException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StaticEmbedderTest {

    private static final List<String> PIECES =
            List.of("[UNK]", "[CLS]", "[SEP]", "!", "the", "card", "##s", "invoice", "crash", "okapi", "zebra");

    /** Each piece points along an axis of its own, and all of them a little along another. */
    private static final class Axes implements WordPieceEmbedder {

        @Override
        public List<String> pieces() {
            return PIECES;
        }

        @Override
        public Embedding embedPiece(int number) {
            float[] numbers = new float[Embedding.LENGTH];
            numbers[number] = 1;
            numbers[100] = 0.5f;
            return Embedding.ofDirection(numbers);
        }

        @Override
        public Embedding embed(String text) {
            throw new AssertionError("a table is made of pieces");
        }

        @Override
        public String model() {
            return "axes";
        }
    }

    private static StaticEmbedder distilled() {
        try {
            return StaticDistillation.of(new Axes(), () -> false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static StaticEmbedder read(byte[] bytes) throws RefusedModelException {
        return StaticEmbedder.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void a_text_is_the_sum_of_its_words_and_what_all_words_have_in_common_is_gone() {
        StaticEmbedder embedder = distilled();

        assertThat(embedder.model()).isEqualTo("static:axes").isEqualTo(StaticEmbedder.nameOf(new Axes()));
        assertThat(embedder.embed("okapi zebra").cosine(embedder.embed("Zebra OKAPI")))
                .isGreaterThan(.999);
        assertThat(embedder.embed("okapi zebra").cosine(embedder.embed("okapi")))
                .isBetween(.5, .8);
        assertThat(embedder.embed("okapi").cosine(embedder.embed("zebra"))).isLessThan(0);
        assertThat(embedder.embed("okapi").unit()[100]).isBetween(-.01f, .01f);
    }

    @Test
    void rare_words_say_more_than_frequent_ones() {
        Embedding both = distilled().embed("the zebra");

        assertThat(both.cosine(distilled().embed("zebra")))
                .isGreaterThan(both.cosine(distilled().embed("the")) + .5);
    }

    @Test
    void texts_without_a_known_word_have_no_direction_and_the_end_of_long_ones_does_not_count() {
        StaticEmbedder embedder = distilled();

        assertThat(embedder.embed("qqq").cosine(embedder.embed("qqq"))).isZero();
        assertThat(embedder.embed("").bytes()).containsOnly(0);
        String much = "okapi ".repeat(WordPieceTokenizer.MAX_TOKENS);
        assertThat(embedder.embed(much + "zebra ".repeat(5_000))).isEqualTo(embedder.embed(much));
    }

    @Test
    void what_was_stored_is_read_back() throws Exception {
        StaticEmbedder stored = read(distilled().bytes());

        assertThat(stored.model()).isEqualTo("static:axes");
        assertThat(stored.embed("the okapi has cards!")).isEqualTo(distilled().embed("the okapi has cards!"));
        assertThat(stored.bytes()).isEqualTo(distilled().bytes());
    }

    @Test
    void a_changed_a_cut_and_a_longer_table_are_refused() {
        byte[] good = distilled().bytes();
        for (int at : new int[] {0, 5, 17, 40, good.length / 2, good.length - 1}) {
            byte[] changed = good.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> read(changed)).as("at %d", at).isInstanceOf(RefusedModelException.class);
        }
        for (int length : new int[] {0, 3, 30, good.length / 2, good.length - 1, good.length + 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(good, length)))
                    .as("of %d bytes", length)
                    .isInstanceOf(RefusedModelException.class);
        }
    }

    @Property(tries = 200)
    void any_bytes_are_refused_without_making_more_of_them(@ForAll byte[] bytes) {
        byte[] begun = Arrays.copyOf(new byte[] {(byte) 0xAE, (byte) 0x91, 0x57, 0x03}, bytes.length + 4);
        System.arraycopy(bytes, 0, begun, 4, bytes.length);
        assertThatThrownBy(() -> read(begun)).isInstanceOf(RefusedModelException.class);
    }

    @Test
    void a_distillation_that_nobody_waits_for_ends() {
        assertThatThrownBy(() -> StaticDistillation.of(new Axes(), () -> true))
                .isInstanceOf(InterruptedException.class);
    }
}
