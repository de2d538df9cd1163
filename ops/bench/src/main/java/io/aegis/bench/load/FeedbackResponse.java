/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.bench.load.http.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The row of an answer to {@code POST /feedback}.
 *
 * @param row as JSON; missing in an answer that is an error
 */
record FeedbackResponse(JsonNode row) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LABELS = List.of("sentiment", "is_urgent", "priority", "source", "department");

    /** Reads an answer; an error, or a body that is no JSON, has no row. */
    static FeedbackResponse of(RawResponse response) {
        try {
            return new FeedbackResponse(
                    response.status() / 100 == 2 ? JSON.readTree(response.body()) : JSON.missingNode());
        } catch (IOException notJson) {
            return new FeedbackResponse(JSON.missingNode());
        }
    }

    Optional<String> id() {
        return Optional.ofNullable(row.path("id").textValue());
    }

    /** Counts each label of the row, each of its topics too. */
    void countLabels(Counts counts) {
        for (String label : LABELS) {
            if (row.hasNonNull(label)) {
                counts.add(label, row.get(label).asText());
            }
        }
        StreamSupport.stream(row.path("topics").spliterator(), false)
                .forEach(topic -> counts.add("topics", topic.asText()));
    }
}
