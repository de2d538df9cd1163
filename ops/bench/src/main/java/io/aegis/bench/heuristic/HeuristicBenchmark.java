package io.aegis.bench.heuristic;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.RuleBasedAnalyzer;
import io.aegis.heuristic.RuleSet;
import io.aegis.vader.Vader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole heuristic lane, from raw text to verdict: sanitising apart, VADER and all rules together. */
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

    private static final String MARKUP = "<p>" + LONG.replace(" and ", " &amp; ") + "</p><script>alert(1)</script>";

    private final RuleBasedAnalyzer lane = new RuleBasedAnalyzer(Vader.load()::score, RuleSet.builtIn());
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
