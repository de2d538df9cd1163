/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Writes {@code POST /feedback} requests to one target. Thread-safe. */
public final class FeedbackPost {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String head;

    /**
     * For a target.
     *
     * @param key for {@code X-API-Key}, where the server asks for one; visible ASCII
     */
    public FeedbackPost(Target target, Optional<String> key) {
        key.filter(k -> !k.matches("[!-~]{1,200}")).ifPresent(_ -> {
            throw new IllegalArgumentException("a key is 1 to 200 visible ASCII characters");
        });
        head = "POST /feedback HTTP/1.1\r\nHost: " + target.authority() + "\r\n"
                + key.map(k -> "X-API-Key: " + k + "\r\n").orElse("")
                + "Content-Type: application/json\r\nContent-Length: ";
    }

    /** The whole request for a text, to be sent in one write. */
    public byte[] bytes(String text) {
        byte[] body = body(text);
        byte[] start = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    private static byte[] body(String text) {
        try {
            return JSON.writeValueAsBytes(Map.of("raw_content", text));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
