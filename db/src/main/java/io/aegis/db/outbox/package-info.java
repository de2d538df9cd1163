/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Alerts on their way out: written with what gave cause, claimed by lease, delivered at least once. A lease that runs out gives
 * an alert to the next who looks.
 */
package io.aegis.db.outbox;
