/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the bodies of errors, which differ by server: OpenAI's object {@code error}, a bare string in its place, FastAPI's
 * {@code detail}, Google's array, a message beside the status, a page of HTML. Quotations of the request, in fields such as
 * {@code input}, are not looked at.
 */
final class ErrorBody {

    /** Longest body that is looked at, in characters. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int MAX_MESSAGE = 4096;
    private static final int MAX_DETAILS = 10;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .build();

    private ErrorBody() {}

    /** What a body says, with all secrets still in it. */
    static ServerError parse(int status, String body) {
        JsonNode root = tree(body);
        if (root.isMissingNode()) {
            return new ServerError(status, Optional.empty(), Optional.empty(), plain(body));
        }
        JsonNode top = root.isArray() ? root.path(0) : root;
        JsonNode error = top.path("error").isObject() ? top.path("error") : top;
        List<JsonNode> details = details(top, error);
        Optional<String> code = Stream.of(
                        error.path("innererror").path("code"),
                        error.path("code"),
                        error.path("type"),
                        error.path("status"),
                        top.path("code"),
                        top.path("type"))
                .flatMap(ErrorBody::word)
                .filter(word -> !word.equals(String.valueOf(status)))
                .distinct()
                .limit(2)
                .reduce((first, second) -> first + "/" + second);
        Optional<String> parameter = Stream.concat(
                        word(error.path("param")), details.stream().flatMap(ErrorBody::location))
                .findFirst();
        Optional<String> message = Stream.concat(
                        Stream.of(
                                        error.path("message"),
                                        top.path("error"),
                                        top.path("message"),
                                        top.path("detail"),
                                        error.path("metadata").path("raw"),
                                        top.path("title"))
                                .flatMap(ErrorBody::word),
                        details.stream().map(detail -> detail.path("msg")).flatMap(ErrorBody::word))
                .distinct()
                .collect(Collectors.collectingAndThen(Collectors.joining("; "), ErrorBody::present));
        return new ServerError(status, code, parameter, message.map(ErrorBody::cut));
    }

    private static JsonNode tree(String body) {
        if (body.length() > MAX_LENGTH) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode root = JSON.readTree(body);
            return root.isContainerNode() ? root : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** What FastAPI says of each field, as it is or wrapped once more. */
    private static List<JsonNode> details(JsonNode top, JsonNode error) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode list : List.of(
                top.path("detail"), top.path("message").path("detail"), error.path("detail"), error.path("details"))) {
            for (int i = 0; list.isArray() && i < Math.min(list.size(), MAX_DETAILS); i++) {
                found.add(list.path(i));
            }
        }
        return found;
    }

    /** The place {@code ["body", "response_format", "type"]} is {@code response_format.type}. */
    private static Stream<String> location(JsonNode detail) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < Math.min(detail.path("loc").size(), MAX_DETAILS); i++) {
            word(detail.path("loc").path(i))
                    .filter(step -> !step.equals("body"))
                    .forEach(steps::add);
        }
        return steps.isEmpty() ? Stream.empty() : Stream.of(String.join(".", steps));
    }

    private static Stream<String> word(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber()
                ? Stream.of(node.asText()).filter(text -> !text.isBlank())
                : Stream.empty();
    }

    /** A page's title, or heading, says as much as the page. */
    private static Optional<String> plain(String body) {
        String start = body.substring(0, Math.min(body.length(), MAX_MESSAGE)).strip();
        if (!start.startsWith("<")) {
            return present(start);
        }
        return within(start, "title").or(() -> within(start, "h1"));
    }

    private static Optional<String> within(String page, String element) {
        int start = page.indexOf("<" + element + ">");
        int end = page.indexOf("</" + element + ">", Math.max(start, 0));
        return start >= 0 && end > start
                ? present(page.substring(start + element.length() + 2, end).strip())
                : Optional.empty();
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(any -> !any.isBlank());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_MESSAGE));
    }
}
