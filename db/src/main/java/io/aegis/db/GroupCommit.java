/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets writes that are wanted at the same time share transactions. A write that finds a writer free is made at once and alone,
 * as it would be without this; those that come while all writers are busy wait, and the next writer takes them together:
 * one commit, and one statement for each table, for all of them. So it costs a single caller nothing, and the busier it
 * gets the less each write costs. Thread-safe.
 *
 * @param <T> what is written
 * @param <R> what comes of it
 */
public final class GroupCommit<T, R> {

    /** What a group does with its members. */
    public interface Writing<T, R> {

        /**
         * Writes all in one transaction.
         *
         * @return what came of each, in their order
         * @throws StatementRefusedException when one of them cannot be written, and so nothing was: then each is written alone
         * @throws DatabaseUnavailableException when it was not confirmed in time
         */
        List<R> together(List<T> items, Deadline deadline) throws DatabaseUnavailableException;

        /**
         * Writes one.
         *
         * @throws DatabaseUnavailableException when it was not confirmed in time, or the database refused
         */
        R alone(T item, Deadline deadline) throws DatabaseUnavailableException;
    }

    private record Member<T, R>(T item, Deadline deadline, CompletableFuture<R> result) {}

    private final Writing<T, R> writing;
    private final Executor executor;
    private final int largest;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Member<T, R>> waiting = new ArrayDeque<>();
    private int freeWriters;

    /**
     * Groups writes.
     *
     * @param writers how many transactions at once
     * @param largest how many writes share one at most
     * @param executor runs a task for each busy writer; its tasks block
     */
    public GroupCommit(int writers, int largest, Writing<T, R> writing, Executor executor) {
        if (writers < 1 || largest < 1) {
            throw new IllegalArgumentException("there has to be a writer, and something for it to write");
        }
        this.freeWriters = writers;
        this.largest = largest;
        this.writing = writing;
        this.executor = executor;
    }

    /**
     * Writes, alone or with others.
     *
     * @throws DatabaseUnavailableException when it was not confirmed in time, or the database refused
     */
    public R write(T item, Deadline deadline) throws DatabaseUnavailableException {
        if (takesWriter()) {
            return alone(item, deadline);
        }
        Member<T, R> member = new Member<>(item, deadline, new CompletableFuture<>());
        if (admit(member)) {
            executor.execute(this::work);
        }
        try {
            return member.result().get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            leave(member);
            throw new DatabaseUnavailableException("the database did not confirm before the deadline", e);
        } catch (InterruptedException e) {
            leave(member);
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("interrupted while waiting for the database", e);
        } catch (ExecutionException e) {
            throw translated(e);
        }
    }

    /** How many wait for a writer. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a writer is free, and nobody was here before; then the caller is that writer. */
    private boolean takesWriter() {
        lock.lock();
        try {
            boolean free = freeWriters > 0 && waiting.isEmpty();
            if (free) {
                freeWriters--;
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** On the caller's own thread, which saves two changes of threads; those who have come meanwhile are left to another. */
    private R alone(T item, Deadline deadline) throws DatabaseUnavailableException {
        try {
            return writing.alone(item, deadline);
        } finally {
            List<Member<T, R>> group = next();
            if (!group.isEmpty()) {
                executor.execute(() -> work(group));
            }
        }
    }

    /** Whether a writer has to be started for it. */
    private boolean admit(Member<T, R> member) {
        lock.lock();
        try {
            waiting.add(member);
            if (freeWriters == 0) {
                return false;
            }
            freeWriters--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits no longer is not written, unless that has begun. */
    private void leave(Member<T, R> member) {
        lock.lock();
        try {
            waiting.remove(member);
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        work(next());
    }

    private void work(List<Member<T, R>> first) {
        List<Member<T, R>> group = first;
        while (!group.isEmpty()) {
            settle(group);
            group = next();
        }
    }

    /** Who waited longest, up to the largest group; nobody when the writer is free from now on. */
    private List<Member<T, R>> next() {
        lock.lock();
        try {
            List<Member<T, R>> group = new ArrayList<>(Math.min(largest, waiting.size()));
            while (group.size() < largest && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
            if (group.isEmpty()) {
                freeWriters++;
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void settle(List<Member<T, R>> group) {
        if (group.size() == 1) {
            settleAlone(group.getFirst());
            return;
        }
        try {
            List<R> results = writing.together(group.stream().map(Member::item).toList(), latest(group));
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result().complete(results.get(i));
            }
        } catch (StatementRefusedException _) {
            // One that the database will not have costs the others nothing but the time.
            group.forEach(this::settleAlone);
        } catch (DatabaseUnavailableException | RuntimeException | Error e) {
            group.forEach(member -> member.result().completeExceptionally(e));
        }
    }

    private void settleAlone(Member<T, R> member) {
        try {
            member.result().complete(writing.alone(member.item(), member.deadline()));
        } catch (DatabaseUnavailableException | RuntimeException | Error e) {
            member.result().completeExceptionally(e);
        }
    }

    /** Each member waits by its own deadline; the transaction is worth going on with until the last of them. */
    private static <T, R> Deadline latest(List<Member<T, R>> group) {
        Deadline latest = group.getFirst().deadline();
        for (Member<T, R> member : group) {
            if (member.deadline().remainingNanos() > latest.remainingNanos()) {
                latest = member.deadline();
            }
        }
        return latest;
    }

    private static DatabaseUnavailableException translated(ExecutionException failed) {
        return switch (failed.getCause()) {
            case DatabaseUnavailableException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(failed);
        };
    }
}
