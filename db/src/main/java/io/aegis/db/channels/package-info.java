/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Channels that operators made, as they are stored: where they lead is sealed, and how their last delivery ended stands beside
 * it. Alerts on their way to them are the outbox's.
 */
package io.aegis.db.channels;
