/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.monitoring.failure.FailureType;
import java.time.Instant;
import java.util.Optional;

/**
 * A failure that a list of failures tells of.
 *
 * @param service where
 * @param from when it began
 * @param to when it was over, if the list says
 * @param type what it was
 */
record KnownFailure(String service, Instant from, Optional<Instant> to, FailureType type) {}
