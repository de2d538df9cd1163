/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.monitoring.Series;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stored series, for people.
 *
 * @param id of the database
 * @param series its type and labels
 * @param warmup samples of the warm-up that it was first sent with; empty for the service's own
 * @param createdAt when it was first seen
 * @param last what was said of it last; empty for one that was not scored since this is noted
 * @param alerting whether its newest sample alerts and is not old
 */
public record SeriesRow(
        long id,
        Series series,
        OptionalInt warmup,
        Instant createdAt,
        Optional<SeriesVerdict> last,
        boolean alerting) {}
