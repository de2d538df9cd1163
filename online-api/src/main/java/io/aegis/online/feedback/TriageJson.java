/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.triage.Snooze;
import io.aegis.db.triage.TriageNote;
import io.aegis.db.triage.TriageState;
import io.aegis.online.http.json.JsonContent;
import io.aegis.time.Rfc3339;

/** What colleagues agreed on about a row, as it goes over the wire. */
final class TriageJson {

    private TriageJson() {}

    static JsonContent state(TriageState state) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("version", state.version());
            json.writeStringField("assigned_to", state.assignedTo().orElse(null));
            json.writeArrayFieldStart("tags");
            for (String tag : state.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
            json.writeBooleanField("snoozed", state.snoozed());
            json.writeStringField(
                    "snoozed_until",
                    state.snooze().flatMap(Snooze::until).map(Rfc3339::format).orElse(null));
            json.writeBooleanField(
                    "snoozed_until_again",
                    state.snooze().filter(Snooze::untilAgain).isPresent());
            json.writeNumberField("notes", state.notes());
            json.writeEndObject();
        };
    }

    static JsonContent note(TriageNote note) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("number", note.number());
            json.writeStringField("author", note.author());
            json.writeStringField("text", note.text());
            json.writeStringField("written_at", Rfc3339.format(note.at()));
            json.writeEndObject();
        };
    }
}
