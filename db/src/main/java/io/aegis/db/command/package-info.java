/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The database's part of the operator's command line. It issues and revokes keys, rolls models back, and announces maintenance.
 */
package io.aegis.db.command;
