/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.Courtesies;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Said;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.vader.VaderScores;
import java.util.Set;

/** The heuristic lane for one language: a sentiment scorer and a rule set, both fixed. Immutable, thread-safe. */
public final class RuleBasedAnalyzer implements HeuristicAnalyzer {

    private static final double EVEN = 0.5;
    private static final double HALF_SURE_STRENGTH = 2;
    private static final double DECIMALS = 1000;

    private final SentimentScorer scorer;
    private final RuleSet rules;

    /** An analyser with these two. */
    public RuleBasedAnalyzer(SentimentScorer scorer, RuleSet rules) {
        this.scorer = scorer;
        this.rules = rules;
    }

    /** The rules it goes by. */
    public RuleSet rules() {
        return rules;
    }

    @Override
    public HeuristicAnalysis analyze(FeedbackText text) {
        return analyze(text, rules.language());
    }

    /** Analyses a text of a language; {@code und} when it has none. */
    HeuristicAnalysis analyze(FeedbackText text, String language) {
        String said = Said.of(text.value());
        RuleFindings findings = rules.find(text.value(), said);
        VaderScores vader = scorer.score(text.value());
        double adjusted = adjusted(text.value(), said.isBlank() ? text.value() : said, findings, vader);
        Set<Topic> topics = rules.thresholds().topics(findings);
        boolean urgent = rules.thresholds().urgent(findings);
        Priority priority =
                rules.priority().decide(findings, urgent, topics.contains(Topic.SECURITY), vader.compound(), adjusted);
        return new HeuristicAnalysis(
                new Labels(Sentiment.ofCompound(adjusted), topics, urgent),
                priority,
                confidence(findings.strength()),
                new Evidence(vader, adjusted, findings.ruleIds(), language, true),
                findings.injection());
    }

    /** Whether a text tries to talk to the classifier. */
    boolean suspectsInjection(FeedbackText text) {
        return rules.find(text.value()).injection();
    }

    /** The compound that decides the mood, judged without what is quoted, below the text, or polite only. */
    private double adjusted(String text, String said, RuleFindings findings, VaderScores vader) {
        double trouble = findings.problem() + findings.score(RuleGroup.ISSUE);
        boolean wrong = rules.thresholds().urgent(findings)
                || trouble >= rules.correction().minimum();
        String judged = Courtesies.without(said, wrong);
        RuleFindings mood = judged.equals(said) ? findings : rules.find(judged, judged);
        VaderScores scores = judged.equals(text) ? vader : scorer.score(judged);
        return rules.correction().adjust(compound(judged, scores), mood, LanguageFreeSigns.of(judged));
    }

    /** VADER's compound of the text as a typewriter would write it. */
    private double compound(String text, VaderScores asItCame) {
        String plain = Typography.plain(text);
        return plain.equals(text) ? asItCame.compound() : scorer.score(plain).compound();
    }

    /**
     * Strength of evidence as a confidence: {@code 0.5 + 0.5 s / (s + 2)} for summed weights s, three decimals. 0.5 when
     * nothing fired, 0.75 for two full rules, never 1.
     */
    private static double confidence(double strength) {
        double confidence = EVEN + EVEN * strength / (strength + HALF_SURE_STRENGTH);
        return Math.round(confidence * DECIMALS) / DECIMALS;
    }
}
