/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a channel says: a text with placeholders as <code>{{priority}}</code>, and nothing else that would be interpreted. Its first
 * line is the subject where there is one. Immutable.
 */
public final class MessageTemplate {

    /** The page of the row, as Aegis makes it. */
    private static final String LINK = "link";

    /** What placeholders there are; each is a field of the payload. */
    public static final Set<String> NAMES = Set.of(
            "id",
            "text",
            "sentiment",
            "topics",
            "own_topics",
            "priority",
            "department",
            "language",
            "source",
            "rule",
            "created_at",
            LINK);

    /** Most placeholders of a template. */
    static final int MOST_PLACEHOLDERS = 40;

    /** Longest message, in characters; the rest is cut off. */
    static final int LONGEST_MESSAGE = 8_000;

    private static final String DEFAULT = """
            {{priority}} for {{department}}
            {{text}}

            {{sentiment}}, {{topics}}; rule {{rule}}
            {{link}}""";

    /** A burst is no row: what operators wrote for rows would be full of holes. */
    static final MessageTemplate OF_BURSTS = new MessageTemplate("""
            {{text}}
            {{link}}""");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *([a-z_]{1,32}) *}}");

    /** What was meant as a placeholder, whether or not there is one of that name. */
    private static final Pattern MEANT = Pattern.compile("\\{\\{([^{}]*)}}");

    private static final int LONGEST_SHOWN = 32;
    private static final int MOST_SHOWN = 3;

    private final String text;

    private MessageTemplate(String text) {
        this.text = text;
    }

    /** The template of a text; an empty one is the usual template. */
    public static MessageTemplate orDefault(String text) {
        return new MessageTemplate(text.isBlank() ? DEFAULT : text);
    }

    /** What is wrong with a template, for who wrote it: whatever is not filled in would be sent as it stands. */
    public static Optional<String> mistakeIn(String text) {
        List<String> unknown = new ArrayList<>();
        int found = 0;
        Matcher matcher = MEANT.matcher(text);
        while (matcher.find()) {
            found++;
            if (!isKnown(matcher.group()) && unknown.size() < MOST_SHOWN) {
                unknown.add(shown(matcher.group(1)));
            }
        }
        String known = "there are " + String.join(", ", new TreeSet<>(NAMES));
        if (!unknown.isEmpty()) {
            return Optional.of("has unknown placeholders (" + String.join(", ", unknown) + "); " + known);
        }
        if (MEANT.matcher(text).replaceAll(" ").contains("{{")) {
            return Optional.of("has {{ that begins no placeholder, such as {{text}}; " + known);
        }
        return found > MOST_PLACEHOLDERS
                ? Optional.of("must have at most " + MOST_PLACEHOLDERS + " placeholders")
                : Optional.empty();
    }

    private static boolean isKnown(String placeholder) {
        Matcher matcher = PLACEHOLDER.matcher(placeholder);
        return matcher.matches() && NAMES.contains(matcher.group(1));
    }

    private static String shown(String name) {
        String stripped = name.strip();
        return stripped.codePointCount(0, stripped.length()) <= LONGEST_SHOWN
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }

    /** The message for a payload, the link escaped as the rest is. */
    public String render(JsonNode payload, UnaryOperator<String> escape) {
        return render(payload, escape, escape);
    }

    /**
     * The message for a payload.
     *
     * @param escape makes a value mean nothing but itself where the message goes
     * @param ofLink the same for the link, which is Aegis's own: no text of a customer gets there
     */
    public String render(JsonNode payload, UnaryOperator<String> escape, UnaryOperator<String> ofLink) {
        String message = PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> {
                    String name = match.group(1);
                    UnaryOperator<String> fitting = LINK.equals(name) ? ofLink : escape;
                    return Matcher.quoteReplacement(fitting.apply(value(payload.path(name))));
                })
                // Of what is not known, such as the dashboard's address, no empty line is left at the end.
                .stripTrailing();
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        int end =
                Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1)) ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE;
        return message.substring(0, end);
    }

    /** The first line of a message, up to so many characters: one line, whatever is in it. */
    public static String subject(String message, int longest) {
        String line = message.lines()
                .map(each -> each.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("Feedback");
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest));
    }

    private static String value(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(each.asText()));
        return texts.stream().collect(Collectors.joining(", "));
    }
}
