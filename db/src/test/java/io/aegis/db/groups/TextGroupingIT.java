/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.feedback.Department;
import io.aegis.grouping.GroupState;
import io.aegis.topics.RowDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextGroupingIT {

    private static final String CHARGED = "I was charged twice for my subscription this month and want my money back";

    private final GroupFixture rows = new GroupFixture();

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void near_duplicates_make_a_group_and_single_rows_none() throws Exception {
        UUID first = rows.stored(CHARGED);
        UUID typo = rows.stored(CHARGED.replace("subscription", "subscripton"));
        UUID greeting = rows.stored("Hello, " + CHARGED + ", thanks");
        UUID other = rows.stored("The search on the web site finds nothing since yesterday");
        UUID symbols = rows.stored("?!?!");
        rows.group(100);
        UUID group = rows.groupOf(first).orElseThrow();
        assertThat(rows.groupOf(typo)).contains(group);
        assertThat(rows.groupOf(greeting)).contains(group);
        assertThat(rows.groupOf(other)).isEmpty();
        assertThat(rows.groupOf(symbols)).isEmpty();
        FeedbackGroup seen = rows.group(group);
        assertThat(seen.summary()).isEqualTo(new FeedbackGroup.GroupSummary(3, 3, GroupState.OPEN));
        assertThat(seen.title()).isEqualTo(CHARGED);
        assertThat(seen.destinations()).isEqualTo(Map.of(new RowDestination(Department.FINANCE, 0), 3L));
        assertThat(seen.firstSeen()).isEqualTo(Samples.NOON);
        assertThat(seen.lastWeek()).isEqualTo(3);
        assertThat(seen.weekBefore()).isZero();
    }

    @Test
    void it_makes_no_difference_how_many_are_looked_at_at_once() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(rows.stored(CHARGED + " " + (char) ('a' + i)));
            rows.stored(
                    Integer.toString(i * 7_919_173 + 50_000_017, 36) + Integer.toString(i * 104_729 + 9_999_991, 30));
        }
        rows.group(3);
        UUID group = rows.groupOf(ids.getFirst()).orElseThrow();
        for (UUID id : ids) {
            assertThat(rows.groupOf(id)).contains(group);
        }
        assertThat(rows.group(group).summary().size()).isEqualTo(8);
        assertThat(rows.value("SELECT COUNT(DISTINCT feedback_id) FROM feedback_band"))
                .as("only the anchor and single rows are indexed")
                .isEqualTo("9");
        rows.group(3);
        assertThat(rows.group(group).summary().size()).isEqualTo(8);
    }

    @Test
    void what_resembles_a_member_but_not_the_anchor_does_not_join() throws Exception {
        UUID anchor = rows.stored("alpha bravo charlie delta echo foxtrot golf hotel india juliett");
        UUID member = rows.stored("alpha bravo charlie delta echo foxtrot golf hotel kilogram lima");
        UUID far = rows.stored("mikeone novembe oscarrr delta echo foxtrot golf hotel kilogram lima");
        rows.group(10);
        assertThat(rows.groupOf(member)).isPresent().isEqualTo(rows.groupOf(anchor));
        assertThat(rows.groupOf(far)).isEmpty();
    }

    @Test
    void what_says_the_opposite_does_not_join() throws Exception {
        UUID cancel = rows.stored("Please cancel my gym membership from March on");
        UUID renew = rows.stored("Please renew my gym membership from March on");
        UUID again = rows.stored("Please cancel my gym membership from April on");
        UUID also = rows.stored("Hello, please renew my gym membership from March on");
        rows.group(10);
        assertThat(rows.groupOf(again)).isPresent().isEqualTo(rows.groupOf(cancel));
        assertThat(rows.groupOf(also)).isPresent().isEqualTo(rows.groupOf(renew));
        assertThat(rows.groupOf(cancel)).isNotEqualTo(rows.groupOf(renew));
    }

    @Test
    void a_group_that_grows_after_its_resolution_is_regressed_until_it_is_resolved_again() throws Exception {
        UUID first = rows.stored(CHARGED);
        UUID second = rows.stored(CHARGED + " now");
        rows.group(10);
        UUID group = rows.groupOf(first).orElseThrow();
        rows.resolve(first);
        rows.resolve(first);
        assertThat(rows.group(group).summary().state()).isEqualTo(GroupState.OPEN);
        assertThat(rows.group(group).summary().open()).isEqualTo(1);
        rows.resolve(second);
        assertThat(rows.group(group).summary().state()).isEqualTo(GroupState.RESOLVED);
        UUID third = rows.stored(CHARGED + " again", GroupFixture.NOW.plusSeconds(60));
        rows.group(10);
        assertThat(rows.groupOf(third)).contains(group);
        assertThat(rows.group(group).summary()).isEqualTo(new FeedbackGroup.GroupSummary(3, 1, GroupState.REGRESSED));
        assertThat(rows.queries.all(List.of(group, new UUID(1, 2)), TestSchema.ample()))
                .containsExactly(rows.group(group));
        assertThat(rows.queries.all(List.of(), TestSchema.ample())).isEmpty();
        rows.resolve(third);
        rows.triage.reopen(first, Actor.COMMAND, TestSchema.ample());
        assertThat(rows.group(group).summary())
                .as("reopened by hand, not by a new row")
                .isEqualTo(new FeedbackGroup.GroupSummary(3, 1, GroupState.OPEN));
    }

    @Test
    void a_resolved_row_that_comes_again_in_other_words_founds_a_regressed_group() throws Exception {
        UUID first = rows.stored(CHARGED);
        rows.group(10);
        rows.resolve(first);
        rows.stored(CHARGED + " again", GroupFixture.NOW.plusSeconds(60));
        rows.group(10);
        assertThat(rows.group(rows.groupOf(first).orElseThrow()).summary().state())
                .isEqualTo(GroupState.REGRESSED);
    }

    @Test
    void rows_from_before_the_resolution_are_no_regression() throws Exception {
        UUID first = rows.stored(CHARGED);
        rows.stored(CHARGED + " too");
        rows.resolve(first);
        rows.group(10);
        assertThat(rows.group(rows.groupOf(first).orElseThrow()).summary())
                .isEqualTo(new FeedbackGroup.GroupSummary(2, 1, GroupState.OPEN));
    }

    @Test
    void the_most_central_text_names_the_group() throws Exception {
        String middle = CHARGED + " because the invoice is wrong";
        rows.stored(CHARGED + " because the invoice is wrong and nobody of your people helps me here");
        UUID central = rows.stored(middle);
        rows.stored(CHARGED + " because the invoice");
        rows.stored(CHARGED + " because the invoices are");
        rows.group(10);
        assertThat(rows.group(rows.groupOf(central).orElseThrow()).title())
                .startsWith(CHARGED + " because the invoice");
        assertThat(rows.group(rows.groupOf(central).orElseThrow()).title()).isNotEqualTo(CHARGED);
    }

    /** Texts that share a long ending, so that they have many keys in common, and resemble each other too little. */
    @Test
    void boilerplate_fills_no_key_beyond_its_bound() throws Exception {
        for (int i = 0; i < 3 * BandIndex.MOST_OF_KEY; i++) {
            StringBuilder own = new StringBuilder();
            for (int word = 0; word < 9; word++) {
                own.append(Integer.toString((i * 31 + word) * 99_991 + 1_000_000, 36))
                        .append(' ');
            }
            rows.stored(own + "sent from my telephone while on the road");
        }
        rows.group(20);
        assertThat(Integer.parseInt(rows.value(
                        "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM feedback_band GROUP BY band_key) AS counted")))
                .isLessThanOrEqualTo(BandIndex.MOST_OF_KEY);
    }

    @Test
    void an_anchor_that_was_erased_leaves_its_keys() throws Exception {
        UUID erased = rows.stored(CHARGED);
        rows.group(10);
        rows.erase(erased);
        UUID again = rows.stored(CHARGED + " again");
        UUID more = rows.stored(CHARGED + " more");
        rows.group(10);
        assertThat(rows.groupOf(again)).isPresent().isEqualTo(rows.groupOf(more));
        assertThat(rows.value("SELECT COUNT(*) FROM feedback_band WHERE feedback_id = '" + erased + "'"))
                .satisfies(left -> assertThat(Integer.parseInt(left)).isLessThan(40));
    }
}
