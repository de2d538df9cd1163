/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.triage.Snooze;
import io.aegis.db.triage.Tags;
import io.aegis.db.triage.TriageChange;
import io.aegis.online.http.json.JsonBody;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads what is to become different about a row. What is absent or null stays; an empty name assigns to nobody. */
final class TriageReader {

    /** What a database holds, whatever the offset. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private TriageReader() {}

    static TriageChange change(JsonBody body) {
        Optional<Optional<String>> assign =
                body.text("assigned_to", TriageChange.MAX_ASSIGNEE).map(String::strip).stream()
                        .map(name -> Optional.of(name).filter(any -> !name.isEmpty()))
                        .findFirst();
        return new TriageChange(assign, tags(body, "add_tags"), tags(body, "remove_tags"), snooze(body));
    }

    private static Optional<Optional<Snooze>> snooze(JsonBody body) {
        Optional<Instant> until = body.instant("snooze_until");
        boolean again = body.bool("snooze_until_again").orElse(false);
        boolean wake = body.bool("wake").orElse(false);
        if (until.filter(time -> time.isBefore(EARLIEST) || !time.isBefore(LATEST))
                .isPresent()) {
            return body.wrong("snooze_until", "must be within the years 1970 to 9998");
        }
        if (wake && (until.isPresent() || again)) {
            return body.wrong("wake", "must be left out when the row is snoozed");
        }
        if (until.isPresent() || again) {
            return Optional.of(Optional.of(new Snooze(until, again)));
        }
        return wake ? Optional.of(Optional.empty()) : Optional.empty();
    }

    private static Set<String> tags(JsonBody body, String field) {
        JsonNode value = body.value(field);
        if (value.isMissingNode()) {
            return Set.of();
        }
        if (!value.isArray() || value.size() > Tags.MOST) {
            body.wrong(field, "must be a list of at most " + Tags.MOST + " tags");
            return Set.of();
        }
        Set<String> tags = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            Optional<String> tag =
                    value.get(i).isTextual() ? Tags.of(value.get(i).textValue()) : Optional.empty();
            if (tag.isEmpty()) {
                body.wrong(
                        field + "[" + i + "]",
                        "must be a tag: letters, digits and . _ : - of up to " + Tags.MAX_LENGTH + " characters");
            }
            tag.ifPresent(tags::add);
        }
        return tags;
    }
}
