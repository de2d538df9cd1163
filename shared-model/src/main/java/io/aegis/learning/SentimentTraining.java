/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Sentiment;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns the sentiment of each channel from texts that came on it, and says on which of them what was learned is better than the
 * rules, by five-fold cross-validation and bootstraps: what was learned on one channel praises less or more on another.
 *
 * @param models those that are better, by channel; texts that came on none are those of the channel without a name
 * @param comparisons of all channels that there was enough of
 */
record SentimentTraining(Map<String, SentimentModel> models, Map<String, TopicComparison> comparisons) {

    /**
     * Fewer examples of a channel are nothing to learn from: of three models of 200 or 300 tweets or product reviews that won, one was
     * worse than the rules on what was set aside.
     */
    static final int FEWEST = 500;

    /** Fewer examples of a sentiment are as none, and of a channel that has one sentiment alone there is nothing to learn. */
    static final int FEWEST_OF_SENTIMENT = 10;

    /** Most channels that are learned, those with the most examples. */
    static final int MOST_CHANNELS = 8;

    /** The channel of texts that came on none that was told. */
    static final String UNTOLD = "";

    /** Nothing learned. */
    static final SentimentTraining NONE = new SentimentTraining(Map.of(), Map.of());

    private static final int FOLDS = 5;

    SentimentTraining {
        models = Collections.unmodifiableMap(new TreeMap<>(models));
        comparisons = Collections.unmodifiableMap(new TreeMap<>(comparisons));
    }

    /** An example, and whether its text is near to others that were kept. */
    record Placed(TopicExample example, boolean near) {

        private String channel() {
            return example.evidence().channel().orElse(UNTOLD);
        }
    }

    /** The channels of which there are enough examples. */
    static List<String> learnable(List<TopicExample> examples) {
        return List.copyOf(
                channels(examples.stream().map(each -> new Placed(each, true)).toList())
                        .keySet());
    }

    private static Map<String, List<Placed>> channels(List<Placed> examples) {
        Map<String, List<Placed>> channels = examples.stream().collect(Collectors.groupingBy(Placed::channel));
        return channels.entrySet().stream()
                .filter(each -> enough(each.getValue()))
                .sorted(Comparator.<Map.Entry<String, List<Placed>>>comparingInt(
                                each -> -each.getValue().size())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CHANNELS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
    }

    private static boolean enough(List<Placed> examples) {
        Map<Sentiment, Long> counts = examples.stream()
                .collect(Collectors.groupingBy(each -> each.example().labels().sentiment(), Collectors.counting()));
        return examples.size() >= FEWEST
                && counts.values().stream()
                                .filter(count -> count >= FEWEST_OF_SENTIMENT)
                                .count()
                        > 1;
    }

    /**
     * Learns.
     *
     * @throws InterruptedException when nobody waits for it any more
     */
    static SentimentTraining of(List<Placed> examples, TopicFeatures features) throws InterruptedException {
        SentimentFeatures numbers = new SentimentFeatures(features);
        Map<String, SentimentModel> models = new HashMap<>();
        Map<String, TopicComparison> comparisons = new HashMap<>();
        for (Map.Entry<String, List<Placed>> channel : channels(examples).entrySet()) {
            TopicComparison comparison = comparison(channel.getValue(), numbers);
            comparisons.put(channel.getKey(), comparison);
            if (comparison.won()) {
                models.put(channel.getKey(), SentimentModel.of(numbers, examples(channel.getValue(), _ -> true)));
            }
        }
        return new SentimentTraining(models, comparisons);
    }

    private static List<TopicExample> examples(List<Placed> placed, Predicate<Integer> taken) {
        return IntStream.range(0, placed.size())
                .filter(taken::test)
                .mapToObj(i -> placed.get(i).example())
                .toList();
    }

    private static TopicComparison comparison(List<Placed> placed, SentimentFeatures features)
            throws InterruptedException {
        Sentiment[] actual = sentiments(placed, each -> each.labels().sentiment());
        Sentiment[] ruled = sentiments(placed, each -> each.evidence().ruled().sentiment());
        Sentiment[] learned = Arrays.copyOf(ruled, ruled.length);
        for (int fold = 0; fold < FOLDS; fold++) {
            int aside = fold;
            SentimentModel model = SentimentModel.of(features, examples(placed, i -> i % FOLDS != aside));
            for (int i = fold; i < learned.length; i += FOLDS) {
                Placed each = placed.get(i);
                if (each.near() || !each.channel().equals(UNTOLD)) {
                    learned[i] = model.judge(each.example().evidence()).getKey();
                }
            }
        }
        return TopicComparison.of(actual, learned, ruled);
    }

    private static Sentiment[] sentiments(List<Placed> placed, Function<TopicExample, Sentiment> sentiment) {
        return placed.stream().map(each -> sentiment.apply(each.example())).toArray(Sentiment[]::new);
    }
}
