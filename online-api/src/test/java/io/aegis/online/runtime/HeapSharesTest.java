/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapSharesTest {

    private static final long MEBIBYTE = 1 << 20;

    /** Megabytes of a heap, of which {@code -Xmx} is a fortieth more, and what the documentation promises for them. */
    @ParameterizedTest
    @CsvSource({"292, 10000", "499, 21000", "1462, 100000", "8000, 100000", "32, 1"})
    void a_heap_holds_so_many_series(long megabytes, int series) {
        assertThat(new HeapShares(megabytes << 20).series()).isBetween(series, series + 1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {208, 280, 512, 1_500, 8_000})
    void all_bounds_together_fit(long megabytes) {
        HeapShares heap = new HeapShares(megabytes * MEBIBYTE);

        long all = heap.requests()
                + heap.connections() * (24L << 10)
                + heap.waitingSamples() * 64L
                + heap.trackedSeries() * 650L
                + heap.series() * 9_400L
                + 50 * MEBIBYTE;
        assertThat(all).isLessThan(heap.heap() * 98 / 100);
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "292, 2070", "4096, 8000"})
    void connections_are_bounded_and_never_none(long megabytes, int connections) {
        assertThat(new HeapShares(megabytes * MEBIBYTE).connections()).isBetween(connections, connections + 20);
    }
}
