/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Maintenance windows that people announced. Processes read all of them every few seconds.
 */
package io.aegis.db.maintenance;
