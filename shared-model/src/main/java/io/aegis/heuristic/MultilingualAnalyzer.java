/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.OwnWords;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.language.DetectedLanguage;
import io.aegis.language.LanguageDetector;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The heuristic lane over languages: each text goes to the rules of its language. Of a text for whose language there are
 * none it says little, and that it is not to be relied on: only what emoji and the like tell. Immutable, thread-safe.
 */
public final class MultilingualAnalyzer implements HeuristicAnalyzer {

    /** How sure it is of what it cannot read. */
    private static final double GUESS = 0.2;

    private final SentimentScorer scorer;
    private final LanguageDetector detector;
    private final RulePacks packs;
    private final RuleBasedAnalyzer english;
    private final Map<String, RuleBasedAnalyzer> others;

    /** An analyser with these packs. */
    public MultilingualAnalyzer(SentimentScorer scorer, LanguageDetector detector, RulePacks packs) {
        this.scorer = scorer;
        this.detector = detector;
        this.packs = packs;
        english = new RuleBasedAnalyzer(scorer, packs.english());
        others = packs.others().stream()
                .collect(
                        Collectors.toUnmodifiableMap(RuleSet::language, rules -> new RuleBasedAnalyzer(scorer, rules)));
    }

    /** The rules it goes by. */
    RulePacks packs() {
        return packs;
    }

    @Override
    public HeuristicAnalysis analyze(FeedbackText text) {
        DetectedLanguage language = languageOf(text.value());
        if (!language.foreign()) {
            return english.analyze(text, language.tag());
        }
        // Who talks to the classifier may do so in the middle of a text in another language.
        boolean injection = english.suspectsInjection(text);
        HeuristicAnalysis analysis = Optional.ofNullable(others.get(language.tag()))
                .map(rules -> rules.analyze(text, language.tag()))
                .orElseGet(() -> unreadable(text, language.tag()));
        return injection ? analysis.suspectingInjection() : analysis;
    }

    /** What somebody writes in, whatever is quoted or stands below; of all of it when their own words tell nothing. */
    private DetectedLanguage languageOf(String text) {
        String own = OwnWords.of(text);
        DetectedLanguage language = detector.detect(own);
        return language.equals(DetectedLanguage.UNKNOWN) && own.length() < text.length()
                ? detector.detect(text)
                : language;
    }

    private HeuristicAnalysis unreadable(FeedbackText text, String language) {
        double compound = LanguageFreeSigns.of(text.value()).compound();
        Sentiment sentiment = Sentiment.ofCompound(compound);
        return new HeuristicAnalysis(
                new Labels(sentiment, EnumSet.of(Topic.GENERAL), false),
                sentiment == Sentiment.POSITIVE ? Priority.LOW : Priority.MEDIUM,
                GUESS,
                new Evidence(scorer.score(text.value()), compound, List.of(), language, false),
                false);
    }
}
