/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.dedupe;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Request coalescing (single flight) of identical texts: the first one leads, the others share what it brings home. Thread-safe.
 *
 * @param <R> what a flight brings home
 */
public final class Flights<R> {

    private final ConcurrentMap<ContentHash, CompletableFuture<R>> underWay = new ConcurrentHashMap<>();

    /** No flights yet. */
    public Flights() {}

    /**
     * Joins the flight of a text, or opens one.
     *
     * @param mine the future to be shared if this caller leads; the leader calls {@link #land} and then completes it, so
     *     that those who get nothing by it and join again find another flight, or lead
     * @return the leader's future to wait for, or empty when this caller leads
     */
    public Optional<CompletableFuture<R>> join(ContentHash hash, CompletableFuture<R> mine) {
        return Optional.ofNullable(underWay.putIfAbsent(hash, mine));
    }

    /** Ends a flight; the next identical text opens a new one. Only the leader's own flight is ended. */
    public void land(ContentHash hash, CompletableFuture<R> mine) {
        underWay.remove(hash, mine);
    }

    /** How many are under way. */
    public int size() {
        return underWay.size();
    }
}
