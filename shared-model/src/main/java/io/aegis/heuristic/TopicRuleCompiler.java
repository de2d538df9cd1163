/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiles rules of topics that operators made. They are written as in the built-in rule file for English and may use its
 * classes of words. Thread-safe.
 */
public final class TopicRuleCompiler {

    private static final String NAME = "rules of topics";

    private final Map<String, Term> classes;

    private TopicRuleCompiler(Map<String, Term> classes) {
        this.classes = classes;
    }

    /** Loads the built-in classes of words. */
    public static TopicRuleCompiler load() {
        return new TopicRuleCompiler(RuleSet.builtInClasses());
    }

    /** What is wrong with a pattern, for its author; empty when nothing is. */
    public Optional<String> mistakeIn(String pattern) {
        RuleFileErrors mistakes = new RuleFileErrors(NAME);
        new PatternParser(new Terms(), classes, Folding.ENGLISH, mistakes).parse(located(pattern));
        return mistakes.first();
    }

    /** Whether a rule can never fire, as one of its exceptions is met wherever one of its patterns is. */
    public boolean silencesItself(TopicRule rule) {
        Terms terms = new Terms();
        PatternParser parser = new PatternParser(terms, classes, Folding.ENGLISH, new RuleFileErrors(NAME));
        List<Pattern> patterns = patterns(rule.patterns(), parser);
        List<Pattern> unless = patterns(rule.unless(), parser);
        List<Term> all = terms.all();
        return patterns.stream()
                .allMatch(pattern -> unless.stream().anyMatch(exception -> isMetBeside(exception, pattern, all)));
    }

    private static boolean isMetBeside(Pattern exception, Pattern pattern, List<Term> terms) {
        return exception.parts().stream()
                .allMatch(needed -> pattern.parts().stream().anyMatch(part -> isMetIn(needed, part, terms)));
    }

    private static boolean isMetIn(Pattern.Part needed, Pattern.Part part, List<Term> terms) {
        return needed.equals(part)
                || (needed.steps().isEmpty()
                        && Stream.concat(
                                        Stream.of(part.first()),
                                        part.steps().stream().map(Pattern.Step::term))
                                .anyMatch(term -> terms.get(needed.first()).covers(terms.get(term))));
    }

    /**
     * Compiles.
     *
     * @param byTopic the rules of each topic, by its number, 0..63
     * @throws RulesException when a pattern has mistakes
     */
    public TopicRules compile(Map<Integer, List<TopicRule>> byTopic) {
        RuleFileErrors mistakes = new RuleFileErrors(NAME);
        Terms terms = new Terms();
        PatternParser parser = new PatternParser(terms, classes, Folding.ENGLISH, mistakes);
        List<Rule> rules = new ArrayList<>();
        List<Integer> topics = new ArrayList<>();
        byTopic.forEach((topic, all) -> all.forEach(rule -> {
            rules.add(compiled(rule, topic, parser));
            topics.add(topic);
        }));
        mistakes.throwIfAny();
        if (rules.isEmpty()) {
            return TopicRules.NONE;
        }
        Particles particles = Particles.of(classes, terms, List.of());
        return new TopicRules(
                Optional.of(new RuleMatcher(terms.all(), particles, Folding.ENGLISH, rules, List.of())),
                topics.stream().mapToInt(Integer::intValue).toArray(),
                rules.stream().mapToDouble(Rule::weight).toArray());
    }

    /** Its group does not matter: weights are summed up by topic. */
    private static Rule compiled(TopicRule rule, int topic, PatternParser parser) {
        return new Rule(
                Integer.toString(topic),
                RuleGroup.ISSUE,
                rule.weight(),
                0,
                rule.negatable(),
                rule.cap(),
                patterns(rule.patterns(), parser),
                patterns(rule.unless(), parser));
    }

    private static List<Pattern> patterns(List<String> sources, PatternParser parser) {
        return sources.stream()
                .flatMap(source -> parser.parse(located(source)).stream())
                .toList();
    }

    private static LocatedJson.Text located(String pattern) {
        return new LocatedJson.Text(LocatedJson.Place.START, pattern);
    }
}
