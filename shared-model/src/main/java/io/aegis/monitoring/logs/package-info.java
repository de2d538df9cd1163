/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Log mining: templates of log lines, their history by the minute, and what the lines of a window say against it.
 * {@link io.aegis.monitoring.logs.TemplateMiner} finds the templates while lines stream by.
 */
package io.aegis.monitoring.logs;
