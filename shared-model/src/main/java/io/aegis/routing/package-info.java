/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Rules by which feedback is routed: a condition over what is known of a row, and what is to be done where it holds. Operators
 * write them, so what an evaluation may cost is bounded.
 */
package io.aegis.routing;
