/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The values that variables of conditions may have. Whoever compares one with another has a rule that never holds, or always does.
 *
 * @param ownTopics names of the topics that operators made
 * @param departments names of all departments
 */
public record RoutingVocabulary(List<String> ownTopics, List<String> departments) {

    /** Names that are listed; of more it is told how many. */
    private static final int MOST_SHOWN = 30;

    private static final int LONGEST_SHOWN = 64;

    private static final List<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::label).toList();
    private static final List<String> SENTIMENTS =
            Arrays.stream(Sentiment.values()).map(Enum::name).toList();

    /** As rows have it: the language in lower case. */
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{1,8})*");

    /** Copies the lists. */
    public RoutingVocabulary {
        ownTopics = List.copyOf(ownTopics);
        departments = List.copyOf(departments);
    }

    /** Why no row ever has a value that a condition compares with, where all values are known; a clause for who wrote it. */
    public Optional<String> mistakeIn(ComparedText compared) {
        return switch (compared.variable()) {
            case "topics" ->
                ownTopics.contains(compared.text()) && !TOPICS.contains(compared.text())
                        ? Optional.of(quoted(compared) + " is never in topics, but in own_topics")
                        : unknown(compared, TOPICS);
            case "own_topics" ->
                TOPICS.contains(compared.text()) && !ownTopics.contains(compared.text())
                        ? Optional.of(quoted(compared) + " is never in own_topics, but in topics")
                        : unknown(compared, ownTopics);
            case "sentiment" -> unknown(compared, SENTIMENTS);
            case "department" -> unknown(compared, departments);
            default -> Optional.empty();
        };
    }

    /**
     * Why a row is not likely to have a value that a condition compares with, where any value may come.
     *
     * @param channels that senders told lately
     */
    public static Optional<String> doubtIn(ComparedText compared, Set<String> channels) {
        return switch (compared.variable()) {
            case "language" ->
                LANGUAGE.matcher(compared.text()).matches()
                        ? Optional.empty()
                        : Optional.of(quoted(compared)
                                + " is no language as rows have it: two or three small letters, such as de, en or und");
            case "channel" ->
                compared.text().isEmpty() || channels.contains(compared.text())
                        ? Optional.empty()
                        : Optional.of(quoted(compared) + " is the channel of nothing that came lately; "
                                + listed(
                                        "channels were",
                                        channels.stream().sorted().toList()));
            default -> Optional.empty();
        };
    }

    private static Optional<String> unknown(ComparedText compared, List<String> known) {
        return known.contains(compared.text())
                ? Optional.empty()
                : Optional.of(quoted(compared) + " is no value of " + compared.variable() + "; "
                        + listed("there are", known));
    }

    private static String listed(String there, List<String> names) {
        if (names.isEmpty()) {
            return there + " none";
        }
        int more = names.size() - MOST_SHOWN;
        return there + " " + String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String quoted(ComparedText compared) {
        String text = compared.text();
        return '"'
                + (text.codePointCount(0, text.length()) <= LONGEST_SHOWN
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…")
                + '"';
    }
}
