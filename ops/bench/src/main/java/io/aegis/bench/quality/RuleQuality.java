/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.RuleBasedAnalyzer;
import io.aegis.heuristic.RuleSet;
import io.aegis.vader.Vader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what the rules reach on labelled texts: Banking77 for topics and urgency, app reviews for topics and sentiment. */
@Command(name = "rules", description = "Tell precision, recall and F1 of the rules per class, on labelled texts.")
public final class RuleQuality implements Callable<Integer> {

    /** What must not be lost when rules are edited. */
    private static final double BANKING_TOPICS = 0.80;

    private static final double BANKING_URGENT = 0.75;
    private static final double REVIEW_TOPICS = 0.53;

    private final PrintStream report;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "with banking77_train.csv and app_reviews.jsonl")
    private Path folder = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "RULES", description = "a rule file, for the built-in one")
    private Optional<Path> file = Optional.empty();

    /** @param report takes the figures */
    public RuleQuality(PrintStream report) {
        this.report = report;
    }

    /** Exit code 1 when a figure is below its floor. */
    @Override
    public Integer call() throws IOException {
        RuleSet rules = file.isPresent() ? RuleSet.load(file.get()) : RuleSet.builtIn();
        HeuristicAnalyzer analyzer = new RuleBasedAnalyzer(Vader.load()::score, rules);
        Evaluation banking = new Evaluation(analyzer, DataSets.banking(folder.resolve("banking77_train.csv")));
        Evaluation reviews = new Evaluation(analyzer, DataSets.reviews(folder.resolve("app_reviews.jsonl")));
        print(report, "Banking77", banking);
        report.println("  urgent     " + banking.urgent());
        print(report, "App reviews", reviews);
        printSentiment(report, reviews);
        boolean held = banking.macroF1() >= BANKING_TOPICS
                && banking.urgent().f1() >= BANKING_URGENT
                && reviews.macroF1() >= REVIEW_TOPICS;
        report.println(held ? "All figures hold." : "A figure fell below its floor.");
        return held ? 0 : 1;
    }

    private static void print(PrintStream report, String name, Evaluation evaluation) {
        report.printf(Locale.ROOT, "%s: %d texts, %d refused%n", name, evaluation.texts(), evaluation.refused());
        for (Topic topic : Topic.values()) {
            report.printf(Locale.ROOT, "  %-10s %s%n", topic.label(), evaluation.topic(topic));
        }
        report.printf(
                Locale.ROOT,
                "  topics: macro F1 %.3f of those that occur, exact sets %.3f%n",
                evaluation.macroF1(),
                evaluation.exact());
    }

    private static void printSentiment(PrintStream report, Evaluation evaluation) {
        report.printf(
                Locale.ROOT,
                "  POSITIVE though an issue is reported: %d of %d by VADER, %d adjusted; else %.3f stay POSITIVE%n",
                evaluation.issuesPositiveBefore(),
                evaluation.issues(),
                evaluation.issuesPositiveAfter(),
                evaluation.praiseKept());
    }
}
