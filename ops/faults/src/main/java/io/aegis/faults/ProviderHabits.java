/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.faults.Fault.Call;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What servers that speak OpenAI do differently from OpenAI: good answers in odd shapes, and parameters they do not take. */
final class ProviderHabits {

    /** Thoughts that end only where an answer has this much room, in tokens. */
    private static final int ROOM_FOR_THOUGHTS = 1000;

    private static final String BY_TEXT = "by-text";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NAMED = Pattern.compile("\\[fault ([a-z0-9-]{1,40})]");

    private static final String MAX_TOKENS =
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    private static final String TEMPERATURE =
            "Unsupported value: 'temperature' does not support 0 with this model. Only"
                    + " the default (1) value is supported.";
    private static final String CONTENT_FILTER = """
            {"error": {"message": "The response was filtered due to the prompt triggering the content management policy.",
             "type": null, "param": "prompt", "code": "content_filter", "status": 400,
             "innererror": {"code": "ResponsibleAIPolicyViolation"}}}""";

    static final List<Fault> ROWS = List.of(
            new Fault("fence", "the answer in a code fence", (call, reply) -> say(call, reply, fenced(call))),
            new Fault(
                    "prose",
                    "the answer in a code fence, with chat around it",
                    (call, reply) ->
                            say(call, reply, "Sure! Here it is:\n" + fenced(call) + "\nAnything else? {smile}")),
            new Fault(
                    "think",
                    "thoughts with braces in them before the answer",
                    (call, reply) -> say(
                            call,
                            reply,
                            "<think>\nThe user is {cross}. Perhaps {\"sentiment\": \"POSITIVE\", \"topics\": [\"UX\"],"
                                    + " \"is_urgent\": true}? No.\n</think>\n\n"
                                    + FaultTable.goodContent(call))),
            new Fault(
                    "think-closed",
                    "the same without the mark that opens the thoughts",
                    (call, reply) -> say(call, reply, "Hm.\n</think>\n" + FaultTable.goodContent(call))),
            new Fault("think-long", "thoughts that need 1,000 tokens, else cut off", ProviderHabits::thinkLong),
            new Fault("parts", "the content as a list of parts, thoughts among them", ProviderHabits::parts),
            new Fault(
                    "reasoning",
                    "thoughts in reasoning_content beside the answer",
                    (call, reply) -> reply.json(
                            200,
                            Completion.of(
                                    call.request(),
                                    NODES.objectNode()
                                            .put("reasoning_content", "The user is {cross}.")
                                            .put("content", FaultTable.goodContent(call)),
                                    "stop"))),
            new Fault(
                    "two-objects",
                    "two answers that contradict each other",
                    (call, reply) -> say(
                            call,
                            reply,
                            "{\"sentiment\":\"POSITIVE\",\"topics\":[\"UX\"],\"is_urgent\":false}\nor\n"
                                    + "{\"sentiment\":\"NEGATIVE\",\"topics\":[\"Billing\"],\"is_urgent\":false}")),
            new Fault("no-json-object", "400 for response_format json_object, as LM Studio", (call, reply) -> {
                if (call.request().responseFormat().equals("json_object")) {
                    reply.json(400, "{\"error\":\"'response_format.type' must be 'json_schema' or 'text'\"}");
                } else {
                    FaultTable.good(call, reply);
                }
            }),
            new Fault("*no-json-schema", "400 for response_format json_schema, as Groq", (call, reply) -> {
                if (call.request().responseFormat().equals("json_schema")) {
                    unsupported(reply, "response_format", "This model does not support response format `json_schema`.");
                } else {
                    FaultTable.good(call, reply);
                }
            }),
            new Fault("*no-response-format", "422 for any response_format, as FastAPI", (call, reply) -> {
                if (!forbids("response_format", call, reply)) {
                    say(call, reply, fenced(call));
                }
            }),
            new Fault("no-max-tokens", "400 for max_tokens, as OpenAI's reasoning models", (call, reply) -> {
                if (call.request().body().has("max_tokens")) {
                    unsupported(reply, "max_tokens", MAX_TOKENS);
                } else {
                    FaultTable.good(call, reply);
                }
            }),
            new Fault("*no-max-completion-tokens", "422 for max_completion_tokens", (call, reply) -> {
                if (!forbids("max_completion_tokens", call, reply)) {
                    FaultTable.good(call, reply);
                }
            }),
            new Fault("no-temperature", "400 for temperature 0", (call, reply) -> {
                if (call.request().body().has("temperature")) {
                    unsupported(reply, "temperature", TEMPERATURE);
                } else {
                    FaultTable.good(call, reply);
                }
            }),
            new Fault("no-system-role", "400 for a system message, as Gemma's chat template", (call, reply) -> {
                if (call.request().body().at("/messages/0/role").asText().equals("system")) {
                    reply.json(
                            400,
                            "{\"object\":\"error\",\"message\":\"System role not supported\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}");
                } else {
                    FaultTable.good(call, reply);
                }
            }),
            new Fault("picky", "400 for response_format, either limit and temperature, one by one", (call, reply) -> {
                if (!isPicky(call, reply)) {
                    say(call, reply, fenced(call));
                }
            }),
            new Fault(
                    "content-filter", "400 content_filter, as Azure", (call, reply) -> reply.json(400, CONTENT_FILTER)),
            new Fault(
                    "filtered",
                    "200, withheld with finish_reason content_filter",
                    (call, reply) -> reply.json(200, Completion.of(call.request(), "", "content_filter"))),
            new Fault(
                    "apology",
                    "200, the model declines in prose",
                    (call, reply) -> say(call, reply, "I'm sorry, but I can't help with that request.")),
            new Fault("azure", "a good answer at Azure's address with api-version and api-key", ProviderHabits::azure),
            new Fault("quoting", "400 that quotes the key and the text", ProviderHabits::quote),
            new Fault(
                    "by-text", "whatever the text names as [fault NAME], else a good answer", ProviderHabits::byText));

    private ProviderHabits() {}

    private static void thinkLong(Call call, Reply reply) throws IOException {
        int limit = call.request().tokenLimit();
        if (limit > 0 && limit < ROOM_FOR_THOUGHTS) {
            reply.json(200, Completion.of(call.request(), "<think>\nLet me see.", "length"));
        } else {
            say(call, reply, "<think>\nLet me see.\n</think>\n" + FaultTable.goodContent(call));
        }
    }

    private static void parts(Call call, Reply reply) throws IOException {
        ObjectNode message = NODES.objectNode();
        ArrayNode parts = message.putArray("content");
        parts.addObject()
                .put("type", "thinking")
                .putArray("thinking")
                .addObject()
                .put("type", "text")
                .put("text", "hm");
        parts.addObject().put("type", "text").put("text", FaultTable.goodContent(call));
        reply.json(200, Completion.of(call.request(), message, "stop"));
    }

    private static boolean isPicky(Call call, Reply reply) throws IOException {
        for (String parameter : List.of("response_format", "max_tokens", "max_completion_tokens", "temperature")) {
            if (call.request().body().has(parameter)) {
                unsupported(reply, parameter, "Unsupported parameter: '" + parameter + "'.");
                return true;
            }
        }
        return false;
    }

    /** The request is quoted with the complaint, so that who searches it for names finds all of them. */
    private static boolean forbids(String parameter, Call call, Reply reply) throws IOException {
        if (!call.request().body().has(parameter)) {
            return false;
        }
        ObjectNode detail = NODES.objectNode().put("type", "extra_forbidden");
        detail.putArray("loc").add("body").add(parameter);
        detail.put("msg", "Extra inputs are not permitted")
                .set("input", call.request().body());
        ObjectNode body = NODES.objectNode();
        body.putArray("detail").add(detail);
        reply.json(422, body.toString());
        return true;
    }

    private static void azure(Call call, Reply reply) throws IOException {
        if (!call.wire().path().startsWith("/openai/deployments/")
                || !call.wire().query().matches("(?:.*&)?api-version=[^&]+.*")) {
            reply.json(404, "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
        } else if (!call.wire().headers().containsKey("api-key")
                || call.wire().headers().containsKey("authorization")) {
            reply.json(
                    401,
                    "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key or wrong"
                            + " API endpoint.\"}}");
        } else {
            FaultTable.good(call, reply);
        }
    }

    private static void quote(Call call, Reply reply) throws IOException {
        String key = call.wire().headers().getOrDefault("authorization", "Bearer none");
        reply.json(
                400,
                Completion.error(
                        "invalid_request",
                        "Key " + key.replace("Bearer ", "") + " cannot process: "
                                + call.request().text()));
    }

    private static void byText(Call call, Reply reply) throws IOException, InterruptedException {
        Matcher named = NAMED.matcher(call.request().text());
        Optional<Fault> fault =
                named.find() && !named.group(1).equals(BY_TEXT) ? FaultTable.find(named.group(1)) : Optional.empty();
        if (fault.isPresent()) {
            Call its = new Call(call.request(), call.wire(), fault.get().number(named.group(1)), call.count());
            fault.get().behaviour().answer(its, reply);
        } else {
            FaultTable.good(call, reply);
        }
    }

    private static String fenced(Call call) {
        return "```json\n" + FaultTable.goodContent(call) + "\n```";
    }

    private static void say(Call call, Reply reply, String content) throws IOException {
        FaultTable.say(call, reply, content);
    }

    private static void unsupported(Reply reply, String parameter, String message) throws IOException {
        ObjectNode error = NODES.objectNode()
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", parameter)
                .put("code", "unsupported_parameter");
        reply.json(400, NODES.objectNode().set("error", error).toString());
    }
}
