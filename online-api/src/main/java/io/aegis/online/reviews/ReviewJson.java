/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.reviews.Review;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import io.aegis.online.http.json.JsonContent;
import io.aegis.review.ReviewReason;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.io.IOException;

/** A review as it goes over the wire. */
final class ReviewJson {

    private ReviewJson() {}

    static JsonContent of(Review review, CurrentOwnTopics topics) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("id", review.id().toString());
            json.writeStringField("feedback_id", review.row().id().toString());
            json.writeNumberField("version", review.row().version());
            json.writeStringField("raw_content", review.row().rawContent());
            json.writeArrayFieldStart("reasons");
            for (ReviewReason reason : review.reasons().stream().sorted().toList()) {
                json.writeString(reason.label());
            }
            json.writeEndArray();
            json.writeObjectFieldStart("current");
            writeLabels(json, review.row().labels());
            json.writeStringField("status", review.row().status().label());
            json.writeEndObject();
            json.writeFieldName("heuristic");
            writeVerdict(json, review.heuristic(), review.row(), topics);
            json.writeFieldName("ai");
            if (review.ai().isPresent()) {
                writeVerdict(json, review.ai().get(), review.row(), topics);
            } else {
                json.writeNull();
            }
            json.writeStringField("created_at", Rfc3339.format(review.createdAt()));
            writeAnswer(json, review);
            json.writeEndObject();
        };
    }

    /** The topics that operators made stay whichever verdict is taken. */
    private static void writeVerdict(
            JsonGenerator json, Review.Verdict verdict, Review.Subject row, CurrentOwnTopics topics)
            throws IOException {
        json.writeStartObject();
        writeLabels(json, verdict.labels());
        json.writeNumberField("confidence_score", verdict.confidence());
        json.writeStringField("ai_provider", verdict.provider());
        json.writeStringField("department", topics.department(verdict.labels().department(), row.ownTopics()));
        json.writeStringField("created_at", Rfc3339.format(verdict.createdAt()));
        json.writeEndObject();
    }

    private static void writeAnswer(JsonGenerator json, Review review) throws IOException {
        json.writeStringField("status", status(review));
        json.writeFieldName("decision");
        if (review.answer().isEmpty()) {
            json.writeNull();
            return;
        }
        Review.Answer answer = review.answer().get();
        json.writeStartObject();
        json.writeStringField("decision", answer.decision().label());
        writeLabels(json, answer.labels());
        json.writeStringField("note", answer.note().orElse(null));
        json.writeStringField("decided_by", answer.by());
        json.writeStringField("decided_at", Rfc3339.format(answer.at()));
        json.writeEndObject();
    }

    private static String status(Review review) {
        if (!review.asked()) {
            return "none";
        }
        return review.answer().isPresent() ? "decided" : "open";
    }

    private static void writeLabels(JsonGenerator json, Labels labels) throws IOException {
        json.writeStringField("sentiment", labels.sentiment().name());
        json.writeArrayFieldStart("topics");
        for (Topic topic : labels.topics()) {
            json.writeString(topic.label());
        }
        json.writeEndArray();
        json.writeBooleanField("is_urgent", labels.urgent());
    }
}
