/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Meters of the process in the format of Prometheus. What is counted is counted where it happens; this package names and exports it.
 */
package io.aegis.online.telemetry;
