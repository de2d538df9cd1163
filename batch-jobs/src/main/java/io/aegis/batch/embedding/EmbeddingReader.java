/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import io.aegis.db.vectors.FeedbackVectors;
import io.aegis.db.vectors.UnembeddedText;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Rows without a vector, in the order of their ids, up to the newest. How far it is done the vectors themselves tell, so that
 * there is nothing to remember. Used by one thread.
 */
final class EmbeddingReader implements ItemReader<UnembeddedText> {

    /** Texts have up to 5,000 characters. */
    private static final int PAGE = 200;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final FeedbackVectors vectors;
    private final Ticker ticker;
    private final Queue<UnembeddedText> page = new ArrayDeque<>();
    private Optional<UUID> last = Optional.empty();
    private boolean ended;

    EmbeddingReader(FeedbackVectors vectors, Ticker ticker) {
        this.vectors = vectors;
        this.ticker = ticker;
    }

    @Override
    public @Nullable UnembeddedText read() throws DatabaseUnavailableException {
        if (page.isEmpty() && !ended) {
            UUID after = last.isPresent() ? last.get() : vectors.begin(deadline());
            page.addAll(vectors.missing(after, PAGE, deadline()));
            ended = page.size() < PAGE;
        }
        UnembeddedText next = page.poll();
        last = next == null ? last : Optional.of(next.feedback());
        return next;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
