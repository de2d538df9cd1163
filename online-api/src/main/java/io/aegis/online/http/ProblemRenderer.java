package io.aegis.online.http;

import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import java.util.Map;

/** Renders refusals as problem+json (RFC 9457). */
final class ProblemRenderer {

    /** The media type of errors. */
    static final String MEDIA_TYPE = "application/problem+json";

    private ProblemRenderer() {}

    /** The answer to a refused request. */
    static Response answer(ProblemException problem, String path, String requestId) {
        Response response = Response.whole(
                problem.type().status(), MEDIA_TYPE, StrictJson.bytes(content(problem, path, requestId)));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    private static JsonContent content(ProblemException problem, String path, String requestId) {
        ProblemType type = problem.type();
        return json -> {
            json.writeStartObject();
            json.writeStringField("type", type.uri());
            json.writeStringField("title", type.title());
            json.writeNumberField("status", type.status());
            json.writeStringField("detail", problem.detail());
            json.writeStringField("instance", path);
            json.writeStringField("request_id", requestId);
            if (!problem.errors().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldError error : problem.errors()) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("message", error.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        };
    }
}
