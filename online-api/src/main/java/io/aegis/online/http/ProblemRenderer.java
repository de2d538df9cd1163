/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.online.http.json.StrictJson;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Renders refusals as problem+json (RFC 9457). */
final class ProblemRenderer {

    private ProblemRenderer() {}

    /** The answer to a refused request. */
    static Response answer(ProblemException problem, String path, String requestId) {
        Map<String, Object> members = problem.members(path, requestId);
        byte[] content = StrictJson.bytes(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Object> member : members.entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        });
        Response response = Response.whole(problem.type().status(), ProblemException.MEDIA_TYPE, content);
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Integer number -> json.writeNumber(number);
            case List<?> values -> {
                json.writeStartArray();
                for (Object each : values) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            case FieldError(String field, String message) -> {
                json.writeStartObject();
                json.writeStringField("field", field);
                json.writeStringField("message", message);
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }
}
