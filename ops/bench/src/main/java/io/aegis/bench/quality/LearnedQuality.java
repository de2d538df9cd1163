/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.learning.LabelledTexts;
import io.aegis.learning.LearnedTopics;
import io.aegis.learning.LearnedVerdict;
import io.aegis.learning.TopicEvidence;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicModel;
import io.aegis.learning.TopicTraining;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Prints what is learned of topics from labels of one domain, on texts of it that were set aside, and on those of another: as
 * {@code feedback-train} learns and {@code feedback-embed} applies it.
 */
@Command(
        name = "learned",
        description =
                "Tell what is learned of topics from some thousand labels, against the rules, on texts set aside.")
public final class LearnedQuality implements Callable<Integer> {

    private static final int SEED = 7;
    private static final List<Topic> TOPICS = List.of(Topic.values());
    private static final List<Integer> LABELS = List.of(1_000, 5_000);

    /** Of twenty labels one is wrong: people and LLMs err. */
    private static final int ONE_WRONG_OF = 20;

    /** What chance alone may cost on another domain, or a topic on texts set aside. */
    private static final double CHANCE = 0.005;

    private final PrintStream report;
    private final Supplier<Optional<TextEmbedder>> embedder;
    private boolean held = true;

    @Parameters(paramLabel = "FOLDER", description = "with banking77_train.csv and app_reviews.jsonl")
    private Path folder = Path.of("");

    /**
     * The command.
     *
     * @param report takes the figures
     * @param embedder makes vectors; asked for once it is needed
     */
    public LearnedQuality(PrintStream report, Supplier<Optional<TextEmbedder>> embedder) {
        this.report = report;
        this.embedder = embedder;
    }

    /** A set of texts of one domain. */
    private record Domain(String name, List<TopicExample> texts) {}

    /** Exit code 1 when a promotion loses, or another domain does. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        HeuristicLane lane = HeuristicLane.load(Optional.empty());
        TextEmbedder vectors = embedder.get()
                .orElseThrow(() -> new IOException(
                        "the language model is not on the class path; ops/aegis bench learned puts it there"));
        Domain banking = domain("Banking77", DataSets.banking(folder.resolve("banking77_train.csv")), lane, vectors);
        Domain reviews = domain("App reviews", DataSets.reviews(folder.resolve("app_reviews.jsonl")), lane, vectors);
        for (int labels : LABELS) {
            learn(banking, reviews, labels, vectors.model());
            learn(reviews, banking, labels, vectors.model());
        }
        report.println(held ? "All figures hold." : "A figure fell below the rules.");
        return held ? 0 : 1;
    }

    private Domain domain(String name, List<LabelledText> texts, HeuristicLane lane, TextEmbedder vectors) {
        List<TopicExample> examples = new ArrayList<>();
        for (LabelledText text : texts) {
            try {
                FeedbackText clean = FeedbackText.of(text.text());
                HeuristicAnalysis ruled = lane.analyzer().analyze(clean);
                examples.add(new TopicExample(
                        new UUID(SEED, examples.size()),
                        new TopicEvidence(
                                vectors.embed(clean.value()),
                                ruled.labels().topics(),
                                ruled.evidence().rules()),
                        text.topics(),
                        false));
            } catch (FeedbackTextException e) {
                // The product refuses such a text too.
            }
        }
        Collections.shuffle(examples, new Random(SEED));
        return new Domain(name, examples);
    }

    private void learn(Domain domain, Domain other, int labels, String model) throws InterruptedException {
        if (domain.texts().size() * 4 / 5 < labels) {
            return;
        }
        List<TopicExample> known = mistaken(domain.texts().subList(0, labels));
        TopicTraining training = TopicTraining.of(known, model);
        LearnedTopics learned = new LearnedTopics(training.model(), kept(training.model(), known));
        report.printf(Locale.ROOT, "%d labels of %s:%n", labels, domain.name());
        List<TopicExample> aside = domain.texts().subList(labels, domain.texts().size());
        compare(domain.name() + " set aside", aside, learned, training.model().promoted());
        compare(other.name(), other.texts(), learned, Set.of());
    }

    private static List<TopicExample> mistaken(List<TopicExample> examples) {
        Random random = new Random(SEED);
        return examples.stream()
                .map(example -> random.nextInt(ONE_WRONG_OF) > 0
                        ? example
                        : new TopicExample(
                                example.feedback(),
                                example.evidence(),
                                Set.of(TOPICS.get(random.nextInt(TOPICS.size()))),
                                false))
                .toList();
    }

    private static LabelledTexts kept(TopicModel model, List<TopicExample> known) {
        Map<UUID, Embedding> vectors = new HashMap<>();
        known.forEach(
                example -> vectors.put(example.feedback(), example.evidence().vector()));
        vectors.keySet().retainAll(Set.copyOf(model.kept()));
        return new LabelledTexts(vectors);
    }

    private void compare(String name, List<TopicExample> texts, LearnedTopics learned, Set<Topic> promoted) {
        Map<Topic, Hits> rules = hits(texts, example -> example.evidence().ruled());
        Map<Topic, Hits> both = hits(
                texts,
                example -> learned.judge(example.evidence())
                        .map(LearnedVerdict::topics)
                        .orElse(example.evidence().ruled()));
        rules.forEach((topic, hits) -> {
            double better = both.getOrDefault(topic, new Hits()).f1();
            if (promoted.contains(topic)) {
                report.printf(
                        Locale.ROOT, "  promoted %-10s rules %.3f, learned %.3f%n", topic.label(), hits.f1(), better);
                hold(better >= hits.f1() - CHANCE);
            }
        });
        report.printf(
                Locale.ROOT,
                "  %s, %d texts: macro F1 rules %.3f, learned %.3f%n",
                name,
                texts.size(),
                mean(rules),
                mean(both));
        hold(mean(both) >= mean(rules) - CHANCE);
    }

    private static Map<Topic, Hits> hits(List<TopicExample> texts, Function<TopicExample, Set<Topic>> said) {
        Map<Topic, Hits> hits = new EnumMap<>(Topic.class);
        for (TopicExample text : texts) {
            Set<Topic> topics = said.apply(text);
            for (Topic topic : Topic.values()) {
                hits.computeIfAbsent(topic, _ -> new Hits())
                        .count(topics.contains(topic), text.topics().contains(topic));
            }
        }
        return hits;
    }

    private static double mean(Map<Topic, Hits> hits) {
        return hits.values().stream()
                .filter(Hits::occurs)
                .mapToDouble(Hits::f1)
                .average()
                .orElse(0);
    }

    private void hold(boolean holds) {
        held &= holds;
    }
}
