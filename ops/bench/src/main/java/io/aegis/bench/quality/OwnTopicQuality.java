/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.monitoring.model.AveragePrecision;
import io.aegis.topics.ExampleTopics;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Prints how well a topic that an operator made is found by some examples: each intent of Banking77 is such a topic, and all texts of all
 * intents but its examples and those that it is told apart from are asked for.
 */
@Command(
        name = "own-topics",
        description = "Tell how well topics of operators are found by 5, 20 and 40 examples, on texts set aside.")
public final class OwnTopicQuality implements Callable<Integer> {

    private static final int SEED = 7;
    private static final List<Integer> EXAMPLES = List.of(5, 20, 40);

    /** At five examples, what the mean of the average precisions has to exceed. */
    private static final double GOAL = 0.74;

    private final PrintStream report;
    private final Supplier<Optional<TextEmbedder>> embedder;

    @Parameters(paramLabel = "FOLDER", description = "with banking77_train.csv")
    private Path folder = Path.of("");

    /**
     * The command.
     *
     * @param report takes the figures
     * @param embedder makes vectors; asked for once it is needed
     */
    public OwnTopicQuality(PrintStream report, Supplier<Optional<TextEmbedder>> embedder) {
        this.report = report;
        this.embedder = embedder;
    }

    private record Text(String text, String intent, Embedding vector) {}

    /** What an intent comes to, or the mean of all. */
    private record Found(double averagePrecision, double precision, double recall) {}

    /** Exit code 1 when five examples do not reach the goal. */
    @Override
    public Integer call() throws IOException {
        TextEmbedder vectors = embedder.get()
                .orElseThrow(() -> new IOException(
                        "the language model is not on the class path; ops/aegis bench own-topics puts it there"));
        List<Text> texts = texts(vectors);
        boolean held = true;
        for (int examples : EXAMPLES) {
            Found mean = mean(texts, examples, vectors);
            report.printf(
                    Locale.ROOT,
                    "%d examples: average precision %.3f; as the product decides: precision %.3f, recall %.3f%n",
                    examples,
                    mean.averagePrecision(),
                    mean.precision(),
                    mean.recall());
            held &= examples > EXAMPLES.getFirst() || mean.averagePrecision() > GOAL;
        }
        report.println(held ? "The goal holds." : "Five examples are below the goal.");
        return held ? 0 : 1;
    }

    private List<Text> texts(TextEmbedder vectors) throws IOException {
        List<List<String>> records = Csv.read(Files.readString(folder.resolve("banking77_train.csv")));
        List<Text> texts = new ArrayList<>();
        for (List<String> fields : records.subList(1, records.size())) {
            String text = fields.getFirst().strip();
            if (text.length() <= OwnTopic.LONGEST_EXAMPLE) {
                texts.add(new Text(text, fields.get(1), vectors.embed(text)));
            }
        }
        Collections.shuffle(texts, new Random(SEED));
        return texts;
    }

    private static Found mean(List<Text> texts, int examples, TextEmbedder vectors) {
        Map<String, Embedding> made = new HashMap<>();
        texts.forEach(text -> made.put(text.text(), text.vector()));
        Set<String> intents = new TreeSet<>();
        texts.forEach(text -> intents.add(text.intent()));
        double averagePrecision = 0;
        double precision = 0;
        double recall = 0;
        for (String intent : intents) {
            Found found = found(texts, intent, examples, made, vectors);
            averagePrecision += found.averagePrecision();
            precision += found.precision();
            recall += found.recall();
        }
        int count = intents.size();
        return new Found(averagePrecision / count, precision / count, recall / count);
    }

    private static Found found(
            List<Text> texts, String intent, int examples, Map<String, Embedding> made, TextEmbedder vectors) {
        List<Text> few = texts.stream()
                .filter(text -> text.intent().equals(intent))
                .limit(examples)
                .toList();
        Set<Text> taken = new HashSet<>(few);
        // As in life, nobody knows which of these are about the topic too.
        List<Text> others = texts.stream()
                .filter(text -> !taken.contains(text))
                .limit(ExampleTopics.MOST_OTHERS)
                .toList();
        taken.addAll(others);
        String name = intent.replace('_', ' ');
        OwnTopic topic = new OwnTopic(
                0,
                name,
                "",
                "#000000",
                "Any",
                List.of(),
                few.stream().map(Text::text).toList());
        ExampleTopics topics = ExampleTopics.of(
                new OwnTopics(1, List.of(topic)),
                text -> made.computeIfAbsent(text, vectors::embed),
                others.stream().map(Text::vector).toList());
        List<Text> asked = texts.stream().filter(text -> !taken.contains(text)).toList();
        double[] scores = new double[asked.size()];
        BitSet wanted = new BitSet();
        Hits hits = new Hits();
        for (int i = 0; i < scores.length; i++) {
            Embedding vector = asked.get(i).vector();
            scores[i] = topics.score(0, vector).orElse(0);
            wanted.set(i, asked.get(i).intent().equals(intent));
            hits.count(topics.topicsOf(vector) != 0, wanted.get(i));
        }
        return new Found(AveragePrecision.of(scores, wanted), hits.precision(), hits.recall());
    }
}
