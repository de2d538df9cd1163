/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reads that may be a little old, from a replica of the database. The primary answers whenever the replica does not, or is too
 * far behind; what a write decides by never comes from here.
 */
package io.aegis.db.replica;
