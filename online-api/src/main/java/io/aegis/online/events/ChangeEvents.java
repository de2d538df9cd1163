/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import io.aegis.cache.LruMap;
import io.aegis.db.changes.Changes;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes events of changes, each change once: the state that was last told of a thing is remembered, for the
 * {@value #REMEMBERED} that changed last. Not thread-safe.
 */
final class ChangeEvents {

    /** Things whose last state is remembered. */
    static final int REMEMBERED = 4_096;

    private final CurrentOwnTopics topics;

    private final Map<String, String> told = new LruMap<>(REMEMBERED);

    /** @param topics those that operators made */
    ChangeEvents(CurrentOwnTopics topics) {
        this.topics = topics;
    }

    /** Events about what was not told before. */
    List<Event> news(Changes changes) {
        List<Event> events = new ArrayList<>();
        for (Changes.OfFeedback each : changes.feedback()) {
            if (isNews("feedback " + each.id(), Long.toString(each.version()))) {
                events.add(feedback("feedback", each, changes.now()));
                if (isAlert(each) && isNews("alert " + each.id(), "")) {
                    events.add(feedback("alert", each, changes.now()));
                }
            }
        }
        for (Changes.OfImport each : changes.imports()) {
            if (isNews("import " + each.id(), each.status() + each.read() + " " + each.percent())) {
                events.add(ofImport(each, changes.now()));
            }
        }
        for (Changes.OfJob each : changes.jobs()) {
            if (isNews("job " + each.id(), each.status() + each.read() + " " + each.written())) {
                events.add(ofJob(each, changes.now()));
            }
        }
        for (Changes.OfPrediction each : changes.predictions().reversed()) {
            if (isNews("prediction " + each.id(), "")) {
                events.add(prediction(each, changes.now()));
            }
        }
        for (Changes.OfGroup each : changes.groups().reversed()) {
            if (isNews("group " + each.id(), each.state() + each.size() + " " + each.open())) {
                events.add(group(each, changes.now()));
            }
        }
        if (changes.more() && !events.isEmpty()) {
            events.add(Event.RESET);
        }
        return events;
    }

    private static boolean isAlert(Changes.OfFeedback row) {
        return row.urgent() && row.status().equals("Open");
    }

    private boolean isNews(String thing, String state) {
        return !state.equals(told.put(thing, state));
    }

    private Event feedback(String name, Changes.OfFeedback each, Instant now) {
        return Event.of(name, now, json -> {
            json.writeStartObject();
            json.writeStringField("id", each.id().toString());
            json.writeNumberField("version", each.version());
            json.writeStringField("status", each.status());
            json.writeBooleanField("is_urgent", each.urgent());
            json.writeStringField("priority", each.priority());
            json.writeStringField("department", topics.department(each.department(), each.ownTopics()));
            json.writeBooleanField("needs_review", each.needsReview());
            json.writeArrayFieldStart("own_topics");
            for (String topic : topics.names(each.ownTopics())) {
                json.writeString(topic);
            }
            json.writeEndArray();
            json.writeStringField("created_at", Rfc3339.format(each.createdAt()));
            json.writeStringField("updated_at", Rfc3339.format(each.updatedAt()));
            json.writeEndObject();
        });
    }

    private static Event group(Changes.OfGroup each, Instant now) {
        return Event.of("group", now, json -> {
            json.writeStartObject();
            json.writeStringField("group_id", each.id().toString());
            json.writeNumberField("size", each.size());
            json.writeNumberField("open", each.open());
            json.writeStringField("state", each.state());
            json.writeEndObject();
        });
    }

    private static Event ofImport(Changes.OfImport each, Instant now) {
        return Event.of("import", now, json -> {
            json.writeStartObject();
            json.writeStringField("import_id", each.id().toString());
            json.writeStringField("status", each.status());
            json.writeNumberField("rows_read", each.read());
            json.writeNumberField("percent", BigDecimal.valueOf(each.percent()).setScale(1, RoundingMode.DOWN));
            json.writeEndObject();
        });
    }

    private static Event prediction(Changes.OfPrediction each, Instant now) {
        return Event.of("anomaly", now, json -> {
            json.writeStartObject();
            json.writeStringField("prediction_id", each.id().toString());
            json.writeStringField("kind", each.kind());
            json.writeStringField("severity", each.severity());
            json.writeNumberField("score", each.score());
            json.writeStringField("created_at", Rfc3339.format(each.createdAt()));
            json.writeEndObject();
        });
    }

    private static Event ofJob(Changes.OfJob each, Instant now) {
        return Event.of("job", now, json -> {
            json.writeStartObject();
            json.writeNumberField("id", each.id());
            json.writeStringField("job", each.job());
            json.writeStringField("status", each.status());
            json.writeNumberField("read", each.read());
            json.writeNumberField("written", each.written());
            json.writeEndObject();
        });
    }
}
