/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model is asked: the parameters that its server takes. Servers that speak OpenAI differ in them, and say in a 400
 * which one they do not take; a step away from it leads to the next format. Every step drops or renames something for good,
 * so there are at most nine.
 *
 * @param output how the answer's form is asked for
 * @param refused forms that the server does not take
 * @param tokens what bounds the length
 * @param longAnswer whether there is room for thoughts before the answer
 * @param temperature whether temperature 0 is asked for
 * @param reasoningEffort whether little thinking is asked for
 * @param systemRole whether instructions go into a message of their own; else they stand before the text, in the user's message
 */
public record RequestFormat(
        OutputFormat output,
        Set<OutputFormat> refused,
        TokenParameter tokens,
        boolean longAnswer,
        boolean temperature,
        boolean reasoningEffort,
        boolean systemRole) {

    private static final String RESPONSE_FORMAT = "response_format";

    private static final String SYSTEM_ROLE = "messages[0].role";

    /** What chat templates of models without a system role raise (Gemma's, Mistral's), and OpenAI's words for it. */
    private static final Pattern SYSTEM = word(
            "system (?:role|message|prompt|instruction)s?|developer instructions?|roles must alternate|messages\\[0\\]\\.role");

    /** How messages call the parameter, other than by its name. */
    private static final Pattern OUTPUT = word(
            "response[_ ]format|json[_ ]schema|json[_ ]object|json mode|structured[_ ]outputs?|guided[_ ]json|guided decoding|grammar");

    /** Copies the set. */
    public RequestFormat {
        Set<OutputFormat> copy = EnumSet.noneOf(OutputFormat.class);
        copy.addAll(refused);
        refused = Collections.unmodifiableSet(copy);
    }

    /** What a model is asked with at first, by what is known of its name. */
    static RequestFormat of(ModelTraits traits) {
        return new RequestFormat(
                traits.strictSchema() ? OutputFormat.JSON_SCHEMA : OutputFormat.JSON_OBJECT,
                Set.of(),
                traits.reasoning() ? TokenParameter.MAX_COMPLETION_TOKENS : TokenParameter.MAX_TOKENS,
                traits.reasoning(),
                !traits.reasoning(),
                traits.reasoning(),
                true);
    }

    /** The parameter of this request that an error is about: the one it names, else the first that it mentions. */
    Optional<String> blamed(ServerError error) {
        Map<String, Pattern> sent = sent();
        Optional<String> named = error.parameter()
                .flatMap(parameter -> sent.keySet().stream()
                        .filter(name -> parameter.equals(name) || parameter.startsWith(name + "."))
                        .findFirst());
        return named.or(() -> error.message().flatMap(message -> firstMentioned(message, sent)));
    }

    /** The format without a parameter that it has. */
    RequestFormat without(String parameter, ServerError error) {
        return switch (parameter) {
            case RESPONSE_FORMAT -> withOtherOutput(error);
            case SYSTEM_ROLE ->
                new RequestFormat(output, refused, tokens, longAnswer, temperature, reasoningEffort, false);
            case "temperature" ->
                new RequestFormat(output, refused, tokens, longAnswer, false, reasoningEffort, systemRole);
            case "reasoning_effort" ->
                new RequestFormat(output, refused, tokens, longAnswer, temperature, false, systemRole);
            default -> withOtherTokens(error);
        };
    }

    /** The format with room for thoughts. */
    RequestFormat withLongAnswer() {
        return new RequestFormat(output, refused, tokens, true, temperature, reasoningEffort, systemRole);
    }

    private Map<String, Pattern> sent() {
        Map<String, Pattern> sent = new LinkedHashMap<>();
        if (output != OutputFormat.PLAIN) {
            sent.put(RESPONSE_FORMAT, OUTPUT);
        }
        if (tokens != TokenParameter.NONE) {
            sent.put(tokens.label(), word(tokens.label()));
        }
        if (temperature) {
            sent.put("temperature", word("temperature"));
        }
        if (reasoningEffort) {
            sent.put("reasoning_effort", word("reasoning_effort|reasoning effort"));
        }
        if (systemRole) {
            sent.put(SYSTEM_ROLE, SYSTEM);
        }
        return sent;
    }

    private static Optional<String> firstMentioned(String message, Map<String, Pattern> sent) {
        Optional<String> first = Optional.empty();
        int earliest = Integer.MAX_VALUE;
        for (Map.Entry<String, Pattern> parameter : sent.entrySet()) {
            Matcher mention = parameter.getValue().matcher(message);
            if (mention.find() && mention.start() < earliest) {
                earliest = mention.start();
                first = Optional.of(parameter.getKey());
            }
        }
        return first;
    }

    /** Down the ladder; up only when the server asks for a schema where it was asked for an object. */
    private RequestFormat withOtherOutput(ServerError error) {
        Set<OutputFormat> never = EnumSet.of(output);
        never.addAll(refused);
        boolean wantsSchema =
                error.message().filter(words -> words.contains("json_schema")).isPresent();
        OutputFormat next = OutputFormat.PLAIN;
        if (output == OutputFormat.JSON_SCHEMA && !never.contains(OutputFormat.JSON_OBJECT)) {
            next = OutputFormat.JSON_OBJECT;
        } else if (output == OutputFormat.JSON_OBJECT && wantsSchema && !never.contains(OutputFormat.JSON_SCHEMA)) {
            next = OutputFormat.JSON_SCHEMA;
        }
        return new RequestFormat(next, never, tokens, longAnswer, temperature, reasoningEffort, systemRole);
    }

    /** Who wants {@code max_completion_tokens} usually thinks first, and thoughts take room. */
    private RequestFormat withOtherTokens(ServerError error) {
        boolean wantsOther = error.message()
                .filter(words -> words.contains(TokenParameter.MAX_COMPLETION_TOKENS.label()))
                .isPresent();
        return switch (tokens) {
            case MAX_TOKENS ->
                new RequestFormat(
                        output,
                        refused,
                        TokenParameter.MAX_COMPLETION_TOKENS,
                        longAnswer || wantsOther,
                        temperature,
                        reasoningEffort,
                        systemRole);
            case MAX_COMPLETION_TOKENS, NONE ->
                new RequestFormat(
                        output, refused, TokenParameter.NONE, longAnswer, temperature, reasoningEffort, systemRole);
        };
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile("(?<![A-Za-z0-9_])(?:" + alternatives + ")(?![A-Za-z0-9_])", Pattern.CASE_INSENSITIVE);
    }
}
