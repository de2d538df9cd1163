/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.Observations;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.http.Request;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.scoring.anomaly.AnomalyReader;
import io.aegis.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of a request for a failure verdict, and refuses it with everything that is wrong. */
final class FailureReader {

    /** Most bytes of a body. */
    static final int MAX_BYTES = 16 << 20;

    /** Most lines of a request; most samples are {@value AnomalyReader#MAX_SAMPLES}. */
    static final int MAX_LOGS = 10_000;

    /** Most characters of a line. */
    static final int MAX_MESSAGE = 32_768;

    /** Most characters of a service's name. */
    static final int MAX_SERVICE = 512;

    /** Most services whose calls are told, and most that each calls. */
    static final int MAX_CALLS = 1_000;

    private static final Choices<LogLevel> LEVELS = Choices.of(LogLevel.class, LogLevel::label);
    private static final String SERVICE = "service";
    private static final String DEPENDENCIES = "dependencies";

    private FailureReader() {}

    /**
     * Reads a request.
     *
     * @throws ProblemException when it is not as it should be
     */
    static Observations read(Request request) {
        JsonBody body = request.json(MAX_BYTES);
        AnomalyReader.weigh(request, body);
        Map<Series, List<Measurement>> samples = AnomalyReader.samples(body);
        List<LogEntry> logs = logs(body);
        if (body.value("metrics").isEmpty() && body.value("logs").isEmpty()) {
            body.wrong("metrics", "must have a sample, unless logs has a line");
        }
        Map<String, Set<String>> callees =
                body.object("context").map(FailureReader::callees).orElse(Map.of());
        body.refuseIfWrong();
        return new Observations(samples, logs, List.of(), callees);
    }

    private static List<LogEntry> logs(JsonBody body) {
        List<LogEntry> logs = new ArrayList<>();
        for (JsonBody line : body.objects("logs", MAX_LOGS)) {
            line.require("timestamp");
            line.require("level");
            line.require("message");
            line.require(SERVICE);
            Optional<Instant> time = line.instant("timestamp");
            Optional<LogLevel> level = line.choice("level", LEVELS);
            Optional<String> message = line.text("message", MAX_MESSAGE);
            Optional<String> service = line.text(SERVICE, MAX_SERVICE);
            line.object("metadata");
            if (service.filter(String::isBlank).isPresent()) {
                line.wrong(SERVICE, "must not be blank");
            } else if (time.isPresent() && level.isPresent() && message.isPresent() && service.isPresent()) {
                logs.add(new LogEntry(service.get(), level.get(), message.get(), time.get()));
            }
        }
        return logs;
    }

    /** {@code {"frontend": ["cart", "mail"]}}: who calls whom. */
    private static Map<String, Set<String>> callees(JsonBody context) {
        JsonNode calls = context.value(DEPENDENCIES);
        if (calls.isMissingNode()) {
            return Map.of();
        }
        if (!calls.isObject() || calls.size() > MAX_CALLS) {
            context.wrong(DEPENDENCIES, "must be an object of lists of names, of at most " + MAX_CALLS + " callers");
            return Map.of();
        }
        Map<String, Set<String>> callees = new HashMap<>();
        for (Map.Entry<String, JsonNode> caller : calls.properties()) {
            Set<String> names = new HashSet<>();
            caller.getValue()
                    .forEach(name -> Optional.ofNullable(name.textValue()).ifPresent(names::add));
            if (!caller.getValue().isArray()
                    || names.size() != caller.getValue().size()
                    || names.size() > MAX_CALLS) {
                context.wrong(
                        DEPENDENCIES + "." + caller.getKey(),
                        "must be a list of at most " + MAX_CALLS + " different names");
            }
            callees.put(caller.getKey(), names);
        }
        return callees;
    }
}
