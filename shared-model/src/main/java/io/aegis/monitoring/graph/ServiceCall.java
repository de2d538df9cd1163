/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.graph;

import java.time.Duration;
import java.time.Instant;

/**
 * One call of a service by another.
 *
 * @param caller the name of who called
 * @param callee the name of who was called
 * @param at when it began
 * @param took how long, as the caller saw it
 * @param failed whether either of them says so
 */
public record ServiceCall(String caller, String callee, Instant at, Duration took, boolean failed) {}
