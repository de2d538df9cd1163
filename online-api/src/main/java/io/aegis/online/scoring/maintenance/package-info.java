/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Maintenance windows: announced, listed and ended over HTTP. What is found in them is judged and stored as ever, and alerts
 * nobody.
 */
package io.aegis.online.scoring.maintenance;
