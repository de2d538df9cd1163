/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.learning.LabelledTexts;
import io.aegis.learning.LearnedTopics;
import io.aegis.learning.LearnedVerdict;
import io.aegis.learning.TopicComparison;
import io.aegis.learning.TopicExample;
import io.aegis.learning.TopicTraining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * What is learned of the sentiment of each of several channels from some of its texts, against the rules, on its other texts.
 *
 * @param report takes the figures
 * @param texts of each channel, in an order of chance
 */
record SentimentQuality(PrintStream report, Map<String, List<TopicExample>> texts) {

    private static final int SEED = 7;
    private static final List<Integer> LABELS = List.of(500, 1_000, 2_000);

    /** A mean rating of -4 to 4 so near to 0 is no mood. */
    private static final double NEUTRAL = 0.5;

    /** What chance alone may cost. */
    private static final double CHANCE = 0.005;

    /** Reads a JSON object per line, with a text, the mean of its ratings, and the set that it is of, which becomes its channel. */
    static SentimentQuality of(PrintStream report, Path file, EvidenceReader evidence) throws IOException {
        Map<String, List<TopicExample>> texts = new TreeMap<>();
        JsonMapper mapper = new JsonMapper();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (Optional<String> line = Optional.ofNullable(lines.readLine());
                    line.isPresent();
                    line = Optional.ofNullable(lines.readLine())) {
                JsonNode text = mapper.readTree(line.get());
                UUID id = new UUID(SEED, number++);
                Labels labels = new Labels(sentiment(text.path("rating").doubleValue()), Set.of(Topic.GENERAL), false);
                String channel = text.path("set").asText();
                evidence.read(text.path("text").asText(), Optional.of(channel))
                        .ifPresent(read -> texts.computeIfAbsent(channel, _ -> new ArrayList<>())
                                .add(new TopicExample(id, read, labels, false)));
            }
        }
        texts.values().forEach(each -> Collections.shuffle(each, new Random(SEED)));
        return new SentimentQuality(report, texts);
    }

    private static Sentiment sentiment(double rating) {
        if (rating >= NEUTRAL) {
            return Sentiment.POSITIVE;
        }
        return rating <= -NEUTRAL ? Sentiment.NEGATIVE : Sentiment.NEUTRAL;
    }

    /** Prints the figures, and says whether no promotion lost. */
    boolean tell(String embedder) throws InterruptedException {
        boolean held = true;
        for (int labels : LABELS) {
            List<TopicExample> known = texts.values().stream()
                    .filter(each -> each.size() > labels)
                    .flatMap(each -> each.stream().limit(labels))
                    .toList();
            if (!known.isEmpty()) {
                held &= tell(labels, TopicTraining.of(known, embedder));
            }
        }
        return held;
    }

    private boolean tell(int labels, TopicTraining training) {
        LearnedTopics learned = new LearnedTopics(training.model(), new LabelledTexts(Map.of()));
        boolean held = true;
        for (Map.Entry<String, TopicComparison> channel : training.sentiments().entrySet()) {
            List<TopicExample> all = Objects.requireNonNull(texts.get(channel.getKey()));
            List<TopicExample> aside = all.subList(labels, all.size());
            double rules = f1(aside, example -> example.evidence().ruled());
            double both = f1(
                    aside,
                    example -> learned.judge(example.evidence())
                            .map(LearnedVerdict::labels)
                            .orElse(example.evidence().ruled()));
            report.printf(
                    Locale.ROOT,
                    "%d labels of %s, sentiment of %d texts set aside, %s: macro F1 rules %.3f, learned %.3f%n",
                    labels,
                    channel.getKey(),
                    aside.size(),
                    channel.getValue().won() ? "promoted" : "not promoted",
                    rules,
                    both);
            held &= both >= rules - CHANCE;
        }
        return held;
    }

    private static double f1(List<TopicExample> texts, Function<TopicExample, Labels> said) {
        Map<Sentiment, Hits> hits = new EnumMap<>(Sentiment.class);
        for (TopicExample text : texts) {
            for (Sentiment sentiment : Sentiment.values()) {
                hits.computeIfAbsent(sentiment, _ -> new Hits())
                        .count(
                                said.apply(text).sentiment() == sentiment,
                                text.labels().sentiment() == sentiment);
            }
        }
        return hits.values().stream().mapToDouble(Hits::f1).average().orElse(0);
    }
}
