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

/**
 * Prints what the rules reach on labelled texts: Banking77 for topics and urgency, app reviews for topics and sentiment.
 * Arguments: the folder with {@code banking77_train.csv} and {@code app_reviews.jsonl}, then optionally a rule file in
 * place of the built-in one.
 */
public final class RuleQuality {

    /** What must not be lost when rules are edited. */
    private static final double BANKING_TOPICS = 0.80;

    private static final double BANKING_URGENT = 0.75;
    private static final double REVIEW_TOPICS = 0.53;

    private RuleQuality() {}

    /** Exits with 1 if a figure is below its floor, with 2 if the arguments are wrong. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream report) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            report.println("usage: RuleQuality FOLDER [RULES_FILE]");
            return 2;
        }
        RuleSet rules = arguments.length == 2 ? RuleSet.load(Path.of(arguments[1])) : RuleSet.builtIn();
        HeuristicAnalyzer analyzer = new RuleBasedAnalyzer(Vader.load()::score, rules);
        Path folder = Path.of(arguments[0]);
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
