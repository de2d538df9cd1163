/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.feedback.Department;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import io.aegis.naming.GivenName;
import io.aegis.online.http.json.JsonBody;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads topics that a client sent, and notes everything that is wrong with them. Thread-safe. */
final class TopicReader {

    private static final String TOPICS = "topics";
    private static final String DEPARTMENTS = "own_departments";
    private static final String NAME = "name";
    private static final String COLOUR = "colour";
    private static final String RULES = "rules";
    private static final String WEIGHT = "weight";

    private static final String GREY = "#64748b";

    /** Markup and white space go, so what comes may be longer than what stays. */
    private static final int LONGEST_RAW_EXAMPLE = 4 * OwnTopic.LONGEST_EXAMPLE;

    private final TopicRuleCompiler compiler;

    TopicReader(TopicRuleCompiler compiler) {
        this.compiler = compiler;
    }

    /** The topics of a whole list. */
    List<TopicDraft> list(JsonBody body) {
        body.require(TOPICS);
        List<TopicDraft> drafts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (JsonBody each : body.objects(TOPICS, OwnTopics.MOST)) {
            topic(each).ifPresent(draft -> {
                if (!names.add(GivenName.key(draft.name()))) {
                    each.wrong(NAME, "is another topic's too");
                }
                if (draft.number().filter(number -> !numbers.add(number)).isPresent()) {
                    each.wrong("number", "is another topic's too");
                }
                drafts.add(draft);
            });
        }
        return drafts;
    }

    /** The departments of operators, in their order; empty when the client says nothing of them. */
    Optional<List<OwnDepartment>> departments(JsonBody body) {
        body.refuseNull(DEPARTMENTS);
        if (!body.has(DEPARTMENTS)) {
            return Optional.empty();
        }
        List<OwnDepartment> departments = new ArrayList<>();
        for (JsonBody each : body.objects(DEPARTMENTS, OwnTopics.MOST_DEPARTMENTS)) {
            each.require(NAME);
            Optional<String> name = each.name(NAME, OwnTopic.LONGEST_NAME);
            String colour = colour(each);
            if (name.filter(OwnDepartment::isBuiltIn).isPresent()) {
                each.wrong(NAME, "is a built-in department's");
            } else if (name.filter(text -> departments.stream().anyMatch(other -> other.isCalled(text)))
                    .isPresent()) {
                each.wrong(NAME, "is another department's too");
            } else {
                name.ifPresent(text -> departments.add(new OwnDepartment(text, colour)));
            }
        }
        return Optional.of(departments);
    }

    /** One topic; empty when its name is wrong, and with less in it than was sent where something else is. */
    Optional<TopicDraft> topic(JsonBody body) {
        Optional<Integer> number =
                body.integer("number", 0, OwnTopic.LAST_NUMBER).map(Long::intValue);
        body.require(NAME);
        Optional<String> name = body.name(NAME, OwnTopic.LONGEST_NAME);
        if (name.filter(OwnTopic::isBuiltIn).isPresent()) {
            return body.wrong(NAME, "is a built-in topic's");
        }
        String description = body.text("description", OwnTopic.LONGEST_DESCRIPTION)
                .orElse("")
                .strip();
        String colour = colour(body);
        String department = body.name("department", OwnTopic.LONGEST_NAME).orElse(Department.SUPPORT.label());
        List<TopicRule> rules = rules(body);
        List<String> examples = examples(body);
        return name.map(text -> new TopicDraft(number, text, description, colour, department, rules, examples));
    }

    private static String colour(JsonBody body) {
        Optional<String> colour = body.text(COLOUR, GREY.length()).map(text -> text.toLowerCase(Locale.ROOT));
        if (colour.filter(text -> !text.matches("#[0-9a-f]{6}")).isPresent()) {
            body.wrong(COLOUR, "must be a colour as #rrggbb");
            return GREY;
        }
        return colour.orElse(GREY);
    }

    private List<TopicRule> rules(JsonBody body) {
        List<TopicRule> rules = new ArrayList<>();
        int patterns = 0;
        for (JsonBody each : body.objects(RULES, OwnTopic.MOST_RULES)) {
            List<String> when = patterns(each, "patterns");
            List<String> unless = patterns(each, "unless");
            double weight = each.number(WEIGHT).orElse(1);
            if (weight < TopicRule.LEAST_WEIGHT || weight > TopicRule.MOST_WEIGHT) {
                each.wrong(WEIGHT, "must be from " + TopicRule.LEAST_WEIGHT + " to " + TopicRule.MOST_WEIGHT);
                continue;
            }
            if (when.isEmpty()) {
                each.wrong("patterns", "must hold at least one pattern");
                continue;
            }
            patterns += when.size() + unless.size();
            rules.add(new TopicRule(
                    when,
                    unless,
                    weight,
                    each.bool("negatable").orElse(false),
                    each.integer("cap", 1, TopicRule.MOST_CAP).orElse(1L).intValue()));
        }
        if (patterns > OwnTopic.MOST_PATTERNS) {
            body.wrong(RULES, "may have at most " + OwnTopic.MOST_PATTERNS + " patterns in all");
            return List.of();
        }
        return rules;
    }

    private List<String> patterns(JsonBody rule, String field) {
        List<String> patterns = new ArrayList<>();
        for (Element each : elements(rule, field, TopicRule.MOST_PATTERNS, TopicRule.LONGEST_PATTERN)) {
            compiler.mistakeIn(each.text())
                    .ifPresentOrElse(mistake -> rule.wrong(each.field(), mistake), () -> patterns.add(each.text()));
        }
        return patterns;
    }

    private static List<String> examples(JsonBody body) {
        List<String> examples = new ArrayList<>();
        for (Element each : elements(body, "examples", OwnTopic.MOST_EXAMPLES, LONGEST_RAW_EXAMPLE)) {
            Optional<String> text = sanitised(each.text());
            text.ifPresentOrElse(
                    examples::add,
                    () -> body.wrong(
                            each.field(),
                            "must have " + FeedbackText.MIN_LENGTH + " to " + OwnTopic.LONGEST_EXAMPLE
                                    + " characters once markup and white space are cleaned up"));
        }
        return examples.stream().distinct().toList();
    }

    private static Optional<String> sanitised(String raw) {
        try {
            String text = FeedbackText.of(raw).value();
            return Optional.of(text).filter(any -> any.codePointCount(0, any.length()) <= OwnTopic.LONGEST_EXAMPLE);
        } catch (FeedbackTextException e) {
            return Optional.empty();
        }
    }

    private record Element(String field, String text) {}

    /** The texts of a list; empty when the field is absent. */
    private static List<Element> elements(JsonBody body, String field, int most, int longest) {
        JsonNode list = body.value(field);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            body.wrong(field, "must be a list of at most " + most + " texts");
            return List.of();
        }
        List<Element> elements = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            String name = field + "[" + i + "]";
            if (!list.get(i).isTextual() || list.get(i).textValue().length() > longest) {
                body.wrong(name, "must be a text of at most " + longest + " characters");
            } else {
                elements.add(new Element(name, list.get(i).textValue()));
            }
        }
        return elements;
    }
}
