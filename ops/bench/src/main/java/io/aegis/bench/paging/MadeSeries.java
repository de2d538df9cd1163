/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import java.util.List;
import java.util.OptionalInt;

/**
 * Two weeks of a series, a value a minute.
 *
 * @param kind of which kind
 * @param seed what it was made of
 * @param values as measured
 * @param incidents what was put in; empty where nothing was
 * @param legitimateShift the minute of a move of the level that is no incident
 */
record MadeSeries(
        SeriesKind kind, int seed, List<Double> values, List<InjectedEvent> incidents, OptionalInt legitimateShift) {

    /** Copies the lists. */
    MadeSeries {
        values = List.copyOf(values);
        incidents = List.copyOf(incidents);
    }

    String name() {
        return kind.label() + "-" + seed + (incidents.isEmpty() ? "-quiet" : "-incidents");
    }
}
