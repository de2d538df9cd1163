/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import io.aegis.deadline.Deadline;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One read of the database for all who ask the same at once. At most one is under way and one waits; whoever asks while one is
 * under way shares the one that waits, as what is under way may have begun before what the asker has seen: nobody is told what was
 * true before they asked. Thread-safe.
 *
 * @param <R> what is read, to be shared
 */
public final class SingleFlight<R> {

    private Optional<Flight<R>> underWay = Optional.empty();
    private Optional<Flight<R>> waiting = Optional.empty();

    /** What reads it. */
    @FunctionalInterface
    public interface Reading<R> {

        /** Reads. */
        R read() throws DatabaseUnavailableException;
    }

    /** Who shares a flight, or leads one behind another. */
    private record Place<R>(Flight<R> flight, boolean leads, Optional<Flight<R>> before) {}

    /** One read. */
    private static final class Flight<R> {

        private final CompletableFuture<R> result = new CompletableFuture<>();
    }

    /**
     * Reads, or shares what another reads that begins from now on.
     *
     * @param deadline after which nothing is waited for; the reading keeps one of its own
     * @throws DatabaseUnavailableException when it fails, for all who share it
     */
    public R read(Deadline deadline, Reading<R> reading) throws DatabaseUnavailableException {
        Place<R> place = enter();
        if (!place.leads()) {
            return outcome(place.flight().result, deadline);
        }
        try {
            if (place.before().isPresent()) {
                // Whatever becomes of it.
                outcome(place.before().get().result.handle((_, _) -> true), deadline);
            }
            begin(place.flight());
            place.flight().result.complete(reading.read());
        } catch (DatabaseUnavailableException | RuntimeException e) {
            place.flight().result.completeExceptionally(e);
            throw e;
        } finally {
            leave(place.flight());
        }
        return place.flight().result.join();
    }

    private synchronized Place<R> enter() {
        if (waiting.isPresent()) {
            return new Place<>(waiting.get(), false, Optional.empty());
        }
        Flight<R> mine = new Flight<>();
        Optional<Flight<R>> before = underWay;
        if (before.isPresent()) {
            waiting = Optional.of(mine);
        } else {
            underWay = Optional.of(mine);
        }
        return new Place<>(mine, true, before);
    }

    private synchronized void begin(Flight<R> mine) {
        waiting = waiting.filter(flight -> flight != mine);
        underWay = Optional.of(mine);
    }

    private synchronized void leave(Flight<R> mine) {
        waiting = waiting.filter(flight -> flight != mine);
        underWay = underWay.filter(flight -> flight != mine);
        // Whatever ended it: nobody waits for ever.
        mine.result.completeExceptionally(new DatabaseUnavailableException("the read that was shared ended early"));
    }

    private static <R> R outcome(CompletableFuture<R> flight, Deadline deadline) throws DatabaseUnavailableException {
        try {
            return flight.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new DatabaseUnavailableException("the read that was shared failed", e);
        } catch (TimeoutException e) {
            throw new DatabaseUnavailableException("the read that was shared took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("interrupted while another read", e);
        }
    }
}
