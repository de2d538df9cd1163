/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.online.http.json.StrictJson;
import io.aegis.online.scoring.logs.LineLevel;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.JsonPlace;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.online.scoring.wire.WireCursor;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a push to Loki: {@code logproto.PushRequest}, or {@code {"streams": [{"stream": {...}, "values": [["nanoseconds",
 * "line"]]}]}}. Metadata of lines is passed over.
 */
final class PushRequest {

    /** Most streams of a request. */
    static final int MAX_STREAMS = 10_000;

    private static final String STREAMS = "streams";
    private static final FieldNames REQUEST = FieldNames.of("1 streams[]!");
    private static final FieldNames STREAM = FieldNames.of("1 labels", "2 entries[]");
    private static final FieldNames ENTRY = FieldNames.of("1 timestamp", "2 line", "3 structuredMetadata[]");
    private static final FieldNames PAIR = FieldNames.of("1 name", "2 value");
    private static final FieldNames TIME = FieldNames.of("1 seconds", "2 nanos");
    private static final long NANOS = 1_000_000_000;

    /** The year 2000, in seconds: what is earlier was counted in another unit, such as milliseconds. */
    private static final long EARLIEST = 946_684_800;

    private static final int LONGEST_TIME = 19;
    private static final String WANTED_TIME = "must be nanoseconds since 1970, in a text, after 1999";

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

    /**
     * A line before its stream's labels are known.
     *
     * @param metadata of its own (structured metadata), which counts where the stream has no such label
     */
    private record Line(Instant time, String text, Map<String, String> metadata) {

        Map<String, String> with(Map<String, String> labels) {
            Map<String, String> all = new HashMap<>(metadata);
            all.putAll(labels);
            return all;
        }
    }

    /**
     * Reads the protobuf form.
     *
     * @throws IOException when it is malformed
     * @throws ProblemException 400 when a field is not what it should be, 413 when there is too much in it
     */
    static Pushed protobuf(byte[] message, Instant now) throws IOException {
        PushRequest request = new PushRequest(now);
        WireCursor in = new ProtobufCursor(message);
        in.root(REQUEST, field -> {
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
            if (in.nextToken() == null) {
                throw ProblemException.malformed("The body is empty.");
            }
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
        in.message(STREAM, field -> {
            if (field == 1) {
                labels[0] = in.text();
            } else if (field == 2 && hasRoom(some)) {
                entry(in, some);
            }
        });
        add(parsed(labels[0]), some);
    }

    private static Map<String, String> parsed(String labels) {
        try {
            return StreamLabels.parse(labels);
        } catch (IOException e) {
            throw ProblemException.malformed(
                    "streams.labels",
                    "must be up to " + StreamLabels.MAX_LABELS + " labels, written as {app=\"shop\", pod=\"shop-1\"}");
        }
    }

    private static void entry(WireCursor in, List<Line> into) throws IOException {
        long[] time = new long[2];
        String[] line = {""};
        Map<String, String> metadata = new HashMap<>();
        in.message(ENTRY, field -> {
            if (field == 1) {
                in.message(TIME, part -> {
                    if (part == 1 || part == 2) {
                        time[part - 1] = in.integer();
                    }
                });
            } else if (field == 2) {
                line[0] = LogIntake.shortened(in.text());
            } else if (field == 3) {
                pair(in, metadata);
            }
        });
        if (!isTime(time[0], time[1])) {
            throw ProblemException.malformed("streams.entries.timestamp", "must be a time after 1999");
        }
        into.add(new Line(Instant.ofEpochSecond(time[0], time[1]), line[0], metadata));
    }

    private static void pair(WireCursor in, Map<String, String> into) throws IOException {
        String[] pair = {"", ""};
        in.message(PAIR, field -> {
            if (field == 1 || field == 2) {
                pair[field - 1] = in.text();
            }
        });
        keep(pair[0], pair[1], into);
    }

    /** Of metadata beyond what a stream may have labels nothing is asked. */
    private static void keep(String name, String value, Map<String, String> into) {
        if (!name.isBlank() && into.size() < StreamLabels.MAX_LABELS) {
            into.put(name, value);
        }
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
                Map<String, String> all = line.metadata().isEmpty() ? labels : line.with(labels);
                lines.add(new LogEntry(
                        service.equals(FailureVerdict.NAMELESS) ? StreamLabels.service(all) : service,
                        StreamLabels.level(all).orElseGet(() -> LineLevel.of(line.text())),
                        line.text(),
                        LogIntake.notLater(line.time(), now)));
            }
        }
    }

    private void streams(JsonParser in) throws IOException {
        require(in, JsonToken.START_OBJECT, "an object");
        boolean there = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = in.currentName().equals(STREAMS);
            there |= wanted;
            in.nextToken();
            if (wanted) {
                require(in, JsonToken.START_ARRAY, "a list");
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    stream(in);
                }
            } else {
                in.skipChildren();
            }
        }
        if (!there) {
            throw JsonPlace.missing(STREAMS, in);
        }
    }

    private void stream(JsonParser in) throws IOException {
        require(in, JsonToken.START_OBJECT, "an object");
        Map<String, String> labels = new HashMap<>();
        List<Line> some = new ArrayList<>();
        Set<String> missing = new TreeSet<>(Set.of("stream", "values"));
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            missing.remove(name);
            in.nextToken();
            switch (name) {
                case "stream" -> labels(in, labels);
                case "values" -> {
                    require(in, JsonToken.START_ARRAY, "a list");
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        value(in, some);
                    }
                }
                default -> in.skipChildren();
            }
        }
        if (!missing.isEmpty()) {
            throw JsonPlace.missing(String.join(" and ", missing), in);
        }
        add(labels, some);
    }

    private static void labels(JsonParser in, Map<String, String> labels) throws IOException {
        require(in, JsonToken.START_OBJECT, "an object of texts");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            require(in, JsonToken.VALUE_STRING, "a text");
            if (labels.size() == StreamLabels.MAX_LABELS) {
                throw ProblemException.malformed(
                        JsonPlace.of(in), "is one label more than the " + StreamLabels.MAX_LABELS + " of a stream");
            }
            labels.put(name, in.getText());
        }
    }

    /** {@code ["1700000000000000000", "line"]}, perhaps with an object of metadata. */
    private void value(JsonParser in, List<Line> some) throws IOException {
        require(in, JsonToken.START_ARRAY, "a list of a time and a line");
        if (!hasRoom(some)) {
            in.skipChildren();
            return;
        }
        in.nextToken();
        require(in, JsonToken.VALUE_STRING, "a text of nanoseconds");
        Instant time = nanos(in);
        in.nextToken();
        require(in, JsonToken.VALUE_STRING, "a text");
        String line = LogIntake.shortened(in.getText());
        Map<String, String> metadata = new HashMap<>();
        if (in.nextToken() != JsonToken.END_ARRAY) {
            metadata(in, metadata);
            in.nextToken();
            if (!in.hasToken(JsonToken.END_ARRAY)) {
                throw ProblemException.malformed(JsonPlace.of(in), "is one value too many");
            }
        }
        some.add(new Line(time, line, metadata));
    }

    private static void metadata(JsonParser in, Map<String, String> into) throws IOException {
        require(in, JsonToken.START_OBJECT, "an object");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (in.nextToken() == JsonToken.VALUE_STRING) {
                keep(name, in.getText(), into);
            } else {
                in.skipChildren();
            }
        }
    }

    private static void require(JsonParser in, JsonToken token, String wanted) {
        if (!in.hasToken(token)) {
            throw JsonPlace.not(wanted, in);
        }
    }

    private static Instant nanos(JsonParser in) throws IOException {
        String text = in.getText();
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_TIME
                && text.chars().allMatch(each -> each >= '0' && each <= '9');
        // Nineteen nines are more than fit.
        long nanos = digits ? Long.parseUnsignedLong(text) : -1;
        if (nanos < 0 || !isTime(nanos / NANOS, nanos % NANOS)) {
            throw ProblemException.malformed(JsonPlace.of(in), WANTED_TIME);
        }
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }

    private static boolean isTime(long seconds, long nanos) {
        return seconds >= EARLIEST && seconds <= Long.MAX_VALUE / NANOS && nanos >= 0 && nanos < NANOS;
    }
}
