/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbExecute;
import java.util.Optional;
import java.util.UUID;

/**
 * Says in what is told of a burst what its group is called. That is a customer's text, which stands nowhere in the outbox, as it could not
 * be erased there: it is looked up at each try to deliver.
 */
public final class BurstTitles {

    /** The event of bursts in the outbox. */
    public static final String EVENT = "feedback.burst";

    /** What a group is called where its title is not told. */
    public static final String UNTITLED = "A group of texts that say the same";

    /** Where several began at once: the largest of them. */
    public static final String BURSTS = "bursts";

    /** How many more than {@value #BURSTS} there are. */
    public static final String MORE = "more";

    private static final String TEXT = "text";

    /** Longest title in a message, in code points. */
    static final int LONGEST = 80;

    private static final String TITLE = """
            SELECT LEFT(clean_content, 300) AS title FROM feedback_group JOIN feedback ON feedback.id = title_id
            WHERE feedback_group.id = ?""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private BurstTitles() {}

    /** What is delivered of an alert: of a burst of a group its title too, as {@code group_title} and in the sentence; else the alert. */
    static ClaimedAlert told(DbExecute execute, ClaimedAlert alert) {
        if (!alert.event().equals(EVENT)) {
            return alert;
        }
        return payload(alert.payload())
                .flatMap(payload -> titled(execute, payload) ? Optional.of(payload.toString()) : Optional.empty())
                .map(payload -> new ClaimedAlert(
                        alert.id(), alert.event(), alert.subject(), alert.channel(), payload, alert.attempts()))
                .orElse(alert);
    }

    private static Optional<ObjectNode> payload(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> title(DbExecute execute, JsonNode payload) {
        try {
            String group = payload.path("counted_by").asText().equals("group")
                    ? payload.path("value").asText()
                    : payload.path("group_id").asText();
            return group.isEmpty()
                    ? Optional.empty()
                    : execute.get(TITLE, UUID.fromString(group))
                            .map(row -> shortened(row.column("title").get(String.class)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What people are told of several bursts that began at once. */
    public static String sentence(JsonNode payload) {
        long more = payload.path(MORE).asLong();
        JsonNode bursts = payload.path(BURSTS);
        StringBuilder sentence =
                new StringBuilder().append(bursts.size() + more).append(" bursts began");
        String between = ": ";
        for (JsonNode each : bursts) {
            sentence.append(between).append(each.path(TEXT).asText());
            between = "; ";
        }
        return (more > 0 ? sentence.append("; and ").append(more).append(" more") : sentence).toString();
    }

    /** Says in a message what the groups in it are called; whether any is called anything. */
    private static boolean titled(DbExecute execute, ObjectNode payload) {
        boolean titled = titledOne(execute, payload);
        if (payload.path(BURSTS).isArray()) {
            for (JsonNode each : payload.path(BURSTS)) {
                titled |= each instanceof ObjectNode burst && titledOne(execute, burst);
            }
            payload.put(TEXT, sentence(payload));
        }
        return titled;
    }

    private static boolean titledOne(DbExecute execute, ObjectNode burst) {
        Optional<String> found = title(execute, burst);
        found.ifPresent(title -> {
            String text = burst.path(TEXT).asText();
            String quoted = "“" + title + "”";
            burst.put("group_title", title);
            burst.put(
                    TEXT,
                    text.startsWith(UNTITLED) ? quoted + text.substring(UNTITLED.length()) : text + ": " + quoted);
        });
        return found.isPresent();
    }

    /** One line, whatever is in it. */
    private static String shortened(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
