/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Templates of log lines and how many lines of each a minute had.
 * Written behind by the online API, read when a process goes on from what is known.
 */
package io.aegis.db.logs;
