/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DegreeWordsTest {

    private final Map<String, Double> boosts = DegreeWords.boosts();

    @Test
    void sixty_words_strengthen_and_twenty_one_weaken() {
        assertThat(boosts.values()).filteredOn(boost -> boost == 0.293).hasSize(60);
        assertThat(boosts.values()).filteredOn(boost -> boost == -0.293).hasSize(21);
        assertThat(boosts).hasSize(81);
    }

    @Test
    void each_list_is_read_to_both_its_ends() {
        assertThat(boosts)
                .containsEntry("absolutely", 0.293)
                .containsEntry("very", 0.293)
                .containsEntry("almost", -0.293)
                .containsEntry("sortof", -0.293);
    }

    @Test
    void none_is_in_the_lexicon() {
        assertThat(Lexicon.load().words()).doesNotContainKeys(boosts.keySet().toArray(String[]::new));
    }
}
