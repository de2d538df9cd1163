/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import io.aegis.deadline.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells up to which moment this process has noticed what arrived at its sockets. A byte goes through a pipe to a virtual thread that
 * waits for it as the threads of connections wait for requests, so it stands in the same queue of those that are to go on: with two
 * thousand requests at once and two cores that queue takes seconds, in which a connection seems silent although its request is there.
 * {@link #send} is to be called regularly.
 */
public final class ArrivalProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArrivalProbe.class);

    private final Ticker ticker;
    private final Pipe pipe;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile long sent;
    private volatile long noticed;

    private ArrivalProbe(Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.noticed = ticker.nanos();
        this.pipe = Pipe.open();
    }

    /**
     * A probe that has noticed nothing since it was made.
     *
     * @throws IOException without two more descriptors
     */
    public static ArrivalProbe open(Ticker ticker) throws IOException {
        ArrivalProbe probe = new ArrivalProbe(ticker);
        Thread.ofVirtual().name("arrival-probe").start(probe::read);
        return probe;
    }

    /** Sends the next byte, unless the one before is still under way. */
    public void send() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        sent = ticker.nanos();
        try {
            pipe.sink().write(ByteBuffer.allocate(1));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the arrival probe is closed");
        }
    }

    /** Whether everything was noticed that arrived before this moment, in nanoseconds of the ticker. */
    public boolean noticed(long moment) {
        return noticed - moment >= 0;
    }

    private void read() {
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            while (pipe.source().read(one.clear()) > 0) {
                noticed = sent;
                underWay.set(false);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the arrival probe is closed");
        }
    }

    @Override
    public void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the arrival probe did not close");
        }
    }
}
