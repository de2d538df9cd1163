/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.topics.ExampleTopics;
import io.aegis.topics.OwnTopics;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What the examples of topics come to, made once for each version of their list: an example takes milliseconds. Thread-safe. */
final class TopicExamples {

    private final Optional<TextEmbedder> embedder;
    private final Lock making = new ReentrantLock();
    private Optional<Made> made = Optional.empty();

    private record Made(long version, ExampleTopics examples) {}

    /** @param embedder empty when texts get no vectors */
    TopicExamples(Optional<TextEmbedder> embedder) {
        this.embedder = embedder;
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
            Made current = made.filter(known -> known.version() == list.version())
                    .orElseGet(() -> new Made(list.version(), ExampleTopics.of(list, this::embedded)));
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
