/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import io.aegis.faults.Fault.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All faults of the wall. */
final class FaultTable {

    private static final Duration DRIP = Duration.ofMillis(200);
    private static final long FLOOD = 4L << 30;

    /** Where the redirect points; whoever calls there has carried its key to a place that it was not meant for. */
    static final String ELSEWHERE = "/elsewhere/v1/chat/completions";

    private static final List<Fault> FAILURES = List.of(
            new Fault("ok", "a sensible answer at once", FaultTable::good),
            new Fault("gpt-*", "the same, under the name of a real model", FaultTable::good),
            new Fault("llama-*", "the same", FaultTable::good),
            new Fault("slow-N", "a sensible answer after N ms", (call, reply) -> {
                reply.pause(Duration.ofMillis(call.number()));
                good(call, reply);
            }),
            new Fault("flaky-N", "a sensible answer, but every Nth call is a 500", (call, reply) -> {
                if (isNth(call)) {
                    error(reply, 500, "server_error");
                } else {
                    good(call, reply);
                }
            }),
            new Fault("reset-N", "a sensible answer, but every Nth call is a TCP reset", (call, reply) -> {
                if (isNth(call)) {
                    reply.reset();
                } else {
                    good(call, reply);
                }
            }),
            new Fault("silent", "the request is read, no answer ever comes", (call, reply) -> reply.silence()),
            new Fault(
                    "drip",
                    "a good answer, one byte every " + DRIP.toMillis() + " ms",
                    (call, reply) -> reply.drip(goodBody(call), DRIP)),
            new Fault("reset", "a TCP reset instead of an answer", (call, reply) -> reply.reset()),
            new Fault(
                    "cut",
                    "half of a good answer, then the connection ends",
                    (call, reply) -> reply.cut(goodBody(call))),
            new Fault(
                    "redirect",
                    "307 to another address",
                    (call, reply) -> reply.json(307, "{}", "Location: " + ELSEWHERE)),
            new Fault("400", "400 invalid_request_error", (call, reply) -> error(reply, 400, "invalid_request_error")),
            new Fault("401", "401 invalid_api_key", (call, reply) -> error(reply, 401, "invalid_api_key")),
            new Fault("402", "402 payment_required", (call, reply) -> error(reply, 402, "payment_required")),
            new Fault("403", "403 permission_denied", (call, reply) -> error(reply, 403, "permission_denied")),
            new Fault("429", "429 rate_limit_exceeded", (call, reply) -> error(reply, 429, "rate_limit_exceeded")),
            new Fault(
                    "429-retry-N",
                    "the same with Retry-After: N",
                    (call, reply) -> error(reply, 429, "rate_limit_exceeded", "Retry-After: " + call.number())),
            new Fault("quota", "429 insufficient_quota", (call, reply) -> error(reply, 429, "insufficient_quota")),
            new Fault("500", "500 server_error", (call, reply) -> error(reply, 500, "server_error")),
            new Fault("503", "503 overloaded", (call, reply) -> error(reply, 503, "overloaded")),
            new Fault(
                    "503-retry-N",
                    "the same with Retry-After: N",
                    (call, reply) -> error(reply, 503, "overloaded", "Retry-After: " + call.number())),
            new Fault(
                    "html",
                    "502 with a proxy's HTML page",
                    (call, reply) -> reply.send(502, "text/html", "<html><body>Bad gateway</body></html>")),
            new Fault(
                    "garbage",
                    "200 with bytes that are no JSON",
                    (call, reply) -> reply.json(200, "\u0001{{not json]")),
            new Fault(
                    "no-choices",
                    "200 with a completion that holds no answer",
                    (call, reply) -> reply.json(200, Completion.empty(call.request()))),
            new Fault("empty", "200 with an empty content", (call, reply) -> say(call, reply, "")),
            new Fault(
                    "refusal",
                    "200, the model declines",
                    (call, reply) -> reply.json(200, Completion.refusal(call.request(), "I can't help with that."))),
            new Fault(
                    "truncated",
                    "200, cut off by the token limit",
                    (call, reply) -> reply.json(200, Completion.of(call.request(), "{\"sentiment\": \"NEG", "length"))),
            new Fault(
                    "off-vocabulary",
                    "a sentiment and a topic that do not exist",
                    (call, reply) -> say(
                            call, reply, "{\"sentiment\":\"ANGRY\",\"topics\":[\"Shipping\"],\"is_urgent\":false}")),
            new Fault(
                    "no-topics",
                    "an answer without a topic",
                    (call, reply) ->
                            say(call, reply, "{\"sentiment\":\"NEGATIVE\",\"topics\":[],\"is_urgent\":false}")),
            new Fault(
                    "wrong-type",
                    "an answer whose fields have the wrong types",
                    (call, reply) -> say(
                            call, reply, "{\"sentiment\":\"NEGATIVE\",\"topics\":\"Billing\",\"is_urgent\":\"no\"}")),
            new Fault(
                    "no-confidence",
                    "a good answer without a confidence",
                    (call, reply) -> say(
                            call,
                            reply,
                            labels(call).json().without("confidence").toString())),
            new Fault(
                    "extra",
                    "a good answer with fields nobody asked for",
                    (call, reply) -> say(
                            call,
                            reply,
                            labels(call).json().put("mood", "furious").toString())),
            new Fault(
                    "long",
                    "a good answer with 100 KB of blanks in it",
                    (call, reply) -> say(call, reply, " ".repeat(100_000) + goodContent(call))),
            new Fault("huge", "4 GiB of blanks", (call, reply) -> reply.flood(FLOOD)),
            new Fault(
                    "obey",
                    "does what the customer's text tells it to",
                    (call, reply) -> say(
                            call,
                            reply,
                            GuessedLabels.obeying(call.request().text()).json().toString())));

    /** Habits first, as the names of real models match anything that begins like them. */
    private static final List<Fault> ROWS =
            Stream.concat(ProviderHabits.ROWS.stream(), FAILURES.stream()).toList();

    private FaultTable() {}

    /** The row that a model name asks for. */
    static Optional<Fault> find(String model) {
        return ROWS.stream().filter(fault -> fault.matches(model)).findFirst();
    }

    /** The table, one row per line. */
    static String help() {
        return Stream.concat(FAILURES.stream(), ProviderHabits.ROWS.stream())
                .map(fault -> "  %-26s %s%n".formatted(fault.name(), fault.meaning()))
                .collect(Collectors.joining());
    }

    private static boolean isNth(Call call) {
        return call.number() > 0 && call.count() % call.number() == 0;
    }

    static void good(Call call, Reply reply) throws IOException {
        reply.json(200, goodBody(call));
    }

    static void say(Call call, Reply reply, String content) throws IOException {
        reply.json(200, Completion.of(call.request(), content));
    }

    private static void error(Reply reply, int status, String type, String... headers) throws IOException {
        reply.json(status, Completion.error(type, "The fault wall says " + status), headers);
    }

    static String goodBody(Call call) {
        return Completion.of(call.request(), goodContent(call));
    }

    static String goodContent(Call call) {
        return labels(call).json().toString();
    }

    private static GuessedLabels labels(Call call) {
        return GuessedLabels.of(call.request().text());
    }
}
