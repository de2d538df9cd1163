/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrgencyExamplesTest {

    @Test
    void there_are_as_many_urgent_sentences_as_calm_ones_that_look_like_them() {
        UrgencyExamples training = UrgencyExamples.training();

        assertThat(training.urgent()).hasSize(100).doesNotHaveDuplicates();
        assertThat(training.calm()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        assertThat(training.calm()).doesNotContainAnyElementsOf(training.urgent());
    }

    @Test
    void nothing_that_is_set_aside_is_trained_on() {
        UrgencyExamples training = UrgencyExamples.training();
        UrgencyExamples aside = UrgencyExamples.aside();

        assertThat(aside.urgent()).hasSize(50).doesNotContainAnyElementsOf(training.urgent());
        assertThat(aside.calm()).hasSize(50).doesNotContainAnyElementsOf(training.calm());
        assertThat(UrgencyExamples.everydayAside())
                .hasSize(60)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(training.calm());
        assertThat(aside.urgent())
                .contains(
                        "My mother lives alone, wears the alarm button, and her line has been silent since yesterday");
    }
}
