/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Page;
import io.aegis.db.feedback.Samples;
import io.aegis.grouping.GroupState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupEditsIT {

    private static final String CHARGED = "I was charged twice for my subscription this month and want my money back";
    private static final String CRASHED = "The application crashes whenever I open the camera on my old telephone";

    private final GroupFixture rows = new GroupFixture();
    private final List<UUID> charged = new ArrayList<>();
    private final List<UUID> crashed = new ArrayList<>();
    private UUID charges = new UUID(0, 0);
    private UUID crashes = new UUID(0, 0);

    @BeforeEach
    void group() throws Exception {
        for (int i = 0; i < 4; i++) {
            charged.add(rows.stored(CHARGED + " " + i));
        }
        for (int i = 0; i < 2; i++) {
            crashed.add(rows.stored(CRASHED + " " + i, Samples.NOON.minus(Duration.ofDays(10 - i))));
        }
        rows.group(100);
        charges = rows.groupOf(charged.getFirst()).orElseThrow();
        crashes = rows.groupOf(crashed.getFirst()).orElseThrow();
    }

    @AfterEach
    void close() {
        rows.close();
    }

    private Optional<GroupEdits.Split> split(UUID group, List<UUID> ids) throws Exception {
        return rows.edits.split(group, ids, Actor.COMMAND, TestSchema.ample());
    }

    @Test
    void merged_groups_are_one_and_new_rows_like_either_go_there() throws Exception {
        assertThat(rows.edits.merge(crashes, charges, Actor.COMMAND, TestSchema.ample()))
                .isTrue();
        UUID later = rows.stored(CRASHED + " later");
        rows.group(100);
        assertThat(rows.groupOf(crashed.getFirst())).contains(charges);
        assertThat(rows.groupOf(later)).contains(charges);
        assertThat(rows.queries.get(crashes, TestSchema.ample())).isEmpty();
        assertThat(rows.group(charges).summary().size()).isEqualTo(7);
        assertThat(rows.group(charges).firstSeen()).isEqualTo(Samples.NOON.minus(Duration.ofDays(10)));
        assertThat(rows.edits.merge(crashes, charges, Actor.COMMAND, TestSchema.ample()))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.edits.merge(charges, charges, Actor.COMMAND, TestSchema.ample()));
    }

    @Test
    void split_rows_are_a_group_of_their_own_and_stay_it() throws Exception {
        GroupEdits.Split split =
                split(charges, List.of(charged.get(0), charged.get(2))).orElseThrow();
        UUID made = split.split().orElseThrow();
        assertThat(split.remaining()).contains(charges);
        rows.group(100);
        assertThat(rows.groupOf(charged.get(0))).contains(made);
        assertThat(rows.groupOf(charged.get(1))).contains(charges);
        assertThat(rows.groupOf(charged.get(2))).contains(made);
        assertThat(rows.group(made).summary()).isEqualTo(new FeedbackGroup.GroupSummary(2, 2, GroupState.OPEN));
        assertThat(rows.group(charges).summary().size()).isEqualTo(2);
        assertThat(rows.group(charges).title()).isEqualTo(CHARGED + " 1");
        assertThat(rows.value("SELECT COUNT(*) FROM feedback_fingerprint WHERE by_hand"))
                .isEqualTo("2");
        UUID again = rows.stored(CHARGED + " 10");
        rows.group(100);
        assertThat(rows.groupOf(again)).as("has an anchor still").isPresent();
    }

    @Test
    void after_a_split_new_rows_go_where_they_resemble_one_most_and_to_the_larger_group_otherwise() throws Exception {
        UUID late = rows.stored(CHARGED + " twice over");
        rows.group(100);
        assertThat(rows.groupOf(late)).contains(charges);
        UUID made = split(charges, List.of(charged.get(0), late))
                .orElseThrow()
                .split()
                .orElseThrow();
        UUID like = rows.stored(CHARGED + " twice over now");
        UUID any = rows.stored(CHARGED + " 7");
        rows.group(100);
        assertThat(rows.groupOf(like)).contains(made);
        assertThat(rows.groupOf(any)).contains(charges);
    }

    @Test
    void a_single_row_that_is_split_stands_alone_and_a_single_one_that_remains_too() throws Exception {
        GroupEdits.Split split = split(crashes, List.of(crashed.get(1))).orElseThrow();
        assertThat(split).isEqualTo(new GroupEdits.Split(Optional.empty(), Optional.empty()));
        assertThat(rows.groupOf(crashed.get(0))).isEmpty();
        assertThat(rows.groupOf(crashed.get(1))).isEmpty();
        assertThat(rows.queries.get(crashes, TestSchema.ample())).isEmpty();
        rows.group(100);
        assertThat(rows.groupOf(crashed.get(1))).as("no job undoes it").isEmpty();
    }

    @Test
    void only_rows_of_the_group_are_split_and_never_all() {
        assertThatExceptionOfType(NotInGroupException.class)
                .isThrownBy(() -> split(charges, List.of(charged.getFirst(), crashed.getFirst())))
                .withMessage("must be ids of rows in the group");
        assertThatExceptionOfType(NotInGroupException.class)
                .isThrownBy(() -> split(charges, charged))
                .withMessage("must leave a row in the group");
        assertThatIllegalArgumentException().isThrownBy(() -> split(charges, List.of()));
    }

    @Test
    void no_group_has_nothing_to_split() throws Exception {
        assertThat(split(new UUID(1, 2), charged)).isEmpty();
    }

    @Test
    void erased_rows_leave_their_groups() throws Exception {
        rows.erase(charged.getFirst());
        rows.erase(crashed.getFirst());
        assertThat(rows.edits.removeErased(1, TestSchema.ample())).isEqualTo(1);
        assertThat(rows.edits.removeErased(10, TestSchema.ample())).isEqualTo(1);
        assertThat(rows.edits.removeErased(10, TestSchema.ample())).isZero();
        assertThat(rows.group(charges).summary().size()).isEqualTo(3);
        assertThat(rows.group(charges).title()).isEqualTo(CHARGED + " 1");
        assertThat(rows.groupOf(crashed.get(1))).isEmpty();
        UUID later = rows.stored(CHARGED + " later");
        rows.group(100);
        assertThat(rows.groupOf(later)).contains(charges);
    }

    @Test
    void lists_are_in_their_order_and_paged() throws Exception {
        assertThat(ids(GroupOrder.LARGEST, Optional.empty())).containsExactly(charges, crashes);
        assertThat(ids(GroupOrder.NEWEST, Optional.empty())).containsExactly(charges, crashes);
        assertThat(ids(GroupOrder.GROWING, Optional.empty())).containsExactly(charges);
        assertThat(ids(GroupOrder.LARGEST, Optional.of(GroupState.RESOLVED))).isEmpty();
        rows.resolve(crashed.get(0));
        rows.resolve(crashed.get(1));
        assertThat(ids(GroupOrder.LARGEST, Optional.of(GroupState.RESOLVED))).containsExactly(crashes);
        assertThat(rows.group(crashes).weekBefore()).isEqualTo(2);
    }

    /** By pages of one. */
    private List<UUID> ids(GroupOrder order, Optional<GroupState> state) throws Exception {
        List<UUID> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<FeedbackGroup> page = rows.queries.list(order, state, 1, cursor, TestSchema.ample());
            page.items().forEach(group -> ids.add(group.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return ids;
    }

    @Test
    void similar_texts_are_found_before_and_after_the_job_has_looked() throws Exception {
        UUID fresh = rows.stored(CHARGED + " 2 or more");
        List<SimilarTexts.Similar> found =
                rows.similar.of(fresh, TestSchema.ample()).orElseThrow();
        assertThat(found).extracting(SimilarTexts.Similar::id).containsExactlyInAnyOrderElementsOf(charged);
        assertThat(found.getFirst().id()).isEqualTo(charged.get(2));
        assertThat(found).extracting(SimilarTexts.Similar::similarity).allMatch(each -> each >= 0.5 && each < 1);
        rows.group(100);
        assertThat(rows.similar.of(charged.get(1), TestSchema.ample()).orElseThrow())
                .extracting(SimilarTexts.Similar::id)
                .hasSize(4)
                .contains(fresh);
        assertThat(rows.similar.of(new UUID(1, 2), TestSchema.ample())).isEmpty();
    }
}
