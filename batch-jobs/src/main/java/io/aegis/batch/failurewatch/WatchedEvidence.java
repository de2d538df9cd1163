/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import io.aegis.monitoring.failure.CountedLogs;
import java.time.Instant;

/**
 * What all services of one run are judged by, besides their own samples.
 *
 * @param now when the run began
 * @param services how many are judged in all
 * @param logs what is counted of their lines
 * @param calls between them
 */
record WatchedEvidence(Instant now, int services, CountedLogs logs, WatchedCalls calls) {}
