/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.heuristic;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.language.DetectedLanguage;
import io.aegis.language.LanguageDetector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole heuristic lane, from raw text to verdict: sanitising apart, language, VADER and all rules together. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HeuristicBenchmark {

    private static final String SHORT = "I was charged twice for one order and nobody answers my emails!";

    private static final String LONG =
            "Since the update on Monday the app crashes every time I open my orders, and when it does not crash it shows"
                    + " me the orders of somebody else. I have written to support three times and never got a reply. You"
                    + " charged my card for a parcel that never came. Please fix this or give me my money back, I am"
                    + " really disappointed.";

    private static final String GERMAN =
            "Seit dem Update am Montag stürzt die App jedes Mal ab, wenn ich meine Bestellungen öffne, und der"
                    + " Kundendienst antwortet seit drei Wochen nicht.";

    private static final String MARKUP = "<p>" + LONG.replace(" and ", " &amp; ") + "</p><script>alert(1)</script>";

    private final HeuristicAnalyzer lane = HeuristicLane.load(Optional.empty()).analyzer();
    private final LanguageDetector detector = LanguageDetector.load();
    private final FeedbackText germanText = FeedbackText.of(GERMAN);
    private final FeedbackText shortText = FeedbackText.of(SHORT);
    private final FeedbackText longText = FeedbackText.of(LONG);

    /** A text of 63 characters. */
    @Benchmark
    public HeuristicAnalysis shortText() {
        return lane.analyze(shortText);
    }

    /** A text of 318 characters. */
    @Benchmark
    public HeuristicAnalysis longText() {
        return lane.analyze(longText);
    }

    /** A text of 145 characters that goes to the rules for German. */
    @Benchmark
    public HeuristicAnalysis germanText() {
        return lane.analyze(germanText);
    }

    /** The language alone, of 318 characters. */
    @Benchmark
    public DetectedLanguage language() {
        return detector.detect(LONG);
    }

    /** Sanitising 318 characters without markup. */
    @Benchmark
    public FeedbackText sanitisePlain() {
        return FeedbackText.of(LONG);
    }

    /** Sanitising the same as HTML. */
    @Benchmark
    public FeedbackText sanitiseMarkup() {
        return FeedbackText.of(MARKUP);
    }
}
