/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import io.aegis.db.bursts.Came;
import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.monitoring.burst.BurstWatch;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.monitoring.burst.ShareWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches the texts of one kind: how many come and, where that says anything, which share of them is negative, and urgent. Not thread-safe.
 */
final class KindWatch {

    private final BurstWatch texts = new BurstWatch();
    private final Optional<Shares> shares;

    private record Shares(ShareWatch negative, ShareWatch urgent) {}

    private KindWatch(Optional<Shares> shares) {
        this.shares = shares;
    }

    /** Nothing seen yet. */
    static KindWatch of(TrendDimension by) {
        return new KindWatch(
                by.hasAspects()
                        ? Optional.of(
                                new Shares(new ShareWatch(BurstAspect.NEGATIVE), new ShareWatch(BurstAspect.URGENT)))
                        : Optional.empty());
    }

    /**
     * Judges and learns the next span.
     *
     * @param start of it, later than of the one before
     * @return the bursts that it is part of, at most one of each aspect
     */
    List<FeedbackBurst> next(Instant start, Came came) {
        List<FeedbackBurst> found = new ArrayList<>();
        texts.next(start, came.texts()).ifPresent(found::add);
        shares.ifPresent(each -> {
            each.negative().next(start, came.negative(), came.texts()).ifPresent(found::add);
            each.urgent().next(start, came.urgent(), came.texts()).ifPresent(found::add);
        });
        return found;
    }
}
