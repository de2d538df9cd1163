/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The counts of a part as of its last commit. Spring Batch counts what a chunk read and skipped also when the chunk is rolled
 * back; who goes on with the part, and reads it again, begins from these.
 */
final class PartitionCounts {

    private static final String OF = "counts.of";
    private static final String READ = "counts.read";
    private static final String WRITTEN = "counts.written";
    private static final String FILTERED = "counts.filtered";
    private static final String READ_SKIPPED = "counts.read_skipped";
    private static final String PROCESS_SKIPPED = "counts.process_skipped";
    private static final String WRITE_SKIPPED = "counts.write_skipped";

    private PartitionCounts() {}

    /** Keeps them in the execution context, which commits with the chunk. */
    static void keep(StepExecution execution) {
        ExecutionContext context = execution.getExecutionContext();
        context.putLong(OF, execution.getId());
        context.putLong(READ, execution.getReadCount());
        context.putLong(WRITTEN, execution.getWriteCount());
        context.putLong(FILTERED, execution.getFilterCount());
        context.putLong(READ_SKIPPED, execution.getReadSkipCount());
        context.putLong(PROCESS_SKIPPED, execution.getProcessSkipCount());
        context.putLong(WRITE_SKIPPED, execution.getWriteSkipCount());
    }

    /** Goes back to them; to nothing, when this execution has not committed, whatever one before it has. */
    static void restore(StepExecution execution) {
        ExecutionContext context = execution.getExecutionContext();
        boolean own = context.getLong(OF, -1) == execution.getId();
        execution.setReadCount(own ? context.getLong(READ) : 0);
        execution.setWriteCount(own ? context.getLong(WRITTEN) : 0);
        execution.setFilterCount(own ? context.getLong(FILTERED) : 0);
        execution.setReadSkipCount(own ? context.getLong(READ_SKIPPED) : 0);
        execution.setProcessSkipCount(own ? context.getLong(PROCESS_SKIPPED) : 0);
        execution.setWriteSkipCount(own ? context.getLong(WRITE_SKIPPED) : 0);
    }
}
