/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many said in the very same words. */
class RepeatedTextsIT {

    private static final String CHARGED = "I was charged twice for my subscription this month, order ";

    private final GroupFixture rows = new GroupFixture();

    @AfterEach
    void close() {
        rows.close();
    }

    private UUID sent(String text, int times) throws Exception {
        UUID id = rows.stored(text);
        rows.change("UPDATE feedback SET submissions = " + times + " WHERE id = '" + id + "'");
        return id;
    }

    private List<UUID> listed(GroupOrder order) throws Exception {
        return rows.queries.list(order, Optional.empty(), 10, Optional.empty(), TestSchema.ample()).items().stream()
                .map(FeedbackGroup::id)
                .toList();
    }

    @Test
    void a_single_text_that_many_sent_is_a_group_before_larger_ones_and_others_join_it() throws Exception {
        UUID first = rows.stored(CHARGED + 1);
        rows.stored(CHARGED + 22);
        UUID often = sent("Nobody has answered any of my letters about the broken door", 40);
        UUID twice = sent("The colours of the new web site are hard to read", RepeatedTexts.MANY - 1);
        rows.group(10);
        rows.repeated();
        UUID group = rows.groupOf(often).orElseThrow();
        assertThat(rows.groupOf(twice)).as("sent twice by mistake").isEmpty();
        assertThat(rows.group(group).summary().size()).isEqualTo(1);
        assertThat(rows.group(group).submissions()).isEqualTo(40);
        assertThat(rows.group(group).title()).startsWith("Nobody has answered");
        UUID pair = rows.groupOf(first).orElseThrow();
        assertThat(rows.group(pair).submissions()).isEqualTo(2);
        assertThat(listed(GroupOrder.LARGEST)).containsExactly(group, pair);
        assertThat(listed(GroupOrder.GROWING)).containsExactly(group, pair);

        UUID like = rows.stored("Nobody has answered any of my letters about the broken door yet");
        rows.group(10);
        rows.repeated();
        assertThat(rows.groupOf(like)).contains(group);
        assertThat(rows.group(group).summary().size()).isEqualTo(2);
        assertThat(rows.group(group).submissions()).isEqualTo(41);
        rows.repeated();
        assertThat(rows.group(group).submissions()).isEqualTo(41);
        rows.edits.split(group, List.of(like), Actor.COMMAND, TestSchema.ample());
        assertThat(rows.groupOf(often)).as("still said by many").contains(group);
        rows.change("UPDATE feedback SET submissions = 1 WHERE id = '" + often + "'");
        rows.repeated();
        assertThat(rows.groupOf(often)).as("as senders were erased").isEmpty();
        assertThat(rows.value("SELECT COUNT(*) FROM feedback_group")).isEqualTo("1");
    }

    @Test
    void what_a_person_put_alone_stays_alone() throws Exception {
        UUID often = sent(CHARGED + 1, 40);
        UUID second = rows.stored(CHARGED + 22);
        rows.stored(CHARGED + 333);
        rows.group(10);
        rows.repeated();
        UUID group = rows.groupOf(second).orElseThrow();
        assertThat(rows.group(group).submissions()).isEqualTo(42);
        rows.edits.split(group, List.of(often), Actor.COMMAND, TestSchema.ample());
        rows.repeated();
        assertThat(rows.groupOf(often)).isEmpty();
        assertThat(rows.group(group).submissions()).isEqualTo(2);
    }
}
