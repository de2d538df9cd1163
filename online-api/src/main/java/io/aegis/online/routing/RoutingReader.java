/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.triage.AssigneeName;
import io.aegis.db.triage.Tags;
import io.aegis.db.triage.TriageChange;
import io.aegis.feedback.Priority;
import io.aegis.naming.GivenName;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingConditions;
import io.aegis.routing.RoutingRule;
import io.aegis.routing.RoutingVocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads rules out of a request, noting everything that is wrong. */
final class RoutingReader {

    private static final Choices<Priority> PRIORITIES = Choices.of(Priority.class, Priority::label);
    private static final String NAME = "name";
    private static final String WHEN = "when";
    private static final String ASSIGN = "assign";
    private static final List<String> FIELDS = List.of("priority", ASSIGN, "tags", "notify");

    private RoutingReader() {}

    /**
     * What rules are held against.
     *
     * @param channels names of those that there are
     * @param vocabulary values that rows may have
     * @param stored conditions that are there already: what they asked for may be gone since, and then nothing else could be changed
     */
    record Known(Set<String> channels, RoutingVocabulary vocabulary, Set<String> stored) {

        Known {
            channels = Set.copyOf(channels);
            stored = Set.copyOf(stored);
        }

        /** Why a condition is not to be stored. */
        private Optional<String> mistakeIn(String condition) {
            return RoutingConditions.mistakeIn(condition)
                    .or(() -> stored.contains(condition)
                            ? Optional.empty()
                            : RoutingChecks.mistakeIn(condition, vocabulary));
        }
    }

    /** The rules of a list. */
    static List<RoutingRule> rules(JsonBody body, Known known) {
        body.require("rules");
        List<RoutingRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonBody each : body.objects("rules", RoutingRule.MOST)) {
            rule(each, known).ifPresent(rule -> {
                if (names.add(GivenName.key(rule.name()))) {
                    rules.add(rule);
                } else {
                    each.wrong(NAME, "is another rule's too");
                }
            });
        }
        return rules;
    }

    private static Optional<RoutingRule> rule(JsonBody body, Known known) {
        body.require(NAME);
        body.require(WHEN);
        body.require("then");
        Optional<String> name = body.name(NAME, RoutingRule.LONGEST_NAME);
        Optional<String> when = body.text(WHEN, RoutingRule.LONGEST_CONDITION);
        when.flatMap(known::mistakeIn)
                .ifPresent(mistake -> body.wrong(
                        WHEN,
                        mistake + name.map(given -> " (rule " + given + ")").orElse("")));
        Optional<RoutingActions> then = body.object("then").map(actions -> actions(actions, known.channels()));
        if (name.isEmpty() || when.isEmpty() || then.isEmpty()) {
            return Optional.empty();
        }
        // What says something wrong is told so, and not that it says nothing.
        boolean says = body.object("then").stream()
                .flatMap(actions -> FIELDS.stream().map(actions::value))
                .anyMatch(value -> !value.isMissingNode() && !(value.isArray() && value.isEmpty()) && !isBlank(value));
        if (then.get().isEmpty() && !says) {
            body.wrong("then", "must do something: priority, assign, tags or notify");
        }
        return Optional.of(new RoutingRule(name.get(), when.get(), then.get()));
    }

    private static boolean isBlank(JsonNode value) {
        return value.isTextual() && value.textValue().isBlank();
    }

    private static RoutingActions actions(JsonBody body, Set<String> channels) {
        Optional<String> assign = body.text(ASSIGN, TriageChange.MAX_ASSIGNEE)
                .map(GivenName::tidy)
                .filter(text -> !text.isEmpty());
        assign.flatMap(AssigneeName::mistakeIn).ifPresent(mistake -> body.wrong(ASSIGN, mistake));
        return new RoutingActions(
                body.choice("priority", PRIORITIES),
                assign,
                texts(body, "tags", RoutingActions.MOST_TAGS, Tags::of, "must be " + Tags.WANTED),
                texts(
                        body,
                        "notify",
                        RoutingActions.MOST_CHANNELS,
                        text -> Optional.of(text).filter(channels::contains),
                        "must be the name of a channel; there are "
                                + (channels.isEmpty() ? "none" : String.join(", ", new TreeSet<>(channels)))));
    }

    private static List<String> texts(
            JsonBody body, String field, int most, Function<String, Optional<String>> known, String wanted) {
        JsonNode list = body.value(field);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            body.wrong(field, "must be a list of at most " + most + " texts");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Optional<String> text =
                    list.get(i).isTextual() ? known.apply(list.get(i).textValue()) : Optional.empty();
            if (text.isEmpty()) {
                body.wrong(field + "[" + i + "]", wanted);
            } else if (!texts.contains(text.get())) {
                texts.add(text.get());
            }
        }
        return texts;
    }
}
