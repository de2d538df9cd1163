/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.overview.TrendDimension;
import java.util.Optional;
import java.util.UUID;

/**
 * Which texts a series counts.
 *
 * @param by what it counts by
 * @param value of these; own topics by their number, groups by their id
 */
public record SeriesName(TrendDimension by, String value) {

    /** The group that it counts. */
    public Optional<UUID> group() {
        return by == TrendDimension.GROUP ? Optional.of(UUID.fromString(value)) : Optional.empty();
    }
}
