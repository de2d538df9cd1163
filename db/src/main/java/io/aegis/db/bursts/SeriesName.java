/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.db.overview.TrendDimension;

/**
 * Which texts a series counts.
 *
 * @param by what it counts by
 * @param value of these; own topics by their number
 */
public record SeriesName(TrendDimension by, String value) {}
