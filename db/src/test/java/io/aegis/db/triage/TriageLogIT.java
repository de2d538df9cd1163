/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.FeedbackTriage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The log of who did what. */
class TriageLogIT extends TriageFixture {

    @Test
    void what_is_resolved_is_told_without_the_words_of_its_note() throws Exception {
        UUID row = row("resolved and told");
        FeedbackTriage triage = new FeedbackTriage(schema.database(), Clock.systemUTC());
        triage.resolve(row, Optional.of("called Mrs Smith"), BOB, TestSchema.ample());
        triage.reopen(row, ANN, TestSchema.ample());
        assertThat(history(row))
                .extracting(AuditEntry::action, AuditEntry::actor, AuditEntry::before, AuditEntry::after)
                .containsExactly(
                        tuple(
                                AuditAction.REOPEN,
                                ANN,
                                "{\"note\":true,\"status\":\"Resolved\"}",
                                "{\"note\":false,\"status\":\"Open\"}"),
                        tuple(
                                AuditAction.RESOLVE,
                                BOB,
                                "{\"note\":false,\"status\":\"Open\"}",
                                "{\"note\":true,\"status\":\"Resolved\"}"));
    }

    @Test
    void the_log_is_searched_page_by_page() throws Exception {
        Actor finder = Actor.key("Finder");
        UUID row = row("searched");
        for (int i = 0; i < 5; i++) {
            store.change(row, Optional.empty(), TriageChange.assign("to " + i), finder, TestSchema.ample());
        }
        AuditQueries.Filter filter = new AuditQueries.Filter(
                Optional.empty(),
                Optional.of("Finder"),
                Optional.of(AuditAction.ASSIGN),
                Optional.empty(),
                Optional.of(PAST),
                Optional.of(FAR));
        List<String> found = new ArrayList<>();
        Optional<Long> before = Optional.empty();
        do {
            AuditQueries.Part page = audit.list(filter, 2, before, TestSchema.ample());
            page.items().forEach(entry -> found.add(entry.after()));
            before = page.next();
        } while (before.isPresent());
        assertThat(found)
                .containsExactly(
                        "{\"assigned_to\":\"to 4\"}",
                        "{\"assigned_to\":\"to 3\"}",
                        "{\"assigned_to\":\"to 2\"}",
                        "{\"assigned_to\":\"to 1\"}",
                        "{\"assigned_to\":\"to 0\"}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit.list(filter, 0, Optional.empty(), TestSchema.ample()));
    }

    @Test
    void the_account_of_the_application_can_only_append_to_the_log() throws Exception {
        done(row("kept for good"), TriageChange.assign("Ann"));
        try (Connection online = schema.rival();
                Statement statement = online.createStatement()) {
            for (String forbidden : List.of(
                    "UPDATE audit_log SET actor = 'nobody'",
                    "DELETE FROM audit_log",
                    "REPLACE INTO audit_log SELECT * FROM audit_log",
                    "TRUNCATE TABLE audit_log",
                    "DROP TRIGGER audit_log_no_change",
                    "ALTER TABLE audit_log DROP COLUMN actor")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class);
            }
        }
        assertThat(schema.value("SELECT COUNT(*) FROM audit_log WHERE actor = 'Ann'"))
                .isNotEqualTo("0");
    }
}
