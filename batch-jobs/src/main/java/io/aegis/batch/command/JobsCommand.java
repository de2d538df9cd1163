/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the commands of {@code ops/aegis jobs} do. */
final class JobsCommand {

    private final OperatorClient client;
    private final PrintStream out;

    JobsCommand(OperatorClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    void list() throws RefusedException, InterruptedException {
        for (JsonNode job : client.get("/jobs").path("items")) {
            out.println(text(job, "name") + "  " + text(job, "description"));
            for (JsonNode parameter : job.path("parameters")) {
                String otherwise = parameter.path("default_value").isNull()
                        ? ""
                        : ", else " + parameter.path("default_value").asString("");
                out.println("    " + text(parameter, "name") + "=  " + text(parameter, "description") + ": "
                        + text(parameter, "allowed")
                        + (parameter.path("required").asBoolean(false) ? ", required" : otherwise));
            }
            JsonNode last = job.path("last_execution");
            out.println("    " + (last.isObject() ? "last: " + line(last) : "never run"));
        }
    }

    /** @throws IllegalArgumentException when a pair is none */
    void launch(String job, List<String> pairs) throws RefusedException, InterruptedException {
        Map<String, String> types = new HashMap<>();
        for (JsonNode each : client.get("/jobs").path("items")) {
            if (text(each, "name").equals(job)) {
                each.path("parameters")
                        .forEach(parameter -> types.put(text(parameter, "name"), text(parameter, "type")));
            }
        }
        Map<String, Object> parameters = new TreeMap<>();
        pairs(pairs).forEach((name, value) -> parameters.put(name, typed(types.getOrDefault(name, "text"), value)));
        detail(client.send("POST", "/jobs/" + path(job) + "/executions", Map.of("parameters", parameters)));
    }

    void status() throws RefusedException, InterruptedException {
        for (JsonNode job : client.get("/jobs").path("items")) {
            JsonNode last = job.path("last_execution");
            out.println(last.isObject() ? line(last) : "-  " + text(job, "name") + "  never run");
        }
    }

    /** Of a job, or of an execution when it is a number. */
    void status(String of) throws RefusedException, InterruptedException {
        if (of.matches("[0-9]{1,18}")) {
            detail(client.get("/executions/" + of));
        } else {
            client.get("/jobs/" + path(of) + "/executions")
                    .path("items")
                    .forEach(execution -> out.println(line(execution)));
        }
    }

    /** Stops or abandons an execution. */
    void act(String command, long execution) throws RefusedException, InterruptedException {
        detail(client.send("POST", "/executions/" + execution + "/" + command, Map.of()));
    }

    void restart(long execution) throws RefusedException, InterruptedException {
        resumePoint(client.get("/executions/" + execution));
        act("restart", execution);
    }

    void schedules() throws RefusedException, InterruptedException {
        client.get("/schedules").path("items").forEach(this::schedule);
    }

    /** @throws IllegalArgumentException when a pair is none */
    void schedule(String name, List<String> pairs) throws RefusedException, InterruptedException {
        Map<String, Object> changes = new TreeMap<>();
        pairs(pairs)
                .forEach((setting, value) ->
                        changes.put(setting, typed(setting.equals("enabled") ? "boolean" : "text", value)));
        schedule(client.send("PATCH", "/schedules/" + path(name), changes));
    }

    private void schedule(JsonNode schedule) {
        out.println(text(schedule, "name") + "  " + text(schedule, "cron") + " " + text(schedule, "zone")
                + (schedule.path("enabled").asBoolean(false) ? "" : "  paused") + "  missed: "
                + text(schedule, "missed"));
        schedule.path("next_fire_times").forEach(time -> out.println("    " + time.asString("")));
    }

    private void detail(JsonNode detail) {
        out.println(line(detail.path("execution")));
        String exit = text(detail.path("execution"), "exit_description");
        if (!exit.isBlank()) {
            out.println("    " + exit);
        }
        for (JsonNode parameter : detail.path("parameters")) {
            out.println("    " + text(parameter, "name") + "=" + text(parameter, "value"));
        }
        for (JsonNode step : detail.path("steps")) {
            out.println("    " + text(step, "name") + "  " + text(step, "status") + "  read " + text(step, "read")
                    + ", written " + text(step, "written") + ", filtered " + text(step, "filtered") + ", skipped "
                    + text(step, "skipped") + ", commits " + text(step, "commits"));
        }
        resumePoint(detail);
    }

    private void resumePoint(JsonNode detail) {
        JsonNode resume = detail.path("resume_point");
        if (resume.isObject()) {
            out.println("    a restart goes on in " + text(resume, "step") + " behind " + text(resume, "commits")
                    + " commits: " + resume.path("context"));
        }
    }

    private static String line(JsonNode execution) {
        return text(execution, "id") + "  " + text(execution, "job") + "  " + text(execution, "status") + "  "
                + text(execution, "created_at") + " to " + text(execution, "ended_at");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "-" : node.path(field).asString("-");
    }

    private static Map<String, String> pairs(List<String> words) {
        Map<String, String> pairs = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + word + "' is not NAME=VALUE");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return pairs;
    }

    /** What does not fit its type is sent as it is, for the batch application to say what is allowed. */
    private static Object typed(String type, String value) {
        if (type.equals("integer") && value.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(value);
        }
        return type.equals("boolean") && (value.equals("true") || value.equals("false"))
                ? Boolean.valueOf(value)
                : value;
    }

    private static String path(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
