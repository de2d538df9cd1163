/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.triage.AssigneeName;
import io.aegis.db.triage.Snooze;
import io.aegis.db.triage.Tags;
import io.aegis.db.triage.TriageChange;
import io.aegis.naming.GivenName;
import io.aegis.online.http.json.JsonBody;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is to become different about a row. What is absent or null stays; an empty name assigns to nobody.
 *
 * @param clock tells what lies ahead
 */
record TriageReader(Clock clock) {

    private static final String ASSIGNED_TO = "assigned_to";
    private static final String SNOOZE_UNTIL = "snooze_until";

    private static final String SNOOZE_UNTIL_AGAIN = "snooze_until_again";

    private static final String WAKE = "wake";

    private static final String ADD_TAGS = "add_tags";

    private static final String REMOVE_TAGS = "remove_tags";

    /** What a database holds, whatever the offset. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    TriageChange change(JsonBody body) {
        body.refuseNull(ASSIGNED_TO, ADD_TAGS, REMOVE_TAGS, SNOOZE_UNTIL, SNOOZE_UNTIL_AGAIN, WAKE);
        Set<String> added = tags(body, ADD_TAGS);
        Set<String> removed = tags(body, REMOVE_TAGS);
        if (removed.stream().anyMatch(added::contains)) {
            body.wrong(REMOVE_TAGS, "must not hold a tag that is added");
        }
        return new TriageChange(assignee(body), added, removed, snooze(body));
    }

    private static Optional<Optional<String>> assignee(JsonBody body) {
        Optional<String> sent =
                body.text(ASSIGNED_TO, TriageChange.MAX_ASSIGNEE).map(GivenName::tidy);
        Optional<String> name = sent.filter(text -> !text.isEmpty());
        Optional<String> mistake = name.flatMap(AssigneeName::mistakeIn);
        return mistake.isPresent()
                ? body.wrong(ASSIGNED_TO, mistake.get())
                : sent.stream().map(_ -> name).findFirst();
    }

    private Optional<Optional<Snooze>> snooze(JsonBody body) {
        Optional<Instant> until = body.instant(SNOOZE_UNTIL);
        boolean again = body.bool(SNOOZE_UNTIL_AGAIN).orElse(false);
        boolean wake = body.bool(WAKE).orElse(false);
        if (until.filter(time -> !time.isBefore(LATEST)).isPresent()) {
            return body.wrong(SNOOZE_UNTIL, "must be before the year 9999");
        }
        if (until.filter(time -> !time.isAfter(clock.instant())).isPresent()) {
            return body.wrong(SNOOZE_UNTIL, "must lie ahead");
        }
        if (wake && (until.isPresent() || again)) {
            return body.wrong(WAKE, "must be left out when the row is snoozed");
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
                body.wrong(field + "[" + i + "]", "must be " + Tags.WANTED);
            }
            tag.ifPresent(tags::add);
        }
        return tags;
    }
}
