/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

/**
 * How many connections a process keeps. On two cores more of them only queue inside the server.
 *
 * @param reads for queries of one statement
 * @param transactions for everything that writes
 */
public record PoolSizes(int reads, int transactions) {

    /** For one process on a small machine. */
    public static final PoolSizes DEFAULT = new PoolSizes(8, 8);

    /** Refuses an empty pool. */
    public PoolSizes {
        if (reads < 1 || transactions < 1) {
            throw new IllegalArgumentException("a pool needs at least one connection");
        }
    }
}
