/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.feedbackfile.MetadataField;
import io.aegis.feedbackfile.RowOutcome;
import io.aegis.online.http.json.JsonContent;
import io.aegis.storage.Metadata;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is found out about files, as it goes over the wire. */
final class PreviewJson {

    private static final int LONGEST_TEXT = 500;

    private PreviewJson() {}

    /** A preview by itself. */
    static JsonContent of(FilePreview preview) {
        return json -> write(json, preview);
    }

    /** A preview as an object. */
    static void write(JsonGenerator json, FilePreview preview) throws IOException {
        json.writeStartObject();
        json.writeFieldName("detected");
        writeLayout(json, preview.layout());
        json.writeArrayFieldStart("columns");
        for (FilePreview.Column column : preview.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            writeTexts(json, "samples", column.samples());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeTexts(json, "candidates", preview.candidates());
        json.writeArrayFieldStart("charsets");
        for (FilePreview.Reading reading : preview.charsets()) {
            json.writeStartObject();
            json.writeStringField("charset", reading.charset());
            json.writeStringField("sample", reading.sample());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (FilePreview.Row row : preview.rows()) {
            writeRow(json, row);
        }
        json.writeEndArray();
        writeTexts(json, "problems", preview.problems());
        json.writeBooleanField("needs_mapping", preview.needsMapping());
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** What was decided about a file, and why, as an object. */
    static void writeLayout(JsonGenerator json, FileLayout layout) throws IOException {
        json.writeStartObject();
        writeDecisions(json, layout);
        json.writeObjectFieldStart("why");
        for (Map.Entry<String, String> each : layout.why().entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What was decided about a file, as fields of the object that is open. */
    static void writeDecisions(JsonGenerator json, FileLayout layout) throws IOException {
        json.writeStringField("packing", layout.packing().wireName());
        json.writeStringField("format", layout.format().wireName());
        if (layout.encoding().isPresent()) {
            json.writeStringField("charset", layout.encoding().get().charset());
            json.writeNumberField("charset_confidence", layout.encoding().get().confidence());
        }
        if (layout.dialect().isPresent()) {
            json.writeStringField("separator", layout.dialect().get().separator());
        }
        if (layout.sheet().isPresent()) {
            json.writeStringField("sheet", layout.sheet().get().name());
        }
        json.writeNumberField("header_row", layout.headerRow());
        json.writeStringField("column", layout.column().orElse(null));
        json.writeObjectFieldStart("map");
        for (Map.Entry<MetadataField, FileLayout.Place> each : layout.places().entrySet()) {
            json.writeStringField(
                    each.getKey().wireName(),
                    layout.columns().get(each.getValue().column()));
        }
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, FilePreview.Row row) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", row.line());
        switch (row.outcome()) {
            case RowOutcome.Submitted submitted -> {
                Optional<String> problem = problem(submitted.text());
                json.writeStringField("outcome", problem.isEmpty() ? "stored" : "rejected");
                json.writeStringField("text", problem.isEmpty() ? clean(submitted.text()) : cut(submitted.text()));
                json.writeStringField("reason", problem.orElse(null));
                writeMetadata(json, submitted);
            }
            case RowOutcome.Rejected rejected -> {
                json.writeStringField("outcome", "rejected");
                json.writeStringField("text", cut(rejected.content()));
                json.writeStringField("reason", rejected.reason());
            }
            case RowOutcome.Empty _ -> json.writeStringField("outcome", "empty");
        }
        json.writeEndObject();
    }

    private static void writeMetadata(JsonGenerator json, RowOutcome.Submitted submitted) throws IOException {
        Metadata metadata = submitted.metadata();
        json.writeObjectFieldStart("metadata");
        write(json, "channel", metadata.channel());
        write(json, "customer_ref", metadata.customerRef());
        write(json, "external_id", metadata.externalId());
        write(json, "occurred_at", metadata.occurredAt().map(Rfc3339::format));
        write(json, "rating", metadata.rating());
        write(json, "language", metadata.language());
        write(json, "author", metadata.author());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    /** Why a text would be rejected. */
    static Optional<String> problem(String raw) {
        try {
            FeedbackText.of(raw);
            return Optional.empty();
        } catch (FeedbackTextException e) {
            return Optional.of("the text must have " + FeedbackText.MIN_LENGTH + " to " + FeedbackText.MAX_LENGTH
                    + " characters once markup and white space are cleaned up, but has " + e.length());
        }
    }

    /** A text as it would be stored, the beginning of a long one. */
    static String clean(String raw) {
        return cut(FeedbackText.of(raw).value());
    }

    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
    }
}
