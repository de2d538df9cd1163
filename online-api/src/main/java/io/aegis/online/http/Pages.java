/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.feedback.Page;
import io.aegis.online.http.json.JsonContent;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists as they go over the wire: {@code {"items": [...], "next_cursor": "..."|null}}. */
public final class Pages {

    private Pages() {}

    /** A part of a list, with {@code "searched_to"} when only a part of what there is was looked at for it. */
    public static <T> JsonContent of(Page<T> page, Function<T, JsonContent> shape) {
        return json -> {
            json.writeStartObject();
            write(json, page.items(), page.nextCursor(), shape);
            Optional<Instant> searchedTo = page.searchedTo();
            if (searchedTo.isPresent()) {
                json.writeStringField("searched_to", Rfc3339.format(searchedTo.get()));
            }
            json.writeEndObject();
        };
    }

    /**
     * A part of a list.
     *
     * @param items to show
     * @param nextCursor leads to the next part; empty at the end
     * @param shape of one item
     */
    public static <T> JsonContent of(List<T> items, Optional<String> nextCursor, Function<T, JsonContent> shape) {
        return json -> {
            json.writeStartObject();
            write(json, items, nextCursor, shape);
            json.writeEndObject();
        };
    }

    private static <T> void write(
            JsonGenerator json, List<T> items, Optional<String> nextCursor, Function<T, JsonContent> shape)
            throws IOException {
        json.writeArrayFieldStart("items");
        for (T item : items) {
            shape.apply(item).writeTo(json);
        }
        json.writeEndArray();
        json.writeStringField("next_cursor", nextCursor.orElse(null));
    }
}
