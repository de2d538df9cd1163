/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.feedback.Department;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
import java.util.Optional;

/** The alert that urgent feedback raises. */
final class UrgentAlert {

    /** The event's name in the outbox. */
    static final String EVENT = "feedback.urgent";

    private static final int EXCERPT = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private UrgentAlert() {}

    /** The first own department that one of the row's own topics names. */
    private static final String OWN_DEPARTMENT = """
            SELECT own_department.name FROM own_topic
            JOIN own_department ON LOWER(own_department.name) = LOWER(TRIM(own_topic.department))
            WHERE ? >> own_topic.number & 1 = 1 ORDER BY place LIMIT 1""";

    /** The row in the wire's words, its text cut to {@value #EXCERPT} code points. */
    static String payload(DbExecute execute, StoredFeedback row) {
        ObjectNode payload = JSON.createObjectNode()
                .put("id", row.id().toString())
                .put("text", excerpt(row.cleanContent()))
                .put("sentiment", row.analysis().labels().sentiment().name())
                .put("priority", row.analysis().priority().label())
                .put("department", department(execute, row))
                .put("source", row.analysis().source().label())
                .put("created_at", row.createdAt().toString());
        row.analysis()
                .labels()
                .topics()
                .forEach(topic -> payload.withArray("topics").add(topic.label()));
        return payload.toString();
    }

    /** As {@link io.aegis.topics.DepartmentRouting} says, asked only where it may not be the built-in one. */
    private static String department(DbExecute execute, StoredFeedback row) {
        Department builtIn = row.analysis().department();
        long ownTopics = row.learned().ownTopics();
        Optional<String> own = ownTopics == 0 || builtIn == Department.INFOSEC
                ? Optional.empty()
                : execute.get(OWN_DEPARTMENT, ownTopics)
                        .map(found -> found.column("name").get(String.class));
        return own.orElse(builtIn.label());
    }

    private static String excerpt(String text) {
        return text.codePointCount(0, text.length()) <= EXCERPT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }
}
