/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads, checks and compiles one rule file. Good for one reading. */
final class RuleFile {

    /** The class of the words that negate. */
    static final String NEGATORS = "NEG";

    /** The class of the words that begin a clause, beyond which no word negates; a file may lack it. */
    static final String TURNS = "BUT";

    /** The class of the words that end a list, such as "or"; a file may lack it. */
    static final String LAST = "OR";

    private static final String LANGUAGE = "language";
    private static final String READING = "reading";
    private static final String YIELDS_TO = "yields_to";
    private static final String VOIDED_BY = "voided_by";
    private static final String NEGATED_LISTS = "negated_lists";
    private static final String ENGLISH = "en";
    private static final double HEAVIEST = 10;
    private static final double LARGEST = 1000;

    private final String name;
    private final RuleFileErrors mistakes;
    private final Terms terms = new Terms();
    private final Map<String, Term> classes = new LinkedHashMap<>();
    private PatternParser patterns;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<LocatedJson.Text> yieldedTo = new ArrayList<>();

    /**
     * A reader.
     *
     * @param name what messages call the file
     */
    RuleFile(String name) {
        this.name = name;
        this.mistakes = new RuleFileErrors(name);
        this.patterns = new PatternParser(terms, classes, Folding.ENGLISH, mistakes);
    }

    /**
     * The compiled rules.
     *
     * @throws RulesException when the file cannot be read, or has mistakes
     */
    RuleSet read(InputStream in) {
        Section file = Section.of("the rule file", tree(in), mistakes);
        String version = file.text("version").value();
        String language = file.has(LANGUAGE) ? language(file.text(LANGUAGE)) : ENGLISH;
        Folding folding = file.has(READING) ? folding(file.section(READING)) : Folding.ENGLISH;
        patterns = new PatternParser(terms, classes, folding, mistakes);
        Thresholds thresholds = thresholds(file.section("thresholds"));
        SentimentCorrection correction = correction(file.section("sentiment"));
        classes(file.section("classes"));
        rules(file.section("rules"));
        refuseUnknownYieldedTo();
        List<Pattern> injection = patterns(file.texts("injection"));
        List<Pattern> lists = file.has(NEGATED_LISTS) ? patterns(file.texts(NEGATED_LISTS)) : List.of();
        PriorityPolicy priority = new PriorityReader(places, mistakes).read(file.section("priority"));
        file.refuseOthers();
        mistakes.throwIfAny();
        Particles particles = Particles.of(classes, terms, lists);
        return new RuleSet(
                version,
                language,
                new RuleMatcher(terms.all(), particles, folding, rules, injection),
                thresholds,
                correction,
                priority);
    }

    /**
     * The classes of words of a file, by name.
     *
     * @throws RulesException when it cannot be read, or has mistakes in them
     */
    Map<String, Term> classes(InputStream in) {
        classes(Section.of("the rule file", tree(in), mistakes).section("classes"));
        mistakes.throwIfAny();
        return Map.copyOf(classes);
    }

    private String language(LocatedJson.Text tag) {
        if (!tag.value().matches("[a-z]{2,3}")) {
            mistakes.add(tag.at(), "\"language\" must be the tag of a language, such as \"de\"");
        }
        return tag.value();
    }

    private static Folding folding(Section source) {
        Folding folding =
                new Folding(source.choice("accents", Folding.Accents.class), source.flag("split_apostrophes"));
        source.refuseOthers();
        return folding;
    }

    private LocatedJson tree(InputStream in) {
        try {
            return LocatedJson.read(in);
        } catch (JsonProcessingException e) {
            LocatedJson.Place at = LocatedJson.Place.of(e.getLocation());
            mistakes.add(at, e.getOriginalMessage() + ": check the commas, quotes and brackets before this place");
            mistakes.throwIfAny();
            throw RulesException.unreadable(name, e);
        } catch (IOException e) {
            throw RulesException.unreadable(name, e);
        }
    }

    private static Thresholds thresholds(Section source) {
        Map<RuleGroup, Double> scores = new EnumMap<>(RuleGroup.class);
        for (RuleGroup group : RuleGroup.values()) {
            if (group.topic().isPresent() || group == RuleGroup.URGENT) {
                scores.put(group, source.number(group.label(), 0.1, LARGEST));
            }
        }
        Thresholds thresholds = new Thresholds(
                scores,
                source.number("length_from", 1, LARGEST),
                source.number("topic_slope", 0, HEAVIEST),
                source.number("urgent_slope", 0, HEAVIEST),
                source.number("short_words", 0, LARGEST),
                source.number("short_factor", 0.1, 1));
        source.refuseOthers();
        return thresholds;
    }

    private static SentimentCorrection correction(Section source) {
        SentimentCorrection correction = new SentimentCorrection(
                source.number("slope", 0, 2),
                source.number("limit", 0, 2),
                source.number("minimum", 0.1, LARGEST),
                source.number("praise_discount", 0, HEAVIEST),
                source.number("delight", 0, 1, 0),
                source.flag("rules_alone"));
        source.refuseOthers();
        return correction;
    }

    private void classes(Section source) {
        for (String className : source.names()) {
            LocatedJson.Place at = source.placeOf(className);
            if (!className.matches("[A-Z]+")) {
                mistakes.add(at, "\"" + className + "\" cannot name a class: use capital letters A to Z only");
            }
            classes.put(className, patterns.words(source.text(className)));
        }
        if (!classes.containsKey(NEGATORS)) {
            mistakes.add(source.at(), "\"classes\" lacks \"" + NEGATORS + "\", the words that negate");
        }
    }

    private void rules(Section source) {
        for (String label : source.names()) {
            RuleGroup.named(label)
                    .ifPresentOrElse(
                            group -> source.items(label).forEach(rule -> rule(group, rule)),
                            () -> mistakes.add(
                                    source.placeOf(label),
                                    "there is no group \"" + label + "\", only " + RuleGroup.labels()));
        }
    }

    private void rule(RuleGroup group, LocatedJson value) {
        Section source = Section.of("a rule of " + group.label(), value, mistakes);
        LocatedJson.Text id = source.text("id");
        Section rule = source.named("rule \"" + id.value() + "\"");
        if (places.putIfAbsent(id.value(), rules.size()) != null) {
            mistakes.add(id.at(), "there is another " + rule + ": ids must differ");
        }
        List<LocatedJson.Text> when = rule.texts("patterns");
        if (when.isEmpty()) {
            mistakes.add(rule.at(), rule + " needs at least one pattern");
        }
        rules.add(new Rule(
                id.value(),
                group,
                rule.number("weight", 0.01, HEAVIEST),
                rule.number("problem", 0, HEAVIEST, 0),
                rule.flag("negatable"),
                (int) rule.number("cap", 1, HEAVIEST, 1),
                patterns(when),
                rule.has("unless") ? patterns(rule.texts("unless")) : List.of(),
                rule.has(YIELDS_TO) ? yieldsTo(rule.texts(YIELDS_TO)) : Set.of(),
                rule.flag("within_clause"),
                rule.has(VOIDED_BY) ? patterns(rule.texts(VOIDED_BY)) : List.of(),
                rule.flag("own_sentence")));
        rule.refuseOthers();
    }

    private Set<String> yieldsTo(List<LocatedJson.Text> ids) {
        yieldedTo.addAll(ids);
        return ids.stream().map(LocatedJson.Text::value).collect(Collectors.toUnmodifiableSet());
    }

    /** Once all rules are read: a rule may yield to one that stands below it. */
    private void refuseUnknownYieldedTo() {
        for (LocatedJson.Text id : yieldedTo) {
            if (!places.containsKey(id.value())) {
                mistakes.add(id.at(), "there is no rule \"" + id.value() + "\" to yield to");
            }
        }
    }

    private List<Pattern> patterns(List<LocatedJson.Text> sources) {
        return sources.stream()
                .flatMap(source -> patterns.parse(source).stream())
                .toList();
    }
}
