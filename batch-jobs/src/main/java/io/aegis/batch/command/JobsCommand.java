package io.aegis.batch.command;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The commands of {@code ops/aegis jobs}. */
final class JobsCommand {

    static final String USAGE = """
            usage: ops/aegis jobs list                        the jobs, what they take, and their last execution
                   ops/aegis jobs launch JOB [NAME=VALUE ...]  run a job
                   ops/aegis jobs status [JOB | EXECUTION]     what runs, a job's history, or all about an execution
                   ops/aegis jobs stop EXECUTION               at the end of its chunk
                   ops/aegis jobs restart EXECUTION            from where it failed or was stopped
                   ops/aegis jobs abandon EXECUTION            never to be run again
                   ops/aegis jobs schedules                    when jobs run by themselves
                   ops/aegis jobs schedule NAME SETTING=VALUE ...
                                                               enabled=true|false, cron='S M H DAY MONTH WEEKDAY', zone,
                                                               missed=fire_once|skip""";

    private final OperatorClient client;
    private final PrintStream out;

    JobsCommand(OperatorClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    /** @throws IllegalArgumentException when there is no such command */
    void run(List<String> words) throws RefusedException, InterruptedException {
        String command = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        switch (command) {
            case "list" -> list();
            case "launch" -> launch(rest);
            case "status" -> status(rest);
            case "stop", "restart", "abandon" -> act(command, rest);
            case "schedules" -> schedules();
            case "schedule" -> schedule(rest);
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private void list() throws RefusedException, InterruptedException {
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

    private void launch(List<String> words) throws RefusedException, InterruptedException {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        String job = words.getFirst();
        Map<String, String> types = new HashMap<>();
        for (JsonNode each : client.get("/jobs").path("items")) {
            if (text(each, "name").equals(job)) {
                each.path("parameters")
                        .forEach(parameter -> types.put(text(parameter, "name"), text(parameter, "type")));
            }
        }
        Map<String, Object> parameters = new TreeMap<>();
        pairs(words.subList(1, words.size()))
                .forEach((name, value) -> parameters.put(name, typed(types.getOrDefault(name, "text"), value)));
        detail(client.send("POST", "/jobs/" + path(job) + "/executions", Map.of("parameters", parameters)));
    }

    private void status(List<String> words) throws RefusedException, InterruptedException {
        if (words.isEmpty()) {
            for (JsonNode job : client.get("/jobs").path("items")) {
                JsonNode last = job.path("last_execution");
                out.println(last.isObject() ? line(last) : "-  " + text(job, "name") + "  never run");
            }
        } else if (isNumber(words.getFirst())) {
            detail(client.get("/executions/" + words.getFirst()));
        } else {
            client.get("/jobs/" + path(words.getFirst()) + "/executions")
                    .path("items")
                    .forEach(execution -> out.println(line(execution)));
        }
    }

    private void act(String command, List<String> words) throws RefusedException, InterruptedException {
        if (words.size() != 1 || !isNumber(words.getFirst())) {
            throw new IllegalArgumentException(USAGE);
        }
        if (command.equals("restart")) {
            resumePoint(client.get("/executions/" + words.getFirst()));
        }
        detail(client.send("POST", "/executions/" + words.getFirst() + "/" + command, Map.of()));
    }

    private void schedules() throws RefusedException, InterruptedException {
        client.get("/schedules").path("items").forEach(this::schedule);
    }

    private void schedule(List<String> words) throws RefusedException, InterruptedException {
        if (words.size() < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        Map<String, Object> changes = new TreeMap<>();
        pairs(words.subList(1, words.size()))
                .forEach((name, value) -> changes.put(name, typed(name.equals("enabled") ? "boolean" : "text", value)));
        schedule(client.send("PATCH", "/schedules/" + path(words.getFirst()), changes));
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

    private static boolean isNumber(String word) {
        return word.matches("[0-9]{1,18}");
    }

    private static String path(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
