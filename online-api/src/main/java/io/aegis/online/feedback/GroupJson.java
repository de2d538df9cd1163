/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.groups.FeedbackGroup;
import io.aegis.online.http.json.JsonContent;
import io.aegis.storage.StoredFeedback;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Groups as they go over the wire. */
final class GroupJson {

    private GroupJson() {}

    /** A group. */
    static JsonContent group(FeedbackGroup group, CurrentOwnTopics topics) {
        return json -> {
            json.writeStartObject();
            writeFields(json, group, topics);
            json.writeEndObject();
        };
    }

    /** A group with some of its rows, the newest first. */
    static JsonContent detail(FeedbackGroup group, List<StoredFeedback> rows, CurrentOwnTopics topics) {
        return json -> {
            json.writeStartObject();
            writeFields(json, group, topics);
            json.writeArrayFieldStart("rows");
            for (StoredFeedback row : rows) {
                FeedbackJson.row(row, topics).writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    /** What a split left; null where a single row is no group. */
    static JsonContent split(
            Optional<FeedbackGroup> remaining, Optional<FeedbackGroup> split, CurrentOwnTopics topics) {
        return json -> {
            json.writeStartObject();
            writeGroup(json, "remaining", remaining, topics);
            writeGroup(json, "split", split, topics);
            json.writeEndObject();
        };
    }

    /** A row that resembles another, if it is still there. */
    static void writeSimilar(
            JsonGenerator json, Optional<StoredFeedback> row, double similarity, CurrentOwnTopics topics)
            throws IOException {
        if (row.isPresent()) {
            json.writeStartObject();
            json.writeNumberField("similarity", Math.round(similarity * 1000) / 1000.0);
            json.writeFieldName("feedback");
            FeedbackJson.row(row.get(), topics).writeTo(json);
            json.writeEndObject();
        }
    }

    private static void writeGroup(
            JsonGenerator json, String name, Optional<FeedbackGroup> group, CurrentOwnTopics topics)
            throws IOException {
        json.writeFieldName(name);
        if (group.isPresent()) {
            group(group.get(), topics).writeTo(json);
        } else {
            json.writeNull();
        }
    }

    private static void writeFields(JsonGenerator json, FeedbackGroup group, CurrentOwnTopics topics)
            throws IOException {
        json.writeStringField("id", group.id().toString());
        json.writeStringField("title", group.title());
        json.writeStringField("state", group.summary().state().label());
        json.writeNumberField("size", group.summary().size());
        json.writeNumberField("submissions", group.submissions());
        json.writeNumberField("open", group.summary().open());
        json.writeNumberField(
                "resolved", group.summary().size() - group.summary().open());
        json.writeObjectFieldStart("trend");
        json.writeNumberField("last_7_days", group.lastWeek());
        json.writeNumberField("previous_7_days", group.weekBefore());
        json.writeEndObject();
        json.writeStringField("first_seen", Rfc3339.format(group.firstSeen()));
        json.writeStringField("last_seen", Rfc3339.format(group.lastSeen()));
        json.writeArrayFieldStart("departments");
        // The sort is stable: of equal counts the department that goes first stays first.
        List<Map.Entry<String, Long>> most = topics.routing().totals(group.destinations()).entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .toList();
        for (Map.Entry<String, Long> each : most) {
            json.writeStartObject();
            json.writeStringField("department", each.getKey());
            json.writeNumberField("rows", each.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
