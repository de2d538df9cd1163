/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Alerts on their way out: written with what gave cause, claimed by lease, delivered at least once. */
package io.aegis.db.outbox;
