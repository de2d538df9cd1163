/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValenceSumTest {

    private static VaderScores tally(double emphasis, double... valences) {
        return ValenceSum.of(valences, emphasis);
    }

    @Test
    void no_words_have_no_scores() {
        assertThat(tally(1)).isEqualTo(new VaderScores(0, 0, 0, 0));
    }

    @Test
    void neutral_words_have_only_a_neutral_share_whatever_the_emphasis() {
        assertThat(tally(1, 0, 0)).isEqualTo(new VaderScores(0, 1, 0, 0));
    }

    @Test
    void a_word_weighs_one_more_than_its_valence() {
        // 3 + 1 against two neutral words; 3 / sqrt(9 + 15).
        assertThat(tally(0, 3, 0, 0)).isEqualTo(new VaderScores(0, 0.333, 0.667, 0.6124));
        assertThat(tally(0, -3, 0, 0)).isEqualTo(new VaderScores(0.667, 0.333, 0, -0.6124));
    }

    @Test
    void emphasis_goes_in_the_direction_of_the_sum() {
        // 4 / sqrt(16 + 15); (3 + 1 + 1) of 6.
        assertThat(tally(1, 3, 0)).isEqualTo(new VaderScores(0, 0.167, 0.833, 0.7184));
        assertThat(tally(1, -3, 0)).isEqualTo(new VaderScores(0.833, 0.167, 0, -0.7184));
    }

    @Test
    void a_balanced_text_gets_no_emphasis() {
        assertThat(tally(1, 3, -3)).isEqualTo(new VaderScores(0.5, 0, 0.5, 0));
    }

    @Test
    void sum_and_shares_may_lean_to_different_sides() {
        // The sum is 0.9, but the two negative words weigh 3.6 against 3.5.
        assertThat(tally(1, 2.5, -0.8, -0.8)).isEqualTo(new VaderScores(0.568, 0, 0.432, 0.4404));
    }

    @Test
    void values_are_added_in_the_order_of_the_text() {
        // What rounding leaves of these sums decides where the emphasis goes.
        assertThat(tally(1, 0.1, 0.2, -0.3).compound()).isEqualTo(0.25);
        assertThat(tally(1, 0.3, -0.1, -0.2).compound()).isEqualTo(-0.25);
    }

    @Test
    void what_a_sum_rounds_away_is_lost() {
        assertThat(tally(1, 1, 1e-17, -1).compound()).isZero();
    }
}
