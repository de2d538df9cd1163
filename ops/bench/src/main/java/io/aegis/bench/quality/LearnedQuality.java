/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.StaticDistillation;
import io.aegis.embedding.StaticEmbedder;
import io.aegis.embedding.TextEmbedder;
import io.aegis.embedding.WordPieceEmbedder;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.learning.LabelledTexts;
import io.aegis.learning.LearnedTopics;
import io.aegis.learning.LearnedVerdict;
import io.aegis.learning.StaticTopics;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicModel;
import io.aegis.learning.TopicTraining;
import io.aegis.learning.TrainedLabel;
import io.aegis.learning.VectorKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints what is learned of topics, urgency and sentiment from labels of one domain, on texts of it that were set aside, and on those of another: as
 * {@code feedback-train} learns and {@code feedback-embed} applies it.
 */
@Command(
        name = "learned",
        description =
                "Tell what is learned of topics, urgency and sentiment from some thousand labels, against the rules, on texts set aside.")
public final class LearnedQuality implements Callable<Integer> {

    private static final int SEED = 7;
    private static final List<Topic> TOPICS = List.of(Topic.values());
    private static final List<Integer> LABELS = List.of(1_000, 5_000);

    /** Of twenty labels one is wrong: people and LLMs err. */
    private static final int ONE_WRONG_OF = 20;

    /** What chance alone may cost on another domain, or a topic on texts set aside. */
    private static final double CHANCE = 0.005;

    private static final String LONG =
            "I ordered a transfer on Monday and it has not come. The app says that it is pending, and when I open it again"
                    + " it says that my card was declined. I have written to support three times and never got a reply. You charged me a"
                    + " fee for the payment, twice, and I would like to have that money back now, please.";

    private static final String RATED = "../vader/ground_truth.jsonl.gz";

    private final PrintStream report;
    private final Supplier<Optional<TextEmbedder>> embedder;
    private boolean held = true;

    @Parameters(paramLabel = "FOLDER", description = "with banking77_train.csv and app_reviews.jsonl")
    private Path folder = Path.of("");

    @Option(
            names = "--rated",
            paramLabel = "FILE",
            description =
                    "texts with ratings of their mood, a JSON object per line, compressed; default FOLDER/../vader/ground_truth.jsonl.gz")
    private Optional<Path> rated = Optional.empty();

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
        EvidenceReader evidence = new EvidenceReader(lane, vectors);
        learn(evidence, VectorKind.CONTEXTUAL);
        if (vectors instanceof WordPieceEmbedder pieces) {
            report.println("In requests, by static vectors:");
            StaticEmbedder embedder = StaticDistillation.of(pieces, () -> false);
            Optional<LearnedTopics> learned = learn(new EvidenceReader(lane, embedder), VectorKind.STATIC);
            if (learned.isPresent()) {
                cost(lane, new StaticTopics(1, embedder, learned.get()));
            }
        }
        Path file = rated.orElseGet(() -> folder.resolve(RATED));
        if (Files.exists(file)) {
            hold(SentimentQuality.of(report, file, evidence).tell(vectors.model()));
        }
        report.println(held ? "All figures hold." : "A figure fell below the rules.");
        return held ? 0 : 1;
    }

    /** What was learned last of Banking77. */
    private Optional<LearnedTopics> learn(EvidenceReader evidence, VectorKind kind)
            throws IOException, InterruptedException {
        Domain banking = domain("Banking77", DataSets.banking(folder.resolve("banking77_train.csv")), evidence);
        Domain reviews = domain("App reviews", DataSets.reviews(folder.resolve("app_reviews.jsonl")), evidence);
        Optional<LearnedTopics> learned = Optional.empty();
        for (int labels : LABELS) {
            Optional<LearnedTopics> before = learned;
            learned = learn(banking, reviews, labels, evidence.vectors().model(), kind)
                    .or(() -> before);
            learn(reviews, banking, labels, evidence.vectors().model(), kind);
        }
        return learned;
    }

    private void cost(HeuristicLane lane, StaticTopics topics) throws IOException {
        List<String> questions = DataSets.banking(folder.resolve("banking77_train.csv")).stream()
                .map(LabelledText::text)
                .toList();
        report.printf(
                Locale.ROOT,
                "A question of Banking77 takes %.0f us more than by the rules alone, a text of %d characters %.0f us.%n",
                new StaticTopicsCost(lane, questions).of(topics),
                LONG.length(),
                new StaticTopicsCost(lane, Collections.nCopies(questions.size(), LONG)).of(topics));
    }

    private static Domain domain(String name, List<LabelledText> texts, EvidenceReader evidence) {
        List<TopicExample> examples = new ArrayList<>();
        for (LabelledText text : texts) {
            evidence.read(text.text(), Optional.empty())
                    .ifPresent(read -> examples.add(new TopicExample(
                            new UUID(SEED, examples.size()),
                            read,
                            new Labels(read.ruled().sentiment(), text.topics(), text.urgent()),
                            false)));
        }
        Collections.shuffle(examples, new Random(SEED));
        return new Domain(name, examples);
    }

    private Optional<LearnedTopics> learn(Domain domain, Domain other, int labels, String model, VectorKind kind)
            throws InterruptedException {
        if (domain.texts().size() * 4 / 5 < labels) {
            return Optional.empty();
        }
        List<TopicExample> known = mistaken(domain.texts().subList(0, labels));
        TopicTraining training = kind == VectorKind.STATIC
                ? TopicTraining.ofStatic(known, model, EnumSet.allOf(TrainedLabel.class))
                : TopicTraining.of(known, model);
        LearnedTopics learned = new LearnedTopics(training.model(), kept(training.model(), known, kind));
        report.printf(Locale.ROOT, "%d labels of %s:%n", labels, domain.name());
        List<TopicExample> aside = domain.texts().subList(labels, domain.texts().size());
        compare(domain.name() + " set aside", aside, learned);
        compare(other.name(), other.texts(), learned);
        return Optional.of(learned);
    }

    private static List<TopicExample> mistaken(List<TopicExample> examples) {
        Random random = new Random(SEED);
        return examples.stream()
                .map(example -> random.nextInt(ONE_WRONG_OF) > 0
                        ? example
                        : new TopicExample(
                                example.feedback(),
                                example.evidence(),
                                new Labels(
                                        example.labels().sentiment(),
                                        Set.of(TOPICS.get(random.nextInt(TOPICS.size()))),
                                        example.labels().urgent()),
                                false))
                .toList();
    }

    private static LabelledTexts kept(TopicModel model, List<TopicExample> known, VectorKind kind) {
        Map<UUID, Embedding> vectors = new HashMap<>();
        known.forEach(
                example -> vectors.put(example.feedback(), example.evidence().vector()));
        vectors.keySet().retainAll(Set.copyOf(model.kept()));
        return new LabelledTexts(vectors, kind);
    }

    private void compare(String name, List<TopicExample> texts, LearnedTopics learned) {
        Map<TrainedLabel, Hits> rules =
                hits(texts, example -> example.evidence().ruled());
        Function<TopicExample, Labels> both = example -> learned.judge(example.evidence())
                .map(LearnedVerdict::labels)
                .orElse(example.evidence().ruled());
        Map<TrainedLabel, Hits> better = hits(texts, both);
        learned.model().promoted().stream()
                .filter(label -> rules.getOrDefault(label, new Hits()).occurs())
                .forEach(label -> {
                    double before = rules.getOrDefault(label, new Hits()).f1();
                    double after = better.getOrDefault(label, new Hits()).f1();
                    report.printf(
                            Locale.ROOT, "  promoted %-10s rules %.3f, learned %.3f%n", label.label(), before, after);
                    hold(after >= before - CHANCE);
                });
        double before = mean(texts, example -> example.evidence().ruled());
        double after = mean(texts, both);
        report.printf(
                Locale.ROOT, "  %s, %d texts: macro F1 rules %.3f, learned %.3f%n", name, texts.size(), before, after);
        hold(after >= before - CHANCE);
    }

    private static Map<TrainedLabel, Hits> hits(List<TopicExample> texts, Function<TopicExample, Labels> said) {
        Map<TrainedLabel, Hits> hits = new EnumMap<>(TrainedLabel.class);
        for (TopicExample text : texts) {
            Labels labels = said.apply(text);
            for (TrainedLabel label : TrainedLabel.values()) {
                hits.computeIfAbsent(label, _ -> new Hits()).count(label.of(labels), label.of(text.labels()));
            }
        }
        return hits;
    }

    /** Macro F1 of the topics that occur. */
    private static double mean(List<TopicExample> texts, Function<TopicExample, Labels> said) {
        Map<Topic, Hits> hits = new EnumMap<>(Topic.class);
        for (TopicExample text : texts) {
            Set<Topic> topics = said.apply(text).topics();
            for (Topic topic : TOPICS) {
                hits.computeIfAbsent(topic, _ -> new Hits())
                        .count(topics.contains(topic), text.labels().topics().contains(topic));
            }
        }
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
