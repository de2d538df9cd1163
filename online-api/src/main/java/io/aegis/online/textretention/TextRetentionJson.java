/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.textretention;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.textretention.TextRetention;
import io.aegis.db.textretention.TextRetentionPreview;
import io.aegis.online.http.json.JsonContent;
import java.io.IOException;
import java.util.Map;

/** For how long texts are kept as it goes over the wire. */
final class TextRetentionJson {

    private TextRetentionJson() {}

    /** What is stored. */
    static JsonContent kept(TextRetention kept) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("version", kept.version());
            json.writeFieldName("default_days");
            json.writeObject(kept.defaultDays().orElse(null));
            json.writeArrayFieldStart("sources");
            for (Map.Entry<String, Integer> each : kept.sources().entrySet()) {
                json.writeStartObject();
                source(json, each);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    /** What would go. */
    static JsonContent found(TextRetention tried, TextRetentionPreview.Found found) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("texts", found.texts());
            json.writeNumberField("by_default", found.byDefault());
            json.writeArrayFieldStart("sources");
            for (Map.Entry<String, Integer> each : tried.sources().entrySet()) {
                json.writeStartObject();
                source(json, each);
                json.writeNumberField("texts", found.bySource().getOrDefault(each.getKey(), 0L));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("scanned", found.scanned());
            json.writeBooleanField("whole", found.whole());
            json.writeEndObject();
        };
    }

    private static void source(JsonGenerator json, Map.Entry<String, Integer> source) throws IOException {
        json.writeStringField("source", source.getKey());
        json.writeNumberField("days", source.getValue());
    }
}
