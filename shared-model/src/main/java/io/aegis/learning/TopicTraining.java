/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Learns topics, and says on which of them what was learned is better than the rules: by five-fold cross-validation over all examples
 * (each is judged by what was learned from the other four fifths, and only where one of the kept texts of these is near) and
 * bootstraps. On fewer than {@value #FEWEST} examples that often says so of what is not.
 *
 * @param model what was learned from all examples
 * @param comparisons of the topics of which there were enough examples
 */
public record TopicTraining(TopicModel model, Map<Topic, TopicComparison> comparisons) {

    /** Fewer examples are nothing to learn from. */
    public static final int FEWEST = 1_000;

    /** Fewer examples of a topic, or of texts without it, neither. */
    public static final int FEWEST_OF_TOPIC = 25;

    private static final int FOLDS = 5;
    private static final int SEED = 1;

    /** Copies the comparisons. */
    public TopicTraining {
        comparisons = Collections.unmodifiableMap(
                comparisons.isEmpty() ? new EnumMap<>(Topic.class) : new EnumMap<>(comparisons));
    }

    /** The topics of which there are enough examples; none when there are too few altogether. */
    public static Set<Topic> learnable(List<TopicExample> examples) {
        Set<Topic> learnable = EnumSet.noneOf(Topic.class);
        for (Topic topic : TopicFeatures.TOPICS) {
            long having = examples.stream()
                    .filter(example -> example.topics().contains(topic))
                    .count();
            if (examples.size() >= FEWEST && Math.min(having, examples.size() - having) >= FEWEST_OF_TOPIC) {
                learnable.add(topic);
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
        List<TopicExample> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(SEED));
        List<TopicExample> kept = shuffled.subList(0, Math.min(shuffled.size(), TopicModel.MOST_KEPT));
        TopicFeatures features = TopicFeatures.of(shuffled);
        GradientDescent descent = new GradientDescent(features);
        boolean[] near = near(shuffled, kept);
        Map<Topic, float[]> weights = new EnumMap<>(Topic.class);
        Map<Topic, TopicComparison> comparisons = new EnumMap<>(Topic.class);
        Set<Topic> promoted = EnumSet.noneOf(Topic.class);
        for (Topic topic : learnable(examples)) {
            TopicComparison comparison = comparison(shuffled, near, topic, features, descent);
            comparisons.put(topic, comparison);
            weights.put(topic, descent.weights(shuffled, topic));
            if (comparison.won()) {
                promoted.add(topic);
            }
        }
        List<UUID> ids = kept.stream().map(TopicExample::feedback).toList();
        return new TopicTraining(new TopicModel(embedder, features, weights, promoted, ids), comparisons);
    }

    /** Whether each is of the domain of the kept ones that are not of its fold. */
    private static boolean[] near(List<TopicExample> examples, List<TopicExample> kept) {
        Map<UUID, Embedding> vectors = new HashMap<>();
        Map<UUID, Integer> folds = new HashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            vectors.put(kept.get(i).feedback(), kept.get(i).evidence().vector());
            folds.put(kept.get(i).feedback(), i % FOLDS);
        }
        LabelledTexts texts = new LabelledTexts(vectors);
        boolean[] near = new boolean[examples.size()];
        for (int i = 0; i < near.length; i++) {
            int fold = i % FOLDS;
            near[i] = texts.sameDomain(examples.get(i).evidence().vector(), id -> folds.getOrDefault(id, fold) != fold);
        }
        return near;
    }

    private static TopicComparison comparison(
            List<TopicExample> examples, boolean[] near, Topic topic, TopicFeatures features, GradientDescent descent)
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
                    topic);
            for (int i = fold; i < examples.size(); i += FOLDS) {
                TopicEvidence evidence = examples.get(i).evidence();
                actual[i] = examples.get(i).topics().contains(topic);
                ruled[i] = evidence.ruled().contains(topic);
                features.write(evidence, numbers);
                learned[i] = near[i] ? TopicModel.probability(weights, numbers) >= LearnedTopics.YES : ruled[i];
            }
        }
        return TopicComparison.of(actual, learned, ruled);
    }
}
