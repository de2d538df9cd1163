/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Failures of services, found in metrics and logs together: {@link io.aegis.monitoring.logs.TemplateMiner} reads logs. It names
 * the kind, the services concerned, and the likely cause.
 */
package io.aegis.monitoring.failure;
