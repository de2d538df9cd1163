/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.burst.BurstAspect;
import java.util.Optional;
import java.util.UUID;

/**
 * Which texts a series counts.
 *
 * @param by what it counts by
 * @param value of these; own topics by their number, groups by their id
 * @param aspect all of them, or which share of them
 */
public record SeriesName(TrendDimension by, String value, BurstAspect aspect) {

    /** All texts of a kind. */
    public static SeriesName ofTexts(TrendDimension by, String value) {
        return new SeriesName(by, value, BurstAspect.TEXTS);
    }

    /** The group that it counts. */
    public Optional<UUID> group() {
        return by == TrendDimension.GROUP ? Optional.of(UUID.fromString(value)) : Optional.empty();
    }

    /** The same texts, of which another aspect is watched. */
    public SeriesName with(BurstAspect other) {
        return new SeriesName(by, value, other);
    }
}
