/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import com.fasterxml.jackson.core.JsonParser;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.online.http.json.StrictJson;
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

/** Reads a push to Loki: {@code logproto.PushRequest}, or its JSON form. */
final class PushRequest {

    private static final FieldNames REQUEST = FieldNames.of("1 streams[]!");
    private static final FieldNames STREAM = FieldNames.of("1 labels", "2 entries[]");
    private static final FieldNames ENTRY = FieldNames.of("1 timestamp", "2 line", "3 structuredMetadata[]");
    private static final FieldNames PAIR = FieldNames.of("1 name", "2 value");
    private static final FieldNames TIME = FieldNames.of("1 seconds", "2 nanos");

    private PushRequest() {}

    /**
     * What was pushed.
     *
     * @param lines read
     * @param rejected lines beyond those that are read of one request
     */
    record Pushed(List<LogEntry> lines, int rejected) {}

    /**
     * Reads the protobuf form.
     *
     * @throws IOException when it is malformed
     * @throws ProblemException 400 when a field is not what it should be, 413 when there is too much in it
     */
    static Pushed protobuf(byte[] message, Instant now) throws IOException {
        PushedLines lines = new PushedLines(now);
        WireCursor in = new ProtobufCursor(message);
        in.root(REQUEST, field -> {
            if (field == 1) {
                stream(in, lines);
            }
        });
        return lines.pushed();
    }

    /** Reads the JSON form; else as {@link #protobuf}. */
    static Pushed json(byte[] body, Instant now) throws IOException {
        PushedLines lines = new PushedLines(now);
        try (JsonParser in = StrictJson.parser(body, 0, body.length)) {
            if (in.nextToken() == null) {
                throw ProblemException.malformed("The body is empty.");
            }
            new JsonPush(in, lines).read();
            if (in.nextToken() != null) {
                throw new IOException("something after the value");
            }
        }
        return lines.pushed();
    }

    private static void stream(WireCursor in, PushedLines lines) throws IOException {
        String[] labels = {"{}"};
        List<PushedLines.Line> some = new ArrayList<>();
        in.message(STREAM, field -> {
            if (field == 1) {
                labels[0] = in.text();
            } else if (field == 2 && lines.hasRoom(some)) {
                entry(in, some);
            }
        });
        lines.add(parsed(labels[0]), some);
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

    private static void entry(WireCursor in, List<PushedLines.Line> into) throws IOException {
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
        if (!PushedLines.isTime(time[0], time[1])) {
            throw ProblemException.malformed("streams.entries.timestamp", "must be a time after 1999");
        }
        into.add(new PushedLines.Line(Instant.ofEpochSecond(time[0], time[1]), line[0], metadata));
    }

    private static void pair(WireCursor in, Map<String, String> into) throws IOException {
        String[] pair = {"", ""};
        in.message(PAIR, field -> {
            if (field == 1 || field == 2) {
                pair[field - 1] = in.text();
            }
        });
        PushedLines.keep(pair[0], pair[1], into);
    }
}
