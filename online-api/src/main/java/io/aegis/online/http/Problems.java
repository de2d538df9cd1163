package io.aegis.online.http;

import io.aegis.online.problem.FieldError;
import io.aegis.online.problem.ProblemType;
import io.aegis.online.problem.Refusal;
import java.util.Map;

/** Renders refusals as problem+json (RFC 9457). */
final class Problems {

    /** The media type of errors. */
    static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    /** The answer to a refused request. */
    static Answer answer(Refusal refusal, String path, String requestId) {
        Answer answer =
                Answer.whole(refusal.type().status(), MEDIA_TYPE, Json.bytes(content(refusal, path, requestId)));
        for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static JsonContent content(Refusal refusal, String path, String requestId) {
        ProblemType type = refusal.type();
        return json -> {
            json.writeStartObject();
            json.writeStringField("type", type.uri());
            json.writeStringField("title", type.title());
            json.writeNumberField("status", type.status());
            json.writeStringField("detail", refusal.detail());
            json.writeStringField("instance", path);
            json.writeStringField("request_id", requestId);
            if (!refusal.errors().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldError error : refusal.errors()) {
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
