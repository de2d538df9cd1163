/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A data point.
 *
 * @param attributes of it
 * @param started since when it counts, where it says so
 * @param time of it
 * @param counts what it says
 */
record OtlpPoint(Map<String, String> attributes, Optional<Instant> started, Instant time, PointCounts counts) {}
