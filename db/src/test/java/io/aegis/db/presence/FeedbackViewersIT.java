/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedbackViewersIT {

    private static TestSchema schema;

    private static FeedbackViewers viewers;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        viewers = new FeedbackViewers(schema.database());
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        for (String table : List.of("analysis", "feedback")) {
            schema.change("DELETE FROM " + table);
        }
    }

    private static Caller person(String name) {
        return new Caller("key-" + name, new Actor(Actor.Kind.USER, name), Set.of(Role.AGENT));
    }

    private Optional<List<String>> opens(String name, UUID row) throws Exception {
        return viewers.note(row, person(name), TestSchema.ample());
    }

    @Test
    void everybody_is_told_who_else_has_a_row_open() throws Exception {
        UUID row = Samples.stored(schema, "the first row");
        UUID other = Samples.stored(schema, "another row");
        assertThat(opens("Ann", row)).contains(List.of());
        assertThat(opens("Bob", row)).contains(List.of("Ann"));
        assertThat(opens("Ann", row)).contains(List.of("Bob"));
        // Who goes to another row has left this one.
        assertThat(opens("Bob", other)).contains(List.of());
        assertThat(opens("Ann", row)).contains(List.of());
        // A farewell to a row that one has left already changes nothing.
        viewers.leave(row, person("Bob"), TestSchema.ample());
        assertThat(opens("Ann", other)).contains(List.of("Bob"));
        viewers.leave(other, person("Bob"), TestSchema.ample());
        assertThat(opens("Ann", other)).contains(List.of());
        assertThat(opens("Ann", UUID.randomUUID())).isEmpty();
    }

    @Test
    void it_ends_by_itself_and_is_forgotten() throws Exception {
        UUID row = Samples.stored(schema, "the first row");
        opens("Ann", row);
        schema.change("UPDATE feedback_viewer SET seen_at = seen_at - INTERVAL 31 SECOND");
        assertThat(opens("Bob", row)).contains(List.of());
        assertThat(schema.value("SELECT COUNT(*) FROM feedback_viewer")).isEqualTo("2");
        schema.change("UPDATE feedback_viewer SET seen_at = seen_at - INTERVAL 60 SECOND");
        opens("Cid", row);
        assertThat(schema.value("SELECT GROUP_CONCAT(name) FROM feedback_viewer"))
                .isEqualTo("Cid");
    }

    @Test
    void names_are_few_and_go_with_the_row() throws Exception {
        UUID row = Samples.stored(schema, "the first row");
        for (int i = 0; i < FeedbackViewers.MOST + 3; i++) {
            opens("person " + i, row);
        }
        assertThat(opens("Ann", row).orElseThrow())
                .hasSize(FeedbackViewers.MOST)
                .isSorted();
        schema.change("DELETE FROM analysis");
        schema.change("DELETE FROM feedback");
        assertThat(schema.value("SELECT COUNT(*) FROM feedback_viewer")).isEqualTo("0");
    }
}
