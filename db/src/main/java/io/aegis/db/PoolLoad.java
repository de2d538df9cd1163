/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

/**
 * How busy a connection pool is.
 *
 * @param busy pieces of work that have a connection, or are about to get one
 * @param waiting pieces of work that wait for one
 */
public record PoolLoad(int busy, int waiting) {}
