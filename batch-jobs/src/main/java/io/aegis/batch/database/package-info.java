/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The ways to the database. Spring's data source and transactions, on which DbClient's statements run, so that a chunk and its
 * record commit together.
 */
package io.aegis.batch.database;
