/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.FeedbackText;
import org.junit.jupiter.api.Test;

class ContentHashTest {

    @Test
    void it_is_the_sha_256_of_the_text_in_utf_8() {
        // printf 'caf\303\251 is closed' | sha256sum
        assertThat(ContentHash.of(FeedbackText.of("café is closed")))
                .hasToString("b218ac284855e1afa4a103aae39fc127d10d5f8c63984fd1b4d4955dab3c163a");
    }

    @Test
    void equal_texts_have_equal_hashes_and_others_do_not() {
        ContentHash one = ContentHash.of(FeedbackText.of("the app crashes"));

        assertThat(ContentHash.of(FeedbackText.of("the  app crashes ")))
                .isEqualTo(one)
                .hasSameHashCodeAs(one);
        assertThat(ContentHash.of(FeedbackText.of("The app crashes"))).isNotEqualTo(one);
        assertThat(one).isNotEqualTo(one.toString());
    }

    @Test
    void a_sample_of_ours_is_never_what_somebody_sends() {
        FeedbackText text = FeedbackText.of("the app crashes");

        assertThat(ContentHash.ofSample(text))
                .isEqualTo(ContentHash.ofSample(text))
                .isNotEqualTo(ContentHash.of(text))
                .isNotEqualTo(ContentHash.of(FeedbackText.of("sample\0the app crashes")));
    }

    @Test
    void it_survives_being_stored() {
        ContentHash one = ContentHash.of(FeedbackText.of("the app crashes"));

        assertThat(ContentHash.ofBytes(one.bytes())).isEqualTo(one);
    }

    @Test
    void nobody_changes_it_from_outside() {
        ContentHash one = ContentHash.of(FeedbackText.of("the app crashes"));
        byte[] stored = one.bytes();
        ContentHash two = ContentHash.ofBytes(stored);
        stored[0]++;
        one.bytes()[0]++;

        assertThat(two).isEqualTo(one).isEqualTo(ContentHash.of(FeedbackText.of("the app crashes")));
    }

    @Test
    void other_lengths_are_refused() {
        assertThatThrownBy(() -> ContentHash.ofBytes(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes, not 31");
    }
}
