/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.heuristic.TopicRule;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of own topics in and out of a real database. */
class OwnTopicStoreIT {

    private final TestSchema schema = TestSchema.create();
    private final OwnTopicStore store = new OwnTopicStore(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static OwnTopic topic(int number, String name) {
        TopicRule rule =
                new TopicRule(List.of("late|slow parcel", "\"quotes\" && ümlaut"), List.of("tax"), 0.7, true, 3);
        return new OwnTopic(
                number, name, "What \"it\" is 📦", "#336699", "Lager Zürich", List.of(rule), List.of("An example 😡"));
    }

    @Test
    void a_list_is_read_as_it_was_stored_and_followed_by_its_version() throws Exception {
        assertThat(store.read(TestSchema.ample()).list()).isEqualTo(OwnTopics.NONE);
        assertThat(store.newerThan(0, TestSchema.ample())).isEmpty();

        assertThat(store.replace(
                        0, List.of(topic(59, "Parcels"), topic(0, "Größe")), Actor.COMMAND, TestSchema.ample()))
                .contains(new OwnTopics(1, List.of(topic(0, "Größe"), topic(59, "Parcels"))));

        StoredTopics stored = store.read(TestSchema.ample());
        assertThat(stored.list().version()).isEqualTo(1);
        assertThat(stored.list().topics()).containsExactly(topic(0, "Größe"), topic(59, "Parcels"));
        assertThat(stored.appliedVersion()).isZero();
        assertThat(store.newerThan(0, TestSchema.ample())).contains(stored.list());
        assertThat(store.newerThan(1, TestSchema.ample())).isEmpty();
    }

    @Test
    void departments_are_kept_until_others_are_named() throws Exception {
        List<OwnDepartment> both =
                List.of(new OwnDepartment("Shops", "#0f766e"), new OwnDepartment("Lager Zürich", "#7c3aed"));
        store.replace(0, List.of(), Optional.of(both), Actor.COMMAND, TestSchema.ample());
        assertThat(store.read(TestSchema.ample()).list()).isEqualTo(new OwnTopics(1, List.of(), both));
        store.replace(1, List.of(topic(0, "Parcels")), Actor.COMMAND, TestSchema.ample());
        assertThat(store.newerThan(1, TestSchema.ample()).orElseThrow().departments())
                .isEqualTo(both);
        List<OwnDepartment> one = List.of(new OwnDepartment("Shops", "#000000"));
        store.replace(2, List.of(topic(0, "Parcels")), Optional.of(one), Actor.COMMAND, TestSchema.ample());
        assertThat(store.read(TestSchema.ample()).list().departments()).isEqualTo(one);
    }

    @Test
    void who_saw_an_older_version_changes_nothing() throws Exception {
        store.replace(0, List.of(topic(0, "First")), Actor.COMMAND, TestSchema.ample());

        assertThat(store.replace(0, List.of(topic(0, "Second")), Actor.COMMAND, TestSchema.ample()))
                .isEmpty();
        assertThat(store.read(TestSchema.ample()).list().named("first")).isPresent();
    }

    @Test
    void what_was_stored_before_its_answer_was_lost_is_stored_once() throws Exception {
        store.replace(0, List.of(topic(0, "First")), Actor.COMMAND, TestSchema.ample());

        assertThat(store.replace(0, List.of(topic(0, "First")), Actor.COMMAND, TestSchema.ample()))
                .map(OwnTopics::version)
                .contains(1L);
    }

    @Test
    void the_number_of_a_removed_topic_is_kept_back() throws Exception {
        store.replace(0, List.of(topic(0, "First"), topic(1, "Second")), Actor.COMMAND, TestSchema.ample());
        store.replace(1, List.of(topic(1, "Second")), Actor.COMMAND, TestSchema.ample());

        StoredTopics stored = store.read(TestSchema.ample());
        assertThat(stored.retired()).containsExactly(0);
        assertThat(stored.free(Set.of())).hasValue(2);
        assertThat(stored.free(Set.of(2))).hasValue(3);
        assertThatThrownBy(() -> store.replace(
                        2, List.of(topic(0, "Third"), topic(1, "Second")), Actor.COMMAND, TestSchema.ample()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.read(TestSchema.ample()).list().version()).isEqualTo(2);
    }

    @Test
    void the_audit_log_says_what_changed_of_which_topic() throws Exception {
        OwnTopic parcels = topic(1, "Parcels");
        store.replace(0, List.of(topic(0, "Size"), parcels), Actor.COMMAND, TestSchema.ample());
        OwnTopic changed = new OwnTopic(
                1,
                "Parcels",
                "Lost ones",
                "#336699",
                "Depot",
                parcels.rules(),
                List.of("An example 😡", "Ann Miller waits"));
        store.replace(1, List.of(topic(0, "Size"), changed), Actor.COMMAND, TestSchema.ample());

        String column = "SELECT JSON_EXTRACT(%s, '$.changed') FROM audit_log ORDER BY id DESC LIMIT 1";
        assertThat(schema.value(column.formatted("before_value")))
                .contains("Parcels", "Lager Zürich", "\"examples\": 1")
                .doesNotContain("Size");
        assertThat(schema.value(column.formatted("after_value")))
                .contains("Parcels", "Depot", "Lost ones", "\"examples\": 2")
                .doesNotContain("Size", "Ann Miller");
    }
}
