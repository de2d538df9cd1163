/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects for people, in the order in which they are told. */
final class JsonObjects {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final Map<String, Object> members = new LinkedHashMap<>();

    JsonObjects with(String name, Object value) {
        members.put(name, value instanceof JsonObjects other ? other.members : value);
        return this;
    }

    String text() {
        return MAPPER.writeValueAsString(members);
    }

    /** A moment that is a member of such an object; empty when there is none of that name. */
    static Optional<Instant> moment(String json, String name) {
        try {
            return Optional.of(Instant.parse(MAPPER.readTree(json).path(name).asString("")));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A share to three decimals. */
    static double rounded(double share) {
        return Math.round(share * 1_000) / 1_000.0;
    }
}
