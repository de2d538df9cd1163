/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.wire.JsonPlace;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The JSON form of a push: {@code {"streams": [{"stream": {...}, "values": [["nanoseconds", "line", {...}]]}]}}. */
final class JsonPush {

    private static final String STREAMS = "streams";
    private static final int LONGEST_TIME = 19;
    private static final long NANOS = 1_000_000_000;
    private static final String WANTED_TIME = "must be nanoseconds since 1970, in a text, after 1999";

    private final JsonParser in;
    private final PushedLines lines;

    /** Of a parser at the first token of the value. */
    JsonPush(JsonParser in, PushedLines lines) {
        this.in = in;
        this.lines = lines;
    }

    /**
     * Reads it.
     *
     * @throws IOException when it is malformed
     * @throws ProblemException 400 when a field is not what it should be, 413 when there is too much in it
     */
    void read() throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        boolean there = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = in.currentName().equals(STREAMS);
            there |= wanted;
            in.nextToken();
            if (wanted) {
                require(JsonToken.START_ARRAY, "a list");
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    stream();
                }
            } else {
                in.skipChildren();
            }
        }
        if (!there) {
            throw JsonPlace.missing(STREAMS, in);
        }
    }

    private void stream() throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        Map<String, String> labels = new HashMap<>();
        List<PushedLines.Line> some = new ArrayList<>();
        Set<String> missing = new TreeSet<>(Set.of("stream", "values"));
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            missing.remove(name);
            in.nextToken();
            switch (name) {
                case "stream" -> labels(labels);
                case "values" -> {
                    require(JsonToken.START_ARRAY, "a list");
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        value(some);
                    }
                }
                default -> in.skipChildren();
            }
        }
        if (!missing.isEmpty()) {
            throw JsonPlace.missing(String.join(" and ", missing), in);
        }
        lines.add(labels, some);
    }

    private void labels(Map<String, String> labels) throws IOException {
        require(JsonToken.START_OBJECT, "an object of texts");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            require(JsonToken.VALUE_STRING, "a text");
            if (labels.size() == StreamLabels.MAX_LABELS) {
                throw ProblemException.malformed(
                        JsonPlace.of(in), "is one label more than the " + StreamLabels.MAX_LABELS + " of a stream");
            }
            labels.put(name, in.getText());
        }
    }

    /** {@code ["1700000000000000000", "line"]}, perhaps with an object of metadata. */
    private void value(List<PushedLines.Line> some) throws IOException {
        require(JsonToken.START_ARRAY, "a list of a time and a line");
        if (!lines.hasRoom(some)) {
            in.skipChildren();
            return;
        }
        in.nextToken();
        require(JsonToken.VALUE_STRING, "a text of nanoseconds");
        Instant time = nanos();
        in.nextToken();
        require(JsonToken.VALUE_STRING, "a text");
        String line = LogIntake.shortened(in.getText());
        Map<String, String> metadata = new HashMap<>();
        if (in.nextToken() != JsonToken.END_ARRAY) {
            metadata(metadata);
            in.nextToken();
            if (!in.hasToken(JsonToken.END_ARRAY)) {
                throw ProblemException.malformed(JsonPlace.of(in), "is one value too many");
            }
        }
        some.add(new PushedLines.Line(time, line, metadata));
    }

    private void metadata(Map<String, String> into) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (in.nextToken() == JsonToken.VALUE_STRING) {
                PushedLines.keep(name, in.getText(), into);
            } else {
                in.skipChildren();
            }
        }
    }

    private void require(JsonToken token, String wanted) {
        if (!in.hasToken(token)) {
            throw JsonPlace.not(wanted, in);
        }
    }

    private Instant nanos() throws IOException {
        String text = in.getText();
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_TIME
                && text.chars().allMatch(each -> each >= '0' && each <= '9');
        // Nineteen nines are more than fit.
        long nanos = digits ? Long.parseUnsignedLong(text) : -1;
        if (nanos < 0 || !PushedLines.isTime(nanos / NANOS, nanos % NANOS)) {
            throw ProblemException.malformed(JsonPlace.of(in), WANTED_TIME);
        }
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }
}
