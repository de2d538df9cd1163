/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;

/** A sample of a series. */
record SeriesSample(Series series, Measurement sample) {}
