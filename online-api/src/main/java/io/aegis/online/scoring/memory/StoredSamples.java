/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SampleReader;
import io.aegis.db.series.SamplesSinceReader;

/**
 * Stored series and their samples, as the memory reads them.
 *
 * @param all whatever is stored of a series
 * @param since what came lately, of many series at once
 */
public record StoredSamples(SampleReader all, SamplesSinceReader since) {}
