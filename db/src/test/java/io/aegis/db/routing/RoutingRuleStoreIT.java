/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.feedback.Priority;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingRuleStoreIT {

    private final TestSchema schema = TestSchema.create();
    private final RoutingRuleStore store = new RoutingRuleStore(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static RoutingRule rule(String name, String when, String tag) {
        return new RoutingRule(
                name,
                when,
                new RoutingActions(Optional.of(Priority.HIGH), Optional.of("Bob"), List.of(tag), List.of("ops")));
    }

    private String last(String column) throws Exception {
        return schema.value("SELECT " + column + " FROM audit_log ORDER BY id DESC LIMIT 1");
    }

    @Test
    void the_audit_log_tells_rules_whole_that_were_added_removed_or_changed() throws Exception {
        store.replace(
                0,
                List.of(rule("kept", "a", "k"), rule("refunds", "topic == \"Billing\"", "old"), rule("gone", "g", "g")),
                Actor.COMMAND,
                TestSchema.ample());
        store.replace(
                1,
                List.of(rule("kept", "a", "k"), rule("refunds", "topic == \"UX\"", "new")),
                Actor.user("ann"),
                TestSchema.ample());

        assertThat(last("JSON_VALUE(before_value, '$.changed[0].when')")).isEqualTo("topic == \"Billing\"");
        assertThat(last("JSON_VALUE(before_value, '$.changed[1].name')")).isEqualTo("gone");
        assertThat(last("JSON_VALUE(after_value, '$.changed[0].when')")).isEqualTo("topic == \"UX\"");
        assertThat(last("JSON_VALUE(after_value, '$.changed[0].tags[0]')")).isEqualTo("new");
        assertThat(last("JSON_VALUE(after_value, '$.changed[0].assign')")).isEqualTo("Bob");
        assertThat(last("JSON_EXTRACT(after_value, '$.changed')")).doesNotContain("kept");
    }

    @Test
    void an_entry_stays_small_whatever_was_changed() throws Exception {
        store.replace(
                0,
                IntStream.range(0, RoutingRule.MOST)
                        .mapToObj(number -> rule("rule " + number, "a", "k"))
                        .toList(),
                Actor.COMMAND,
                TestSchema.ample());
        assertThat(last("JSON_LENGTH(after_value, '$.changed')")).isEqualTo("20");
        assertThat(last("JSON_VALUE(after_value, '$.changed_more')")).isEqualTo("80");
    }
}
