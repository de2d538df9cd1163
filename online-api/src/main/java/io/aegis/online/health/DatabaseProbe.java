/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import io.aegis.deadline.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what the database last said. {@link #refresh} is to be called every second by a thread that may block; asking
 * for the state never does. An answer that is too old counts as none, so that a hanging check shows. Thread-safe.
 */
public final class DatabaseProbe {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);

    /** What is known of the database. */
    public enum State {
        /** It does not answer. */
        UNREACHABLE,
        /** It answers, but its schema is not the one that this process was built for. */
        OUTDATED,
        /** All is well. */
        CURRENT
    }

    private record Seen(State state, long at) {}

    private final DatabaseCheck check;
    private final Ticker ticker;
    private final Duration goodFor;
    private volatile Seen last;

    /**
     * A probe that has not asked yet.
     *
     * @param check asks
     * @param ticker measures how old an answer is
     * @param goodFor how old an answer may get
     */
    public DatabaseProbe(DatabaseCheck check, Ticker ticker, Duration goodFor) {
        this.check = check;
        this.ticker = ticker;
        this.goodFor = goodFor;
        this.last = new Seen(State.UNREACHABLE, ticker.nanos());
    }

    /** Asks the database. May block for as long as the check does. */
    public void refresh() {
        State before = last.state();
        State now = ask();
        last = new Seen(now, ticker.nanos());
        if (now != before) {
            LOG.atInfo().addKeyValue("state", now).log("the database's state changed");
        }
    }

    private State ask() {
        try {
            return check.schemaCurrent() ? State.CURRENT : State.OUTDATED;
        } catch (Exception e) {
            return State.UNREACHABLE;
        }
    }

    /** What the database last said, if that is not too long ago. */
    public State state() {
        Seen seen = last;
        boolean fresh = ticker.nanos() - seen.at() <= goodFor.toNanos();
        return fresh ? seen.state() : State.UNREACHABLE;
    }
}
