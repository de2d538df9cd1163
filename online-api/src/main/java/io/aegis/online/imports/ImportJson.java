/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStatus;
import io.aegis.feedbackfile.FilePreview;
import io.aegis.online.http.json.JsonContent;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Imports as they go over the wire. */
final class ImportJson {

    private ImportJson() {}

    /** Where an import tells how far it is. */
    static String statusUrl(FeedbackImport each) {
        return "/feedback/imports/" + each.id();
    }

    /**
     * The answer to an upload.
     *
     * @param statusUrl where its sender may follow it
     */
    static JsonContent accepted(FeedbackImport taken, String statusUrl) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("import_id", taken.id().toString());
            json.writeStringField("status", taken.status().name());
            json.writeStringField("status_url", statusUrl);
            json.writeEndObject();
        };
    }

    /**
     * How far an import is.
     *
     * @param diskFull whether nothing is stored for want of room on the database's disk
     */
    static JsonContent progress(FeedbackImport each, boolean diskFull) {
        return json -> {
            json.writeStartObject();
            writeProgress(json, each, diskFull);
            json.writeEndObject();
        };
    }

    /** An import that waits for a person to say more, and what it would become by what is said. */
    static JsonContent waiting(FeedbackImport each, FilePreview preview) {
        return json -> {
            json.writeStartObject();
            writeProgress(json, each, false);
            json.writeFieldName("preview");
            PreviewJson.write(json, preview);
            json.writeEndObject();
        };
    }

    private static void writeProgress(JsonGenerator json, FeedbackImport each, boolean diskFull) throws IOException {
        json.writeStringField("import_id", each.id().toString());
        json.writeStringField("file_name", each.fileName());
        json.writeNumberField("file_bytes", each.fileBytes());
        json.writeStringField("status", each.status().name());
        boolean goesOn = each.status() == ImportStatus.QUEUED || each.status() == ImportStatus.RUNNING;
        json.writeStringField("waiting_for", goesOn && diskFull ? "disk" : null);
        json.writeNumberField("rows_read", each.rows().read());
        json.writeNumberField("rows_stored", each.rows().stored());
        json.writeNumberField("rows_duplicate", each.rows().duplicate());
        json.writeNumberField("rows_rejected", each.rows().rejected());
        json.writeNumberField("rows_empty", each.rows().empty());
        json.writeNumberField("percent", rounded(each.percent()));
        writePace(json, each);
        json.writeStringField("rejects_url", statusUrl(each) + "/rejects.csv");
        json.writeFieldName("job_execution_id");
        if (each.jobExecutionId().isPresent()) {
            json.writeNumber(each.jobExecutionId().getAsLong());
        } else {
            json.writeNull();
        }
        json.writeStringField("failure", each.failure().orElse(null));
        json.writeStringField("created_at", Rfc3339.format(each.createdAt()));
        write(json, "started_at", each.startedAt());
        write(json, "finished_at", each.finishedAt());
        writeOptions(json, each);
    }

    /** What the file is read by, asked for or found out; and what was found out, with reasons. */
    private static void writeOptions(JsonGenerator json, FeedbackImport each) throws IOException {
        json.writeObjectFieldStart("options");
        if (each.layout().isPresent()) {
            PreviewJson.writeDecisions(json, each.layout().get());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("asked");
        for (Map.Entry<String, String> option : each.options().toMap().entrySet()) {
            json.writeStringField(option.getKey(), option.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("detected");
        if (each.layout().isPresent()) {
            PreviewJson.writeLayout(json, each.layout().get());
        } else {
            json.writeNull();
        }
    }

    private static void writePace(JsonGenerator json, FeedbackImport each) throws IOException {
        json.writeFieldName("rows_per_second");
        if (each.rowsPerSecond().isPresent()) {
            json.writeNumber(rounded(each.rowsPerSecond().getAsDouble()));
        } else {
            json.writeNull();
        }
        json.writeFieldName("eta_seconds");
        if (each.remaining().isPresent()) {
            json.writeNumber(each.remaining().get().toSeconds());
        } else {
            json.writeNull();
        }
    }

    private static void write(JsonGenerator json, String name, Optional<Instant> moment) throws IOException {
        json.writeStringField(name, moment.map(Rfc3339::format).orElse(null));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.DOWN);
    }
}
