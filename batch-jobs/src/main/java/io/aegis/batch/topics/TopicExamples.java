/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.topics.ExampleTopics;
import io.aegis.topics.OwnTopics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What the examples of topics come to, made once for each version of their list: an example takes milliseconds. Thread-safe. */
final class TopicExamples {

    private final Optional<TextEmbedder> embedder;
    private final Lock making = new ReentrantLock();
    private Optional<Made> made = Optional.empty();

    private final Supplier<List<Embedding>> others;

    /** @param learned whether there were enough texts to tell examples apart from */
    private record Made(long version, boolean learned, ExampleTopics examples) {}

    /**
     * Nothing made yet.
     *
     * @param embedder empty when texts get no vectors
     * @param others vectors of recent texts, which nobody labelled
     */
    TopicExamples(Optional<TextEmbedder> embedder, Supplier<List<Embedding>> others) {
        this.embedder = embedder;
        this.others = others;
    }

    /** The model whose vectors can be compared; none has an empty name. */
    String model() {
        return embedder.map(TextEmbedder::model).orElse("");
    }

    /** The examples of a list. */
    ExampleTopics of(OwnTopics list) {
        if (embedder.isEmpty()) {
            return ExampleTopics.NONE;
        }
        making.lock();
        try {
            boolean learns =
                    list.topics().stream().anyMatch(topic -> topic.examples().size() >= ExampleTopics.LEARNED_FROM);
            List<Embedding> apart = learns ? others.get() : List.of();
            boolean learned = apart.size() >= ExampleTopics.FEWEST_OTHERS;
            Made current = made.filter(known -> known.version() == list.version() && known.learned() == learned)
                    .orElseGet(() -> new Made(list.version(), learned, ExampleTopics.of(list, this::embedded, apart)));
            made = Optional.of(current);
            return current.examples();
        } finally {
            making.unlock();
        }
    }

    private Embedding embedded(String text) {
        return embedder.orElseThrow().embed(text);
    }
}
