/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.TreeMap;

/** The one place that writes the audit log: in the transaction of the decision, so that there is neither without the other. */
public final class AuditLog {

    private static final String INSERT = """
            INSERT INTO audit_log (happened_at, actor_kind, actor, action, subject, batch_id, before_value, after_value)
            VALUES (UTC_TIMESTAMP(6), ?, ?, ?, ?, ?, ?, ?)""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditLog() {}

    /** Appends a decision. */
    public static void append(DbExecute execute, AuditEvent event) {
        execute.insert(
                INSERT,
                event.actor().kind().name(),
                event.actor().name(),
                event.action().name(),
                event.subject(),
                event.batch().orElse(null),
                json(event.before()),
                json(event.after()));
    }

    private static String json(Map<String, ?> values) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(values));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "what was decided consists of texts, numbers, truth values and lists", e);
        }
    }
}
