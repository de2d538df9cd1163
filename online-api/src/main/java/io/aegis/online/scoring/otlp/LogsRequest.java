/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.scoring.logs.LineLevel;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.wire.FieldNames;
import io.aegis.online.scoring.wire.WireCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code ExportLogsServiceRequest}. Of a record its time, severity and body are taken, of its resource who it is; what is
 * attached to a record besides is passed over.
 */
final class LogsRequest {

    private static final FieldNames REQUEST = FieldNames.of("1 resourceLogs[]!");
    private static final FieldNames RESOURCE_LOGS = FieldNames.of("1 resource", "2 scopeLogs[]!", "3 schemaUrl");
    private static final FieldNames SCOPE_LOGS = FieldNames.of("1 scope", "2 logRecords[]!", "3 schemaUrl");
    private static final FieldNames RECORD = FieldNames.of(
            "1 timeUnixNano",
            "2 severityNumber",
            "3 severityText",
            "5 body!",
            "6 attributes[]",
            "7 droppedAttributesCount",
            "8 flags",
            "9 traceId",
            "10 spanId",
            "11 observedTimeUnixNano",
            "12 eventName!");
    private static final FieldNames SEVERITY = severities();

    /** What a body that is a map calls its text, and its level. */
    private static final List<String> MESSAGES = List.of("message", "msg", "log", "MESSAGE", "body");

    private static final List<String> LEVELS = List.of("level", "severity", "loglevel", "lvl", "PRIORITY");

    private static final int FIRST_INFO = 9;
    private static final int FIRST_WARN = 13;
    private static final int FIRST_ERROR = 17;

    private final WireCursor in;
    private final Instant now;
    private final OtlpBudget budget = new OtlpBudget();
    private final List<LogEntry> lines = new ArrayList<>();
    private int rejected;

    /** As the data model of logs names them: {@code SEVERITY_NUMBER_WARN}, {@code SEVERITY_NUMBER_WARN2} and so on. */
    private static FieldNames severities() {
        List<String> names = new ArrayList<>(List.of("0 SEVERITY_NUMBER_UNSPECIFIED"));
        for (String level : List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")) {
            for (String degree : List.of("", "2", "3", "4")) {
                names.add(names.size() + " SEVERITY_NUMBER_" + level + degree);
            }
        }
        return FieldNames.of(names.toArray(String[]::new));
    }

    private LogsRequest(WireCursor in, Instant now) {
        this.in = in;
        this.now = now;
    }

    /**
     * The lines of a request.
     *
     * @param lines read
     * @param rejected records beyond those that are read of one request, and those whose time is none
     */
    record Read(List<LogEntry> lines, int rejected) {}

    /**
     * Reads a request.
     *
     * @param now the time of records that have none
     * @throws IOException when it is malformed
     * @throws io.aegis.problem.ProblemException 400 when a field is of another type, 413 when there is too much in it
     */
    static Read read(WireCursor in, Instant now) throws IOException {
        LogsRequest request = new LogsRequest(in, now);
        in.root(REQUEST, field -> {
            if (field == 1) {
                request.resource();
            }
        });
        return new Read(request.lines, request.rejected);
    }

    /** The resource may stand behind its records. */
    private void resource() throws IOException {
        budget.group();
        int first = lines.size();
        OtlpResource[] resource = {new OtlpResource(Map.of())};
        in.message(RESOURCE_LOGS, field -> {
            if (field == 1) {
                resource[0] = OtlpResource.read(in, budget);
            } else if (field == 2) {
                scope();
            }
        });
        String service = resource[0].service();
        lines.subList(first, lines.size())
                .replaceAll(line -> new LogEntry(service, line.level(), line.message(), line.timestamp()));
    }

    private void scope() throws IOException {
        budget.group();
        in.message(SCOPE_LOGS, field -> {
            if (field == 2) {
                budget.point();
                if (lines.size() < LogIntake.MAX_LINES) {
                    line();
                } else {
                    rejected++;
                }
            }
        });
    }

    private void line() throws IOException {
        long[] times = new long[2];
        long[] severity = new long[1];
        String[] name = {""};
        AnyValue[] body = {AnyValue.NONE};
        in.message(RECORD, field -> {
            switch (field) {
                case 1 -> times[0] = in.fixed();
                case 2 -> severity[0] = in.constant(SEVERITY);
                case 3 -> name[0] = in.text();
                case 5 -> body[0] = AnyValue.read(in, budget);
                case 11 -> times[1] = in.fixed();
                default -> {}
            }
        });
        String message = first(MESSAGES, body[0].members()).orElse(body[0].text());
        if (message.isBlank()) {
            // Events without a text say nothing that a template could be made of.
            return;
        }
        Optional<Instant> time = times[0] == 0 && times[1] == 0
                ? Optional.of(now)
                : UnixNanos.time(times[0]).or(() -> UnixNanos.time(times[1]));
        if (time.isEmpty()) {
            rejected++;
            return;
        }
        lines.add(new LogEntry(
                "",
                level(severity[0], name[0], body[0], message),
                LogIntake.shortened(message),
                LogIntake.notLater(time.get(), now)));
    }

    private static LogLevel level(long severity, String name, AnyValue body, String message) {
        return bySeverity(severity)
                .or(() -> LineLevel.named(name))
                .or(() -> first(LEVELS, body.members()).flatMap(LineLevel::named))
                .orElseGet(() -> LineLevel.of(message));
    }

    /** The numbers of OpenTelemetry's log data model; 0 is unspecified. */
    private static Optional<LogLevel> bySeverity(long number) {
        if (number <= 0) {
            return Optional.empty();
        }
        if (number < FIRST_INFO) {
            return Optional.of(LogLevel.DEBUG);
        }
        if (number < FIRST_WARN) {
            return Optional.of(LogLevel.INFO);
        }
        return Optional.of(number < FIRST_ERROR ? LogLevel.WARN : LogLevel.ERROR);
    }

    private static Optional<String> first(List<String> names, Map<String, String> members) {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(members.get(name)))
                .findFirst();
    }
}
