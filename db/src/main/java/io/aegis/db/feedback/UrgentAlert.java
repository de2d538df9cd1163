/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.topics.StoredRouting;
import io.aegis.feedback.Department;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.DepartmentRouting;
import io.helidon.dbclient.DbExecute;

/** The alert that urgent feedback raises. */
final class UrgentAlert {

    /** The event's name in the outbox. */
    static final String EVENT = "feedback.urgent";

    private static final int EXCERPT = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private UrgentAlert() {}

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

    /** Jobs that raise alerts follow no list of topics: it is asked where it may say another department than the built-in one. */
    private static String department(DbExecute execute, StoredFeedback row) {
        Department builtIn = row.analysis().department();
        long ownTopics = row.learned().ownTopics();
        return (ownTopics == 0 ? DepartmentRouting.BUILT_IN : StoredRouting.read(execute)).of(builtIn, ownTopics);
    }

    private static String excerpt(String text) {
        return text.codePointCount(0, text.length()) <= EXCERPT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }
}
