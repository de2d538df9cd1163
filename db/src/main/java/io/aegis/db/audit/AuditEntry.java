/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision that was kept.
 *
 * @param id grows from one to the next
 * @param at when
 * @param actor who decided
 * @param action what
 * @param subject id of what was changed
 * @param batch the step that it was a part of
 * @param before what is different since, as it was: a JSON object
 * @param after the same as it was then: a JSON object
 */
public record AuditEntry(
        long id,
        Instant at,
        Actor actor,
        AuditAction action,
        String subject,
        Optional<UUID> batch,
        String before,
        String after) {

    static final String SELECT = """
            SELECT id, happened_at, actor_kind, actor, action, subject, batch_id, before_value, after_value FROM audit_log
            """;

    static AuditEntry read(DbRow row) {
        return new AuditEntry(
                row.column("id").get(Long.class),
                row.column("happened_at").get(Instant.class),
                new Actor(
                        row.column("actor_kind").get(Actor.Kind.class),
                        row.column("actor").get(String.class)),
                row.column("action").get(AuditAction.class),
                row.column("subject").get(String.class),
                row.column("batch_id").as(UUID.class).asOptional(),
                row.column("before_value").get(String.class),
                row.column("after_value").get(String.class));
    }
}
