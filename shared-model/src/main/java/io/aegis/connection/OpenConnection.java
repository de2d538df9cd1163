/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import io.aegis.deadline.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** What one connection waits for, and since when. Its own thread tells; any other may ask, or close it. */
public final class OpenConnection {

    private enum Waiting {
        /** For the first byte of its first head. */
        FIRST_REQUEST,
        /** For the first byte of a further head. */
        REQUEST,
        /** For the rest of a head. */
        HEAD,
        /** For the rest of a body that was not read by whoever answered. */
        REST,
        /** For nothing: a request is being answered. */
        NOTHING
    }

    private record State(Waiting waiting, long since) {}

    private final InetAddress peer;
    private final Runnable closing;
    private final Ticker ticker;
    private BooleanSupplier betweenRequests = () -> true;
    private volatile State state;

    OpenConnection(InetAddress peer, Runnable closing, Ticker ticker) {
        this.peer = peer;
        this.closing = closing;
        this.ticker = ticker;
        this.state = new State(Waiting.FIRST_REQUEST, ticker.nanos());
    }

    /** Whoever opened it. */
    InetAddress peer() {
        return peer;
    }

    /** From now on this tells whether what is read belongs to the first line of a request. */
    public void reading(BooleanSupplier firstLine) {
        betweenRequests = firstLine;
    }

    /** Something is about to be read. */
    public void waits() {
        if (state.waiting() == Waiting.NOTHING && betweenRequests.getAsBoolean()) {
            state = new State(Waiting.REQUEST, ticker.nanos());
        }
    }

    /** Something was read. */
    public void got() {
        if (state.waiting() == Waiting.REQUEST || state.waiting() == Waiting.FIRST_REQUEST) {
            state = new State(Waiting.HEAD, ticker.nanos());
        }
    }

    /** A head was read as a whole. */
    public void headRead() {
        state = new State(Waiting.NOTHING, ticker.nanos());
    }

    /** A request was answered; its body may not have come as a whole. To be told by servers that read on by themselves. */
    public void answered() {
        state = new State(Waiting.REST, ticker.nanos());
    }

    /** All of the request was read that was answered last, if any was: nothing is waited for but the next one. */
    public void restRead() {
        if (state.waiting() == Waiting.REST) {
            state = new State(Waiting.REQUEST, ticker.nanos());
        }
    }

    /**
     * The moment from which it may be closed without loss of a request, in nanoseconds of the ticker; empty while one is answered.
     *
     * @param beginning how long its peer may take to begin, and to end what it began
     * @param between how long it may be silent between requests
     */
    OptionalLong yieldsFrom(Duration beginning, Duration between) {
        State now = state;
        return switch (now.waiting()) {
            case FIRST_REQUEST, HEAD, REST -> OptionalLong.of(now.since() + beginning.toNanos());
            case REQUEST -> OptionalLong.of(now.since() + between.toNanos());
            case NOTHING -> OptionalLong.empty();
        };
    }

    /** For how long it has waited for what it waits for. */
    Duration waited() {
        return Duration.ofNanos(ticker.nanos() - state.since());
    }

    /** Whether it waited for longer than it may. */
    boolean tooLong(Duration head, Duration idle) {
        State now = state;
        return switch (now.waiting()) {
            case FIRST_REQUEST, REQUEST -> waited().compareTo(idle) > 0;
            case HEAD, REST -> waited().compareTo(head) > 0;
            case NOTHING -> false;
        };
    }

    /** Closes it: its thread sees the end of what comes. */
    void close() {
        try {
            closing.run();
        } catch (RuntimeException e) {
            // Its peer, or its own thread, was faster.
            return;
        }
    }
}
