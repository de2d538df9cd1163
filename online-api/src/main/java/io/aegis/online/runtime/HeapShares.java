/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

/**
 * How the heap is shared out: the bounds of everything whose size follows from what others send, so that all of them together fit
 * even when each is reached at once. What is weighed here was measured by class histograms of a process under that load
 * ({@code ops/aegis drill many-series}).
 *
 * @param heap bytes that may be in use: {@code -Xmx} without the space that a young collection copies into
 */
public record HeapShares(long heap) {

    private static final long MEBIBYTE = 1 << 20;

    /** Code, dictionaries, pools, caches of fixed size and the static table of what is learned. */
    private static final long FIXED = 52 * MEBIBYTE;

    /** Nobody's, so that a collection finds something to free. */
    private static final long RESERVE_PART = 40;

    private static final long REQUESTS_PART = 5;
    private static final long MOST_FOR_REQUESTS = 128 * MEBIBYTE;

    /** Of the default heap room for two thousand clients at once. */
    private static final long CONNECTIONS_PART = 6;

    /** What each holds while idle: two buffers of Helidon's, and the stack of its thread. */
    private static final long CONNECTION = 24 << 10;

    private static final int LEAST_CONNECTIONS = 16;
    private static final int MOST_CONNECTIONS = 8_000;

    private static final long WAITING_PART = 32;
    private static final long WAITING_SAMPLE = 64;

    /** Some 15 MB: several seconds of a backtest, hours of a usual load. */
    private static final int MOST_WAITING_SAMPLES = 250_000;

    private static final long TRACKED_PART = 12;
    private static final long TRACKED_SERIES = 650;
    private static final int LEAST_TRACKED = 1_000;
    private static final int MOST_TRACKED = 200_000;

    /** A detector, and all that belongs to a series. */
    private static final long SERIES = 9_400;

    private static final int MOST_SERIES = 100_000;

    /** A request of 8 MB takes about 60 MB while it is worked on. */
    private static final long PER_LARGE_REQUEST = 128 * MEBIBYTE;

    private static final int MOST_LARGE_REQUESTS = 4;

    /** Those of the heap that this process runs with. */
    static HeapShares ofThisProcess() {
        return new HeapShares(Runtime.getRuntime().maxMemory());
    }

    /** Bytes that all requests under way may hold together. */
    public long requests() {
        return Math.min(heap / REQUESTS_PART, MOST_FOR_REQUESTS);
    }

    /** Requests with large bodies that may be worked on at once. */
    public int largeRequests() {
        return Math.clamp(heap / PER_LARGE_REQUEST, 1, MOST_LARGE_REQUESTS);
    }

    /** Connections that may be open. */
    public int connections() {
        return Math.clamp(heap / CONNECTIONS_PART / CONNECTION, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }

    /** Samples that may wait to be stored. */
    public int waitingSamples() {
        return Math.clamp(heap / WAITING_PART / WAITING_SAMPLE, 1, MOST_WAITING_SAMPLES);
    }

    /** Series of counters and histograms whose last minutes are kept. */
    public int trackedSeries() {
        return Math.clamp(heap / TRACKED_PART / TRACKED_SERIES, LEAST_TRACKED, MOST_TRACKED);
    }

    /** Series that may have a detector: they have what is left. */
    public int series() {
        long left = heap
                - heap / RESERVE_PART
                - FIXED
                - requests()
                - connections() * CONNECTION
                - waitingSamples() * WAITING_SAMPLE
                - trackedSeries() * TRACKED_SERIES;
        return Math.clamp(left / SERIES, 1, MOST_SERIES);
    }
}
