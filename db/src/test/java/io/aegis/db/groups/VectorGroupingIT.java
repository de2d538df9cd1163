/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.embedding.Embedding;
import io.aegis.grouping.GroupState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VectorGroupingIT {

    private final GroupFixture rows = new GroupFixture();

    @AfterEach
    void close() {
        rows.close();
    }

    /** A direction that mostly is one of few, and a little another. */
    private UUID stored(String text, int most, int little) throws Exception {
        UUID id = rows.stored(text);
        float[] direction = new float[Embedding.LENGTH];
        direction[most] = 1;
        direction[little] += 0.2f;
        rows.vector(id, Embedding.ofDirection(direction));
        return id;
    }

    @Test
    void other_words_for_the_same_join_and_what_people_put_apart_stays_so() throws Exception {
        UUID first = stored("The parcel has not come yet", 1, 2);
        UUID words = stored("Still waiting for my delivery", 1, 3);
        UUID other = stored("How do I change my password", 200, 2);
        UUID bare = rows.stored("Nobody has made a vector of this one");
        rows.group(10);
        assertThat(rows.groupOf(words)).isEmpty();
        assertThat(rows.groupVectors(2)).isEqualTo(3);
        UUID group = rows.groupOf(first).orElseThrow();
        assertThat(rows.groupOf(words)).contains(group);
        assertThat(rows.groupOf(other)).isEmpty();
        assertThat(rows.groupOf(bare)).isEmpty();
        assertThat(rows.group(group).summary()).isEqualTo(new FeedbackGroup.GroupSummary(2, 2, GroupState.OPEN));

        rows.edits.split(group, List.of(words), Actor.COMMAND, TestSchema.ample());
        assertThat(rows.groupVectors(10)).isZero();
        assertThat(rows.groupOf(words)).isEmpty();
        rows.change("UPDATE feedback_fingerprint SET has_vector = FALSE WHERE feedback_id = '" + words + "'");
        assertThat(rows.groupVectors(10)).isEqualTo(1);
        assertThat(rows.groupOf(words)).as("put there by a person").isEmpty();
    }

    @Test
    void what_says_the_opposite_does_not_join() throws Exception {
        UUID cancel = stored("cancel my gym membership", 1, 2);
        UUID renew = stored("renew my gym membership", 1, 3);
        UUID words = stored("I want to be a member no longer", 1, 4);
        rows.group(10);
        rows.groupVectors(10);
        assertThat(rows.groupOf(words)).isPresent().isEqualTo(rows.groupOf(cancel));
        assertThat(rows.groupOf(renew)).isEmpty();
    }

    @Test
    void near_duplicates_of_either_go_to_the_one_group() throws Exception {
        UUID first = stored("The parcel that I ordered in spring has not come yet, number one", 1, 2);
        UUID twin = stored("The parcel that I ordered in spring has not come yet, number two", 1, 2);
        UUID words = stored("Still waiting at home for my delivery, please look into this", 1, 3);
        rows.group(10);
        rows.groupVectors(10);
        UUID group = rows.groupOf(first).orElseThrow();
        assertThat(rows.groupOf(twin)).contains(group);
        assertThat(rows.groupOf(words)).contains(group);
        UUID again = rows.stored("Still waiting at home for my delivery, please look into this now");
        rows.group(10);
        assertThat(rows.groupOf(again)).contains(group);
        assertThat(rows.group(group).summary().size()).isEqualTo(4);
    }

    @Test
    void what_no_model_can_read_is_looked_at_once_and_stays_alone() throws Exception {
        UUID refund = rows.stored("\u9000\u6b3e");
        UUID bad = rows.stored("\u5f88\u5dee");
        rows.vector(refund, Embedding.NOTHING);
        rows.vector(bad, Embedding.NOTHING);
        rows.group(10);
        assertThat(rows.groupVectors(10)).isEqualTo(2);
        assertThat(rows.groupVectors(10)).isZero();
        assertThat(rows.groupOf(refund)).isEmpty();
        assertThat(rows.groupOf(bad)).isEmpty();
        assertThat(rows.similar.of(refund, TestSchema.ample()).orElseThrow()).isEmpty();
    }

    @Test
    void one_that_was_erased_is_joined_by_nobody() throws Exception {
        UUID erased = stored("The parcel has not come yet", 1, 2);
        rows.group(10);
        rows.groupVectors(10);
        rows.erase(erased);
        UUID words = stored("Still waiting for my delivery", 1, 3);
        rows.group(10);
        rows.groupVectors(10);
        assertThat(rows.groupOf(words)).isEmpty();
    }
}
