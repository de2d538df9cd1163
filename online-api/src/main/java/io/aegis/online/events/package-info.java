/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Server-sent events: live views are told what changed, whichever process changed it. One poll of the database serves all views
 * of a process.
 */
package io.aegis.online.events;
