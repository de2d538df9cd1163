/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What changed lately, whoever changed it: what live views are told. Views ask by a cursor, so none misses a change and none is
 * told twice.
 */
package io.aegis.db.changes;
