/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.util.OptionalDouble;

/**
 * That a service calls another.
 *
 * @param caller who calls
 * @param callee who is called
 * @param slower by how many standard deviations its calls take longer than before; empty where they were not measured
 */
public record CallEdge(String caller, String callee, OptionalDouble slower) {}
