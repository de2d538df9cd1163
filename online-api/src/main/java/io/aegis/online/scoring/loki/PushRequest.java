/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.online.http.json.StrictJson;
import io.aegis.online.scoring.logs.LineLevel;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.online.scoring.wire.WireCursor;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a push to Loki: {@code logproto.PushRequest}, or {@code {"streams": [{"stream": {...}, "values": [["nanoseconds",
 * "line"]]}]}}. Metadata of lines is passed over.
 */
final class PushRequest {

    /** Most streams of a request. */
    static final int MAX_STREAMS = 10_000;

    private static final FieldNames NO_NAMES = FieldNames.of();
    private static final long NANOS = 1_000_000_000;
    private static final int LONGEST_TIME = 19;

    private final Instant now;
    private final List<LogEntry> lines = new ArrayList<>();
    private int streams;
    private int rejected;

    private PushRequest(Instant now) {
        this.now = now;
    }

    /**
     * What was pushed.
     *
     * @param lines read
     * @param rejected lines beyond those that are read of one request
     */
    record Pushed(List<LogEntry> lines, int rejected) {}

    /** A line before its stream's labels are known. */
    private record Line(Instant time, String text) {}

    /**
     * Reads the protobuf form.
     *
     * @throws IOException when it is malformed
     * @throws ProblemException 413 when there is too much in it
     */
    static Pushed protobuf(byte[] message, Instant now) throws IOException {
        PushRequest request = new PushRequest(now);
        WireCursor in = new ProtobufCursor(message);
        in.root(NO_NAMES, field -> {
            if (field == 1) {
                request.stream(in);
            }
        });
        return new Pushed(request.lines, request.rejected);
    }

    /** Reads the JSON form; else as {@link #protobuf}. */
    static Pushed json(byte[] body, Instant now) throws IOException {
        PushRequest request = new PushRequest(now);
        try (JsonParser in = StrictJson.parser(body, 0, body.length)) {
            in.nextToken();
            request.streams(in);
            if (in.nextToken() != null) {
                throw new IOException("something after the value");
            }
        }
        return new Pushed(request.lines, request.rejected);
    }

    private void stream(WireCursor in) throws IOException {
        String[] labels = {"{}"};
        List<Line> some = new ArrayList<>();
        in.message(NO_NAMES, field -> {
            if (field == 1) {
                labels[0] = in.text();
            } else if (field == 2 && hasRoom(some)) {
                entry(in, some);
            }
        });
        add(StreamLabels.parse(labels[0]), some);
    }

    private static void entry(WireCursor in, List<Line> into) throws IOException {
        long[] time = new long[2];
        String[] line = {""};
        in.message(NO_NAMES, field -> {
            if (field == 1) {
                in.message(NO_NAMES, part -> {
                    if (part == 1 || part == 2) {
                        time[part - 1] = in.integer();
                    }
                });
            } else if (field == 2) {
                line[0] = LogIntake.shortened(in.text());
            }
        });
        into.add(new Line(time(time[0], time[1]), line[0]));
    }

    /** A line that would be one too many is counted and passed over. */
    private boolean hasRoom(List<Line> some) {
        boolean room = lines.size() + some.size() < LogIntake.MAX_LINES;
        rejected += room ? 0 : 1;
        return room;
    }

    private void add(Map<String, String> labels, List<Line> some) {
        streams++;
        if (streams > MAX_STREAMS) {
            throw ProblemException.tooLarge("A request may have up to " + MAX_STREAMS + " streams.");
        }
        String service = StreamLabels.service(labels);
        for (Line line : some) {
            if (!line.text().isBlank()) {
                lines.add(new LogEntry(
                        service,
                        StreamLabels.level(labels).orElseGet(() -> LineLevel.of(line.text())),
                        line.text(),
                        LogIntake.notLater(line.time(), now)));
            }
        }
    }

    private void streams(JsonParser in) throws IOException {
        require(in, JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = in.currentName().equals("streams");
            in.nextToken();
            if (wanted) {
                require(in, JsonToken.START_ARRAY);
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    stream(in);
                }
            } else {
                in.skipChildren();
            }
        }
    }

    private void stream(JsonParser in) throws IOException {
        require(in, JsonToken.START_OBJECT);
        Map<String, String> labels = new HashMap<>();
        List<Line> some = new ArrayList<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "stream" -> labels(in, labels);
                case "values" -> {
                    require(in, JsonToken.START_ARRAY);
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        value(in, some);
                    }
                }
                default -> in.skipChildren();
            }
        }
        add(labels, some);
    }

    private static void labels(JsonParser in, Map<String, String> labels) throws IOException {
        require(in, JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            require(in, JsonToken.VALUE_STRING);
            if (labels.size() == StreamLabels.MAX_LABELS) {
                throw new IOException("too many labels");
            }
            labels.put(name, in.getText());
        }
    }

    /** {@code ["1700000000000000000", "line"]}, perhaps with an object of metadata. */
    private void value(JsonParser in, List<Line> some) throws IOException {
        require(in, JsonToken.START_ARRAY);
        if (!hasRoom(some)) {
            in.skipChildren();
            return;
        }
        in.nextToken();
        require(in, JsonToken.VALUE_STRING);
        Instant time = nanos(in.getText());
        in.nextToken();
        require(in, JsonToken.VALUE_STRING);
        some.add(new Line(time, LogIntake.shortened(in.getText())));
        while (in.nextToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
        }
    }

    private static void require(JsonParser in, JsonToken wanted) throws IOException {
        if (!in.hasToken(wanted)) {
            throw new IOException("another shape than a push has");
        }
    }

    private static Instant nanos(String text) throws IOException {
        try {
            if (text.length() > LONGEST_TIME) {
                throw new IOException("no time");
            }
            long nanos = Long.parseLong(text);
            return time(nanos / NANOS, nanos % NANOS);
        } catch (NumberFormatException e) {
            throw new IOException("no time", e);
        }
    }

    private static Instant time(long seconds, long nanos) throws IOException {
        if (seconds < 0 || seconds > Long.MAX_VALUE / NANOS || nanos < 0 || nanos >= NANOS) {
            throw new IOException("no time");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }
}
