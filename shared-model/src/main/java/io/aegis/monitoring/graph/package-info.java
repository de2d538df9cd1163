/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Who calls whom, how often, with what success and how fast, by the minute. Spans of traces tell it; the traces themselves are not
 * kept.
 */
package io.aegis.monitoring.graph;
