/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.ReplicaRegister.Replica;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether other processes judge the same series. As long as there may be some, each reads what the others stored before it
 * judges, and stores before it answers; one that is alone need not. A process says that it is there before it serves, and
 * all learn of it within {@link #EVERY}. Thread-safe.
 */
public final class Replicas {

    /** How often a process says that it is there. */
    public static final Duration EVERY = Duration.ofSeconds(1);

    /** Nanoseconds in which whoever thought itself alone learns better, and stores what it kept back. */
    static final long LEARNING = EVERY.multipliedBy(3).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

    /** Where processes say that they are there. */
    public interface Register {

        /** Says so, with what waits to be stored, and gives the others. */
        List<Replica> beat(int waiting) throws DatabaseUnavailableException;

        /** Says that this process ends. */
        void end() throws DatabaseUnavailableException;
    }

    private final Register register;
    private final IntSupplier waiting;
    private final Ticker ticker;
    private final Set<UUID> met = new HashSet<>();
    private volatile boolean shared;
    private volatile boolean holdingBack;
    private volatile long metAt;
    private volatile boolean learning;

    private Replicas(Register register, IntSupplier waiting, Ticker ticker, boolean shared) {
        this.register = register;
        this.waiting = waiting;
        this.ticker = ticker;
        this.shared = shared;
    }

    /**
     * Not known yet: others are taken to be there until the register says that there are none.
     *
     * @param register of the processes
     * @param waiting samples of this process that are not stored yet
     */
    public static Replicas of(Register register, IntSupplier waiting, Ticker ticker) {
        return new Replicas(register, waiting, ticker, true);
    }

    /** A process that is alone whatever comes. */
    public static Replicas alone() {
        return new Replicas(new Nobody(), () -> 0, Ticker.system(), false);
    }

    private static final class Nobody implements Register {

        @Override
        public List<Replica> beat(int waiting) {
            return List.of();
        }

        @Override
        public void end() {
            // Nobody was told of a beginning.
        }
    }

    /** Whether there may be others. */
    public boolean shared() {
        return shared;
    }

    /** Whether another one may have judged samples that it has not stored yet. */
    public boolean behind() {
        return shared && (holdingBack || (learning && ticker.nanos() - metAt < LEARNING));
    }

    /**
     * The first sign of life, before this process serves.
     *
     * @return how long to wait with that, until others who thought themselves alone have learned of this one
     */
    public Duration begin() {
        beat();
        return met() ? EVERY.plus(EVERY.dividedBy(2)) : Duration.ZERO;
    }

    private synchronized boolean met() {
        return !met.isEmpty();
    }

    /** Says that this process is there, and looks who else is. To be called every {@link #EVERY}, by one thread. */
    public synchronized void beat() {
        try {
            List<Replica> others = register.beat(waiting.getAsInt());
            Set<UUID> there = others.stream().map(Replica::id).collect(Collectors.toSet());
            if (!met.containsAll(there)) {
                metAt = ticker.nanos();
                learning = true;
            }
            met.clear();
            met.addAll(there);
            holdingBack = others.stream().anyMatch(other -> other.waiting() > 0);
            shared = !others.isEmpty();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Whether there are other replicas is not known now: {}", e.getMessage());
        }
    }

    /** Says that this process ends. */
    public void end() {
        try {
            register.end();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The others find out by themselves: {}", e.getMessage());
        }
    }
}
