/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Learns topics, urgency, and the sentiment of each channel, and says on which of them what was learned is better than the rules: by five-fold cross-validation over all examples
 * (each is judged by what was learned from the other four fifths, and only where the kept texts of these that are near are labelled so) and
 * bootstraps. On fewer than {@value #FEWEST} examples that often says so of what is not.
 *
 * @param model what was learned from all examples
 * @param comparisons of the topics, and of urgency, if there were enough examples of it
 * @param sentiments of the channels of which there were enough examples; without a name those that came on none
 */
public record TopicTraining(
        TopicModel model, Map<TrainedLabel, TopicComparison> comparisons, Map<String, TopicComparison> sentiments) {

    /** Fewer examples are nothing to learn from. */
    public static final int FEWEST = 1_000;

    /** Fewer examples of a label, or of texts without it, neither. */
    public static final int FEWEST_OF_TOPIC = 25;

    /** Fewer examples of a channel are nothing to learn its sentiment from. */
    public static final int FEWEST_OF_CHANNEL = SentimentTraining.FEWEST;

    /** Of the descent. */
    static final double RATE = 0.03;

    private static final int FOLDS = 5;
    private static final int SEED = 1;

    /** Copies the comparisons. */
    public TopicTraining {
        comparisons = Collections.unmodifiableMap(
                comparisons.isEmpty() ? new EnumMap<>(TrainedLabel.class) : new EnumMap<>(comparisons));
        sentiments = Collections.unmodifiableMap(new TreeMap<>(sentiments));
    }

    /** Whether there is enough of anything to learn from. */
    public static boolean possible(List<TopicExample> examples) {
        return !learnable(examples).isEmpty()
                || !SentimentTraining.learnable(examples).isEmpty();
    }

    /** The labels of which there are enough examples; none when there are too few altogether. */
    public static Set<TrainedLabel> learnable(List<TopicExample> examples) {
        Set<TrainedLabel> learnable = EnumSet.noneOf(TrainedLabel.class);
        for (TrainedLabel label : TrainedLabel.values()) {
            long having = examples.stream()
                    .filter(example -> label.of(example.labels()))
                    .count();
            if (examples.size() >= FEWEST && Math.min(having, examples.size() - having) >= FEWEST_OF_TOPIC) {
                learnable.add(label);
            }
        }
        return learnable;
    }

    /**
     * Learns. 20,000 examples take some two minutes of a core, and little memory beside themselves.
     *
     * @param embedder what made their vectors
     * @throws InterruptedException when nobody waits for it any more
     */
    public static TopicTraining of(List<TopicExample> examples, String embedder) throws InterruptedException {
        return of(examples, embedder, VectorKind.CONTEXTUAL, EnumSet.allOf(TrainedLabel.class));
    }

    /**
     * Learns topics by static vectors.
     *
     * @param embedder what made the vectors of the examples
     * @param among what may be learned, as far as it is topics and there are enough examples of it
     * @throws InterruptedException when nobody waits for it any more
     */
    public static TopicTraining ofStatic(List<TopicExample> examples, String embedder, Set<TrainedLabel> among)
            throws InterruptedException {
        return of(examples, embedder, VectorKind.STATIC, among);
    }

    private static TopicTraining of(
            List<TopicExample> examples, String embedder, VectorKind kind, Set<TrainedLabel> among)
            throws InterruptedException {
        List<TopicExample> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(SEED));
        List<TopicExample> kept = shuffled.subList(0, Math.min(shuffled.size(), kind.mostKept()));
        Map<UUID, KeptText> texts = LinkedHashMap.newLinkedHashMap(kept.size());
        kept.forEach(example -> texts.put(example.feedback(), KeptText.of(example)));
        TopicFeatures features = TopicFeatures.of(shuffled);
        GradientDescent descent = new GradientDescent(features, RATE);
        Neighbours[] neighbours = neighbours(shuffled, kept, kind);
        Map<TrainedLabel, float[]> weights = new EnumMap<>(TrainedLabel.class);
        Map<TrainedLabel, TopicComparison> comparisons = new EnumMap<>(TrainedLabel.class);
        Set<TrainedLabel> promoted = EnumSet.noneOf(TrainedLabel.class);
        Set<TrainedLabel> labels = learnable(examples);
        labels.removeIf(label -> !among.contains(label) || !kind.learns(label));
        for (TrainedLabel label : labels) {
            TopicComparison comparison = comparison(shuffled, neighbours, texts, label, features, descent);
            comparisons.put(label, comparison);
            weights.put(label, descent.weights(shuffled, example -> label.of(example.labels())));
            if (comparison.won()) {
                promoted.add(label);
            }
        }
        SentimentTraining sentiments = kind == VectorKind.STATIC
                ? SentimentTraining.NONE
                : SentimentTraining.of(
                        IntStream.range(0, neighbours.length)
                                .mapToObj(
                                        i -> new SentimentTraining.Placed(shuffled.get(i), neighbours[i].sameDomain()))
                                .toList(),
                        features);
        return new TopicTraining(
                new TopicModel(embedder, features, weights, promoted, sentiments.models(), List.copyOf(texts.values())),
                comparisons,
                sentiments.comparisons());
    }

    /** Of each, the nearest of the kept ones that are not of its fold. */
    private static Neighbours[] neighbours(List<TopicExample> examples, List<TopicExample> kept, VectorKind kind) {
        Map<UUID, Embedding> vectors = new HashMap<>();
        Map<UUID, Integer> folds = new HashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            vectors.put(kept.get(i).feedback(), kept.get(i).evidence().vector());
            folds.put(kept.get(i).feedback(), i % FOLDS);
        }
        LabelledTexts texts = new LabelledTexts(vectors, kind);
        Neighbours[] neighbours = new Neighbours[examples.size()];
        for (int i = 0; i < neighbours.length; i++) {
            int fold = i % FOLDS;
            neighbours[i] =
                    texts.neighbours(examples.get(i).evidence().vector(), id -> folds.getOrDefault(id, fold) != fold);
        }
        return neighbours;
    }

    private static TopicComparison comparison(
            List<TopicExample> examples,
            Neighbours[] neighbours,
            Map<UUID, KeptText> kept,
            TrainedLabel label,
            TopicFeatures features,
            GradientDescent descent)
            throws InterruptedException {
        boolean[] actual = new boolean[examples.size()];
        boolean[] ruled = new boolean[examples.size()];
        boolean[] learned = new boolean[examples.size()];
        double[] numbers = new double[features.count()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int aside = fold;
            float[] weights = descent.weights(
                    IntStream.range(0, examples.size())
                            .filter(i -> i % FOLDS != aside)
                            .mapToObj(examples::get)
                            .toList(),
                    example -> label.of(example.labels()));
            for (int i = fold; i < examples.size(); i += FOLDS) {
                TopicEvidence evidence = examples.get(i).evidence();
                actual[i] = label.of(examples.get(i).labels());
                ruled[i] = label.of(evidence.ruled());
                features.write(evidence, numbers);
                boolean said =
                        label.said(TopicModel.probability(weights, numbers) >= LearnedTopics.YES, evidence.ruled());
                boolean supported = neighbours[i].support(
                        id -> Objects.requireNonNull(kept.get(id)).agrees(label, said));
                learned[i] = supported ? said : ruled[i];
            }
        }
        return TopicComparison.of(actual, learned, ruled);
    }
}
