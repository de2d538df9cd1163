/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import java.time.Duration;

/**
 * How much waits in the queue of launches.
 *
 * @param queued requests that are not launched
 * @param oldest age of the oldest of them; zero when there is none
 * @param leaseOverdue since when a lease on one of them has run out unused; zero when none has
 */
public record RequestDepth(long queued, Duration oldest, Duration leaseOverdue) {}
