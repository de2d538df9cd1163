/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.feedback.PastVerdict;
import io.aegis.db.triage.TriageState;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.online.http.json.JsonContent;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.vader.VaderScores;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Feedback as it goes over the wire: one shape wherever a row is shown. */
public final class FeedbackJson {

    private FeedbackJson() {}

    /**
     * A row.
     *
     * @param topics the names of the topics that operators made
     */
    public static JsonContent row(StoredFeedback row, CurrentOwnTopics topics) {
        return json -> {
            json.writeStartObject();
            writeFields(json, row, topics);
            json.writeEndObject();
        };
    }

    /**
     * A row with what colleagues agreed on about it.
     *
     * @param topics the names of the topics that operators made
     */
    static JsonContent row(StoredFeedback row, CurrentOwnTopics topics, TriageState state) {
        return json -> {
            json.writeStartObject();
            writeFields(json, row, topics);
            json.writeFieldName("triage");
            TriageJson.state(state).writeTo(json);
            json.writeEndObject();
        };
    }

    /**
     * A row as files have it: as lists do, and with what its first submission told.
     *
     * @param topics the names of the topics that operators made
     */
    static JsonContent exported(ExportedRow exported, CurrentOwnTopics topics) {
        return json -> {
            json.writeStartObject();
            writeFields(json, exported.row(), topics);
            json.writeFieldName("triage");
            TriageJson.state(exported.triage()).writeTo(json);
            json.writeObjectFieldStart("metadata");
            writeMetadata(json, exported.metadata());
            json.writeEndObject();
            json.writeEndObject();
        };
    }

    /**
     * The answer to a submission.
     *
     * @param topics the names of the topics that operators made
     * @param cached whether the text was there before
     */
    public static JsonContent answer(StoredFeedback row, CurrentOwnTopics topics, boolean cached) {
        return json -> {
            json.writeStartObject();
            writeFields(json, row, topics);
            json.writeBooleanField("cached", cached);
            json.writeEndObject();
        };
    }

    /** One submission of a row, with what its submitter told. */
    public static JsonContent submission(UUID id, Instant submittedAt, Metadata metadata) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("id", id.toString());
            json.writeStringField("submitted_at", Rfc3339.format(submittedAt));
            writeMetadata(json, metadata);
            json.writeEndObject();
        };
    }

    private static void writeMetadata(JsonGenerator json, Metadata metadata) throws IOException {
        json.writeStringField("channel", metadata.channel().orElse(null));
        json.writeStringField("customer_ref", metadata.customerRef().orElse(null));
        json.writeStringField("external_id", metadata.externalId().orElse(null));
        json.writeStringField(
                "occurred_at", metadata.occurredAt().map(Rfc3339::format).orElse(null));
        json.writeStringField("rating", metadata.rating().orElse(null));
        json.writeStringField("language", metadata.language().orElse(null));
        json.writeStringField("author", metadata.author().orElse(null));
    }

    /** A verdict that was given on a row. */
    static JsonContent verdict(PastVerdict verdict) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("id", verdict.id().toString());
            json.writeStringField("lane", verdict.lane().toLowerCase(Locale.ROOT));
            json.writeStringField("ai_provider", verdict.provider());
            json.writeStringField("sentiment", verdict.labels().sentiment().name());
            json.writeArrayFieldStart("topics");
            for (Topic topic : verdict.labels().topics()) {
                json.writeString(topic.label());
            }
            json.writeEndArray();
            json.writeBooleanField("is_urgent", verdict.labels().urgent());
            json.writeNumberField("confidence_score", verdict.confidence());
            json.writeFieldName("latency_ms");
            if (verdict.latency().isPresent()) {
                json.writeNumber(verdict.latency().get().toMillis());
            } else {
                json.writeNull();
            }
            json.writeBooleanField("applied", verdict.applied());
            json.writeStringField("created_at", Rfc3339.format(verdict.createdAt()));
            json.writeEndObject();
        };
    }

    private static void writeFields(JsonGenerator json, StoredFeedback row, CurrentOwnTopics topics)
            throws IOException {
        json.writeStringField("id", row.id().toString());
        json.writeStringField("raw_content", row.rawContent());
        writeAnalysis(json, row.analysis());
        json.writeStringField(
                "department",
                topics.department(row.analysis().department(), row.learned().ownTopics()));
        json.writeStringField("status", row.status().label());
        json.writeStringField("resolution_note", row.resolutionNote().orElse(null));
        json.writeStringField("language", row.evidence().language());
        json.writeBooleanField("possibly_urgent", row.learned().possiblyUrgent());
        json.writeArrayFieldStart("own_topics");
        for (String name : topics.names(row.learned().ownTopics())) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeStringField(
                "group_id", row.learned().group().map(UUID::toString).orElse(null));
        writeEvidence(json, row.evidence());
        json.writeBooleanField("needs_review", row.needsReview());
        json.writeBooleanField("ai_refused", row.aiRefused());
        json.writeNumberField("submissions", row.submissions());
        json.writeStringField("created_at", Rfc3339.format(row.createdAt()));
        json.writeStringField("updated_at", Rfc3339.format(row.updatedAt()));
    }

    private static void writeAnalysis(JsonGenerator json, Analysis analysis) throws IOException {
        json.writeStringField("sentiment", analysis.labels().sentiment().name());
        json.writeArrayFieldStart("topics");
        for (Topic topic : analysis.labels().topics()) {
            json.writeString(topic.label());
        }
        json.writeEndArray();
        json.writeBooleanField("is_urgent", analysis.labels().urgent());
        json.writeStringField("priority", analysis.priority().label());
        json.writeNumberField("confidence_score", analysis.confidence());
        json.writeStringField("source", analysis.source().label());
        json.writeStringField("ai_provider", analysis.provider());
    }

    private static void writeEvidence(JsonGenerator json, Evidence evidence) throws IOException {
        VaderScores vader = evidence.vader();
        json.writeObjectFieldStart("heuristic");
        json.writeObjectFieldStart("vader");
        json.writeNumberField("neg", vader.neg());
        json.writeNumberField("neu", vader.neu());
        json.writeNumberField("pos", vader.pos());
        json.writeNumberField("compound", vader.compound());
        json.writeEndObject();
        json.writeNumberField("adjusted_compound", evidence.adjustedCompound());
        json.writeArrayFieldStart("evidence");
        for (String rule : evidence.rules()) {
            json.writeString(rule);
        }
        json.writeEndArray();
        json.writeBooleanField("reliable", evidence.reliable());
        json.writeStringField("pack", evidence.pack().orElse(null));
        json.writeEndObject();
    }
}
