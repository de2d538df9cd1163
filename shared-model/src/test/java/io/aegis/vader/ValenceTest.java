/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** In these texts x, y and z are words that nobody knows. */
class ValenceTest {

    private static final double GOOD = 1.9;
    private static final double BAD = -2.5;
    private static final double NO = -1.2;
    private static final double TURNED = -0.74;
    private static final double STEP = 0.293;
    private static final double SHOUTING = 0.733;
    private static final Offset<Double> TINY = within(1e-12);

    @Test
    void a_word_of_the_lexicon_has_its_rating_and_any_other_none() {
        assertThat(Reading.valences("good x bad very of")).containsExactly(GOOD, 0, BAD, 0, 0);
        assertThat(Reading.valences("")).isEmpty();
    }

    @Test
    void kind_before_of_is_neutral() {
        assertThat(Reading.valences("kind of")).containsExactly(0, 0);
        assertThat(Reading.valences("kind x")).containsExactly(2.4, 0);
        assertThat(Reading.valences("good of")).containsExactly(GOOD, 0);
    }

    @Test
    void no_before_a_word_of_the_lexicon_only_turns_it() {
        assertThat(Reading.valences("no good")).containsExactly(0, GOOD * TURNED);
        assertThat(Reading.valences("no x")).containsExactly(NO, 0);
    }

    @Test
    void no_turns_up_to_two_words_later() {
        assertThat(Reading.lastValence("no x good")).isEqualTo(GOOD * TURNED);
        assertThat(Reading.lastValence("no x y good")).isEqualTo(GOOD);
    }

    @Test
    void no_turns_three_words_later_behind_or_and_nor() {
        assertThat(Reading.lastValence("no x or good")).isEqualTo(GOOD * TURNED);
        assertThat(Reading.lastValence("x y or good")).isEqualTo(GOOD);
        // "nor" negates as well.
        assertThat(Reading.lastValence("no x nor good")).isEqualTo(GOOD * TURNED * TURNED, TINY);
    }

    @Test
    void a_second_no_is_turned_with_its_own_rating() {
        assertThat(Reading.valences("no no good")).containsExactly(0, NO * TURNED, GOOD * TURNED);
    }

    @Test
    void capitals_strengthen_among_other_words() {
        assertThat(Reading.lastValence("x GOOD")).isEqualTo(GOOD + SHOUTING);
        assertThat(Reading.lastValence("x BAD")).isEqualTo(BAD - SHOUTING);
        assertThat(Reading.lastValence("X GOOD")).isEqualTo(GOOD);
    }

    @Test
    void a_shouted_no_that_counts_nothing_still_counts_as_shouting() {
        assertThat(Reading.valences("NO good")[0]).isEqualTo(-SHOUTING);
    }

    @Test
    void degree_words_push_away_from_neutral_or_towards_it() {
        assertThat(Reading.lastValence("very good")).isEqualTo(GOOD + STEP);
        assertThat(Reading.lastValence("very bad")).isEqualTo(BAD - STEP);
        assertThat(Reading.lastValence("barely good")).isEqualTo(GOOD - STEP);
        assertThat(Reading.lastValence("barely bad")).isEqualTo(BAD + STEP);
    }

    @Test
    void degree_words_fade_with_distance() {
        assertThat(Reading.lastValence("very x good")).isEqualTo(GOOD + STEP * 0.95, TINY);
        assertThat(Reading.lastValence("very x y good")).isEqualTo(GOOD + STEP * 0.9, TINY);
        assertThat(Reading.lastValence("very x y z good")).isEqualTo(GOOD);
    }

    @Test
    void a_shouted_degree_word_pushes_harder() {
        assertThat(Reading.lastValence("VERY good")).isEqualTo(GOOD + (STEP + SHOUTING), TINY);
        assertThat(Reading.lastValence("VERY bad")).isEqualTo(BAD - (STEP + SHOUTING), TINY);
        assertThat(Reading.lastValence("x VERY y good")).isEqualTo(GOOD + (STEP + SHOUTING) * 0.95, TINY);
    }

    @Test
    void a_shouted_word_that_is_not_of_degree_pushes_nothing() {
        assertThat(Reading.lastValence("XYZ good")).isEqualTo(GOOD);
    }

    @Test
    void a_degree_word_looks_at_the_sign_that_a_nearer_negation_left() {
        assertThat(Reading.lastValence("very not good")).isEqualTo(GOOD * TURNED - STEP * 0.95, TINY);
        assertThat(Reading.lastValence("not very good")).isEqualTo((GOOD + STEP) * TURNED, TINY);
    }

    @Test
    void a_word_turned_by_no_is_strengthened_in_its_new_direction() {
        assertThat(Reading.lastValence("no very good")).isEqualTo(GOOD * TURNED - STEP, TINY);
    }

    @Test
    void negation_reaches_three_words() {
        assertThat(Reading.lastValence("not x y good")).isEqualTo(GOOD * TURNED);
        assertThat(Reading.lastValence("not x y z good")).isEqualTo(GOOD);
    }

    @Test
    void so_right_before_the_fourth_word_or_a_later_one_strengthens_twice() {
        assertThat(Reading.lastValence("x so good")).isEqualTo(GOOD + STEP);
        assertThat(Reading.lastValence("x y so good")).isEqualTo((GOOD + STEP) * 1.25);
    }

    @Test
    void never_so_praises_more_the_later_it_comes() {
        assertThat(Reading.lastValence("never so good")).isEqualTo((GOOD + STEP) * 1.25);
        assertThat(Reading.lastValence("x never so good")).isEqualTo((GOOD + STEP) * 1.25 * 1.25);
    }

    @Test
    void a_word_of_the_lexicon_three_words_before_hides_what_is_asked_there() {
        assertThat(Reading.lastValence("good y so good")).isEqualTo(GOOD + STEP);
        assertThat(Reading.lastValence("bad kind of good")).isEqualTo(GOOD);
    }

    @Test
    void phrases_are_seen_from_the_fourth_word_on() {
        assertThat(Reading.lastValence("x the bomb")).isEqualTo(-2.2);
        assertThat(Reading.lastValence("x y the bomb")).isEqualTo(3);
        assertThat(Reading.lastValence("it was kind of bad")).isEqualTo(BAD - STEP);
        assertThat(Reading.lastValence("kind of good")).isEqualTo(GOOD);
    }

    @Test
    void an_idiom_replaces_what_other_rules_found() {
        assertThat(Reading.lastValence("x not THE bomb")).isEqualTo(3);
    }

    @Test
    void least_turns() {
        assertThat(Reading.lastValence("least good")).isEqualTo(GOOD * TURNED);
        assertThat(Reading.lastValence("x least good")).isEqualTo(GOOD * TURNED);
        assertThat(Reading.lastValence("least x good")).isEqualTo(GOOD);
    }

    @Test
    void at_least_and_very_least_do_not_turn() {
        assertThat(Reading.lastValence("at least good")).isEqualTo(GOOD);
        assertThat(Reading.lastValence("very least good")).isEqualTo(GOOD + STEP * 0.95, TINY);
    }

    @Test
    void least_turns_what_negation_turned_already() {
        assertThat(Reading.lastValence("not least good")).isEqualTo(GOOD * TURNED * TURNED, TINY);
    }
}
