/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackHealing.Due;
import java.time.Duration;
import java.time.Instant;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What one execution of the healing step has done so far, kept in its execution context, where operators see it. */
final class HealingRun {

    private static final String FAILED_BEFORE = "failed_before";
    private static final String LEAST_AGE = "least_age_s";
    private static final String HEALED = "healed";
    private static final String SUPERSEDED = "superseded";
    private static final String FAILED = "failed";
    private static final String REFUSED = "refused";
    private static final String WAITS = "waits";

    private final ExecutionContext context;

    HealingRun(ExecutionContext context) {
        this.context = context;
    }

    boolean begun() {
        return context.containsKey(FAILED_BEFORE);
    }

    void begin(Due due) {
        context.putString(FAILED_BEFORE, due.failedBefore().toString());
        context.putLong(LEAST_AGE, due.age().toSeconds());
        context.putInt(WAITS, 0);
    }

    Due due() {
        return new Due(Duration.ofSeconds(context.getLong(LEAST_AGE)), Instant.parse(context.getString(FAILED_BEFORE)));
    }

    void add(long healed, long superseded, long failed, long refused) {
        context.putLong(HEALED, context.getLong(HEALED, 0) + healed);
        context.putLong(SUPERSEDED, context.getLong(SUPERSEDED, 0) + superseded);
        context.putLong(FAILED, context.getLong(FAILED, 0) + failed);
        context.putLong(REFUSED, context.getLong(REFUSED, 0) + refused);
        if (healed + superseded + refused > 0) {
            context.putInt(WAITS, 0);
        }
    }

    /** Counts a wait since an LLM last answered. */
    int waited() {
        int waits = context.getInt(WAITS, 0) + 1;
        context.putInt(WAITS, waits);
        return waits;
    }

    String summary() {
        long refused = context.getLong(REFUSED, 0);
        return "healed " + context.getLong(HEALED, 0) + ", superseded " + context.getLong(SUPERSEDED, 0) + ", put off "
                + context.getLong(FAILED, 0) + (refused == 0 ? "" : ", refused by the LLM " + refused);
    }
}
