/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.online.http.json.JsonContent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists as they go over the wire: {@code {"items": [...], "next_cursor": "..."|null}}. */
public final class Pages {

    private Pages() {}

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
            json.writeArrayFieldStart("items");
            for (T item : items) {
                shape.apply(item).writeTo(json);
            }
            json.writeEndArray();
            json.writeStringField("next_cursor", nextCursor.orElse(null));
            json.writeEndObject();
        };
    }
}
