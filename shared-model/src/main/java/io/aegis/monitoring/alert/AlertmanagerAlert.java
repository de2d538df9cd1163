/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as Alertmanager's API takes it (version 2, {@code postableAlert}).
 *
 * @param labels tell it apart: alerts with the same labels are one
 * @param annotations what may change while it lasts
 * @param page where people see more
 */
public record AlertmanagerAlert(Map<String, String> labels, Map<String, String> annotations, String page) {

    /** The name that every such alert has in the outbox, whoever tells of what. */
    public static final String EVENT = "monitoring.alert";

    private static final JsonFactory JSON = new JsonFactory();

    /** Copies the maps. */
    public AlertmanagerAlert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /**
     * The alert as JSON.
     *
     * @param begun when it began
     * @param ends when it is over unless it is told again; in the past when it is over
     */
    public String payload(Instant begun, Instant ends) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            texts(json, "labels", labels);
            texts(json, "annotations", annotations);
            json.writeStringField("startsAt", time(begun));
            json.writeStringField("endsAt", time(ends));
            if (!page.isEmpty()) {
                json.writeStringField("generatorURL", page);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("texts can always be written to a text", e);
        }
        return text.toString();
    }

    private static String time(Instant moment) {
        String text = moment.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == "2026-11-20T12:00:00Z".length() ? text.replace("Z", ".000Z") : text;
    }

    private static void texts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }
}
