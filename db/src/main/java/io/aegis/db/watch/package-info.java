/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the job that judges services without being asked reads and remembers: who sent samples, and what was said last. Several
 * processes may run that job in turn without repeating an alert.
 */
package io.aegis.db.watch;
