/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import io.aegis.db.groups.GroupingResult;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Groups the rows of a chunk, in its transaction, and tells at the end what came of it. Used by one thread.
 *
 * @param <T> what the rows are compared by
 */
final class GroupingWriter<T> implements ItemWriter<T>, StepExecutionListener {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Grouping<T> grouping;
    private final String what;
    private final Ticker ticker;
    private long looked;
    private long joined;
    private long founded;

    /** Groups rows. */
    @FunctionalInterface
    interface Grouping<T> {

        GroupingResult group(List<T> rows, Deadline deadline) throws DatabaseUnavailableException;
    }

    /**
     * A writer for one execution.
     *
     * @param what rows are compared by, in the plural, for an operator
     */
    GroupingWriter(Grouping<T> grouping, String what, Ticker ticker) {
        this.grouping = grouping;
        this.what = what;
        this.ticker = ticker;
    }

    @Override
    public void write(Chunk<? extends T> chunk) throws DatabaseUnavailableException {
        GroupingResult grouped = grouping.group(List.copyOf(chunk.getItems()), Deadline.after(ticker, TIMEOUT));
        looked += chunk.size();
        joined += grouped.joined();
        founded += grouped.founded();
    }

    @Override
    public ExitStatus afterStep(StepExecution ended) {
        return ended.getExitStatus()
                .addExitDescription(
                        "%s: looked at %d, joined %d, new groups %d".formatted(what, looked, joined, founded));
    }
}
