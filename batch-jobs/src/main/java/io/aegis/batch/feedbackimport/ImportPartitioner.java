/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportPart;
import io.aegis.db.imports.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Tells each part's step execution where the part lies.
 *
 * @param parts of the file
 */
record ImportPartitioner(List<ImportPart> parts) implements Partitioner {

    private static final String START = "start";
    private static final String START_LINE = "start_line";
    private static final String END = "end";

    /** As many as there are, whatever size of grid is asked for. */
    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        for (ImportPart part : parts) {
            ExecutionContext context = new ExecutionContext();
            context.putLong(START, part.start().bytes());
            context.putLong(START_LINE, part.start().line());
            context.putLong(END, part.end());
            contexts.put(String.format("%06d", part.number()), context);
        }
        return contexts;
    }

    /** Where a part begins. */
    static Position start(ExecutionContext context) {
        return new Position(context.getLong(START), context.getLong(START_LINE));
    }

    /** Staged bytes before what follows a part. */
    static long end(ExecutionContext context) {
        return context.getLong(END);
    }
}
