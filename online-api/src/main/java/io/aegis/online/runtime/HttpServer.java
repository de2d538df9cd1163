/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import io.aegis.connection.Connections;
import io.aegis.online.http.ApiRouter;
import io.aegis.online.http.Overload;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.connection.BoundedHttp;
import io.aegis.online.http.connection.UndecodedBodies;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening server, from its start to a stop that loses no request. {@link #watch} is to be called every few seconds: where
 * listening has ended for want of descriptors, it begins again.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Connections waiting to be accepted; a burst of 2,000 has to fit. */
    private static final int BACKLOG = 4096;

    /** Cuts whatever is silent, or streams, for longer; uploads of a gigabyte have to fit. */
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Enough for connections that are between requests: those inside one are awaited before. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    /** Longer than a client takes to read that it is to go elsewhere, and to do so. */
    private static final Duration QUIET = Duration.ofMillis(250);

    private static final int MOST_WAITS = 20;

    private final ApiRouter router;
    private final RouteTable table;
    private final Connections connections;
    private final Overload overload;
    private final Duration grace;
    private final InetAddress address;
    private final int port;
    private volatile WebServer server;
    private volatile boolean accepting = true;
    private volatile boolean closed;

    private HttpServer(
            InetAddress address,
            int port,
            ApiRouter router,
            RouteTable table,
            Connections connections,
            Overload overload,
            Duration grace)
            throws IOException {
        this.router = router;
        this.table = table;
        this.connections = connections;
        this.overload = overload;
        this.grace = grace;
        this.address = address;
        this.server = listen(port);
        this.port = server.port();
    }

    /**
     * Starts listening.
     *
     * @param address to bind
     * @param port 0 takes any free one
     * @param router routes the requests
     * @param table the routes behind it
     * @param connections how many there may be
     * @param overload counts who is inside
     * @param grace how long a stop waits for those
     * @throws IOException when the address cannot be bound
     */
    public static HttpServer start(
            InetAddress address,
            int port,
            ApiRouter router,
            RouteTable table,
            Connections connections,
            Overload overload,
            Duration grace)
            throws IOException {
        return new HttpServer(address, port, router, table, connections, overload, grace);
    }

    private WebServer listen(int wanted) throws IOException {
        WebServer listening = WebServer.builder()
                .address(address)
                .port(wanted)
                .backlog(BACKLOG)
                .maxTcpConnections(connections.most())
                .idleConnectionTimeout(IDLE)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new BoundedHttp(connections))
                .contentEncoding(new UndecodedBodies())
                .directHandlers(router.directHandlers())
                .shutdownGracePeriod(CLOSING)
                .shutdownHook(false)
                .routing(routing -> router.install(routing, table))
                .build()
                .start();
        if (!listening.isRunning()) {
            throw new IOException(
                    "cannot listen on " + address.getHostAddress() + " port " + wanted + "; is another process there?");
        }
        return listening;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Whether new connections are taken, as far as is known. */
    public boolean accepting() {
        return accepting;
    }

    /** Looks whether new connections are taken, and listens again where they are not. */
    public void watch() {
        if (closed || reachable()) {
            accepting = true;
            return;
        }
        accepting = false;
        LOG.error("no connections are accepted any more; listening again");
        try {
            server = listen(port);
            accepting = true;
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("listening again has to wait");
        }
    }

    /** Whether a connection is refused tells; where none can be made for other reasons, nothing is known. */
    private boolean reachable() {
        InetAddress here = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try (SocketChannel probe = SocketChannel.open(new InetSocketAddress(here, port))) {
            return probe.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return accepting;
        }
    }

    /** What Helidon runs, for tests that break it. */
    WebServer listening() {
        return server;
    }

    /** Refuses new requests, waits for those inside and until no more come, for a few seconds, then stops listening. */
    @Override
    public void close() {
        try {
            if (!overload.drain(grace)) {
                LOG.warn("some requests were not done in time and are cut off");
            }
            overload.awaitQuiet(QUIET, MOST_WAITS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        server.stop();
    }
}
