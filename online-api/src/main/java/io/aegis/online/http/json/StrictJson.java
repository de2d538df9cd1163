/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as it goes over the wire. Reading is strict: no duplicate names, nothing after the value, at most
 * {@value #MAX_DEPTH} levels.
 */
public final class StrictJson {

    /** Levels of arrays and objects that are read. */
    static final int MAX_DEPTH = 32;

    /** Shared: by default each thread keeps its own for good, 16 KB for each connection that has ever had an answer. */
    private static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newConcurrentDequePool();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(BUFFERS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            // Names that strangers make up are no constants, and there is no JSON but in UTF-8.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private StrictJson() {}

    /**
     * Reads one value.
     *
     * @return a missing node when there is nothing but white space
     * @throws JsonProcessingException when the text is not exactly one JSON value
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Reads a text token by token, which tells in which line each begins. */
    public static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** Reads a part of a text in UTF-8, token by token. */
    public static JsonParser parser(byte[] text, int from, int to) throws IOException {
        return FACTORY.createParser(text, from, to - from);
    }

    /** Writes one value, in UTF-8. */
    public static byte[] bytes(JsonContent content) {
        BufferRecycler buffers = BUFFERS.acquireAndLinkPooled();
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(buffers)) {
            try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
                content.writeTo(json);
            }
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } finally {
            buffers.releaseToPool();
        }
    }
}
