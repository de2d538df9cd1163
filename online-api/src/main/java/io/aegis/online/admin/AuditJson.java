/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.admin;

import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.Page;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Response;
import io.aegis.online.http.json.JsonContent;
import io.aegis.time.Rfc3339;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Decisions as they go over the wire: one shape wherever they are listed. */
public final class AuditJson {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CURSOR = 18;

    private AuditJson() {}

    /**
     * A place in the log.
     *
     * @param limit entries of a page
     * @param before the id after which the page begins
     */
    public record Place(int limit, Optional<Long> before) {}

    /** Reads {@code limit} and {@code cursor}. */
    public static Place place(QueryParameters query) {
        return new Place(
                query.integer("limit", 1, AuditQueries.MAX_LIMIT).orElse(DEFAULT_LIMIT),
                query.parsed(
                        "cursor",
                        "must be the next_cursor of the page before",
                        text -> Optional.of(text)
                                .filter(any -> text.length() <= LONGEST_CURSOR
                                        && text.chars().allMatch(each -> each >= '0' && each <= '9'))
                                .map(Long::parseLong)));
    }

    /** A page of the log. */
    public static Response page(AuditQueries.Part part) {
        return Response.ok(Pages.of(
                new Page<>(part.items(), part.next().map(id -> Long.toString(id)), part.searchedTo()),
                AuditJson::entry));
    }

    private static JsonContent entry(AuditEntry entry) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("id", entry.id());
            json.writeStringField("at", Rfc3339.format(entry.at()));
            json.writeObjectFieldStart("actor");
            json.writeStringField("kind", entry.actor().kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("name", entry.actor().name());
            json.writeEndObject();
            json.writeStringField("action", entry.action().label());
            json.writeStringField("subject", entry.subject());
            json.writeStringField("batch_id", entry.batch().map(UUID::toString).orElse(null));
            json.writeFieldName("before");
            json.writeRawValue(entry.before());
            json.writeFieldName("after");
            json.writeRawValue(entry.after());
            json.writeEndObject();
        };
    }
}
