/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import io.aegis.db.groups.TextGrouping;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.grouping.FingerprintedText;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Groups the rows of a chunk, in its transaction, and tells at the end what came of it. Used by one thread. */
final class GroupingWriter implements ItemWriter<FingerprintedText>, StepExecutionListener {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TextGrouping grouping;
    private final Ticker ticker;
    private long looked;
    private long joined;
    private long founded;

    GroupingWriter(TextGrouping grouping, Ticker ticker) {
        this.grouping = grouping;
        this.ticker = ticker;
    }

    @Override
    public void write(Chunk<? extends FingerprintedText> chunk) throws DatabaseUnavailableException {
        TextGrouping.Grouped grouped = grouping.group(List.copyOf(chunk.getItems()), Deadline.after(ticker, TIMEOUT));
        looked += chunk.size();
        joined += grouped.joined();
        founded += grouped.founded();
    }

    @Override
    public ExitStatus afterStep(StepExecution ended) {
        return ended.getExitStatus()
                .addExitDescription("looked at %d, joined %d, new groups %d".formatted(looked, joined, founded));
    }
}
