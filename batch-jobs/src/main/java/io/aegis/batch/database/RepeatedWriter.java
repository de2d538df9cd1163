/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a chunk in a transaction of its own, and does it over when the database gave up a lock (a deadlock, or somebody who held
 * it for long): for steps that ask the database what is left to do, and so need not commit together with what Spring Batch
 * notes. A chunk's own transaction could not be repeated. Used by one thread.
 *
 * @param writer of chunks; it has no other effects than those in the database
 * @param transactions begin and end here
 * @param <T> what is written
 */
public record RepeatedWriter<T>(ItemWriter<T> writer, PlatformTransactionManager transactions)
        implements ItemWriter<T> {

    /** Each has waited for the lock as long as the server lets it. */
    static final int MOST_ATTEMPTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedWriter.class);

    /** Carries what a writer throws out of a transaction. */
    private static final class WriteFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Exception thrown;

        WriteFailure(Exception thrown) {
            super(thrown);
            this.thrown = thrown;
        }
    }

    @Override
    public void write(Chunk<? extends T> chunk) throws Exception {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        for (int attempt = 1; ; attempt++) {
            try {
                own.executeWithoutResult(_ -> writeWithin(chunk));
                return;
            } catch (RuntimeException e) {
                if (attempt == MOST_ATTEMPTS || !PassingFailure.isAboutLocks(e)) {
                    throw e instanceof WriteFailure failure ? failure.thrown : e;
                }
                LOG.debug("a chunk is written again, attempt {}", attempt + 1);
            }
        }
    }

    private void writeWithin(Chunk<? extends T> chunk) {
        try {
            writer.write(chunk);
        } catch (Exception e) {
            throw new WriteFailure(e);
        }
    }
}
