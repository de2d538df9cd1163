/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import com.google.protobuf.CodedOutputStream;
import io.aegis.online.http.Response;
import io.aegis.online.scoring.wire.BodyCoding;
import io.aegis.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Answers as OTLP/HTTP has them, in the encoding of the request: an empty message, one that tells how many items were rejected and
 * why, or a {@code google.rpc.Status}. Errors of requests in JSON are problems (RFC 9457), which are JSON too.
 */
final class OtlpAnswer {

    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED = 1;
    private static final int MESSAGE = 2;
    private static final int INVALID_ARGUMENT = 3;
    private static final int UNAVAILABLE = 14;
    private static final int FIRST_FAULT_OF_OURS = 500;

    private OtlpAnswer() {}

    /** Writes a message. */
    @FunctionalInterface
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    /**
     * What was taken.
     *
     * @param field that tells how many were rejected, in JSON
     * @param rejected items
     * @param why they were
     */
    static Response taken(BodyCoding coding, String field, int rejected, String why) {
        if (coding.isProtobuf()) {
            return Response.whole(200, BodyCoding.PROTOBUF, bytes(out -> {
                if (rejected > 0) {
                    out.writeByteArray(PARTIAL_SUCCESS, bytes(part -> {
                        part.writeInt64(REJECTED, rejected);
                        part.writeString(MESSAGE, why);
                    }));
                }
            }));
        }
        return Response.ok(json -> {
            json.writeStartObject();
            if (rejected > 0) {
                json.writeObjectFieldStart("partialSuccess");
                json.writeStringField(field, Integer.toString(rejected));
                json.writeStringField("errorMessage", why);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    /** Why a request in Protocol Buffers is refused. */
    static Response refused(ProblemException problem) {
        int status = problem.type().status();
        Response answer = Response.whole(status, BodyCoding.PROTOBUF, bytes(out -> {
            out.writeInt32(1, status < FIRST_FAULT_OF_OURS ? INVALID_ARGUMENT : UNAVAILABLE);
            out.writeString(2, problem.detail());
        }));
        return answer.with(problem.headers());
    }

    private static byte[] bytes(Message message) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            message.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }
}
