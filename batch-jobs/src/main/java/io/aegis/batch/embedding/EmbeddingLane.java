/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.UnembeddedText;
import io.aegis.embedding.Embedding;
import io.aegis.embedding.TextEmbedder;
import io.aegis.feedback.MailFooter;
import io.aegis.learning.ImpliedUrgency;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The model of this process and what is learned with it, by the first text that asks for it. Thread-safe. */
final class EmbeddingLane {

    private final TextEmbedder embedder;
    private final Lock learning = new ReentrantLock();
    private Optional<ImpliedUrgency> urgency = Optional.empty();

    EmbeddingLane(TextEmbedder embedder) {
        this.embedder = embedder;
    }

    /** What tells its vectors from those of others. */
    String model() {
        return embedder.model();
    }

    /** Makes the vector of a row's text, and looks whether what stands above its footer may be urgent. */
    EmbeddedText embed(UnembeddedText row) {
        Embedding vector = embedder.embed(row.text());
        return new EmbeddedText(new FeedbackVector(row.feedback(), vector), suspected(row.text(), vector));
    }

    private boolean suspected(String text, Embedding vector) {
        String written = MailFooter.without(text);
        if (written.length() == text.length()) {
            return learned().suspects(vector);
        }
        return !written.isBlank() && learned().suspects(embedder.embed(written));
    }

    private ImpliedUrgency learned() {
        learning.lock();
        try {
            ImpliedUrgency learned = urgency.orElseGet(() -> ImpliedUrgency.learn(embedder));
            urgency = Optional.of(learned);
            return learned;
        } finally {
            learning.unlock();
        }
    }
}
