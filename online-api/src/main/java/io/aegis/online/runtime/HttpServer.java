package io.aegis.online.runtime;

import io.aegis.online.http.ApiRouter;
import io.aegis.online.http.Overload;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.connection.BoundedHttp;
import io.aegis.online.http.connection.UndecodedBodies;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening server, from its start to a stop that loses no request. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Connections waiting to be accepted; a burst of 2,000 has to fit. */
    private static final int BACKLOG = 4096;

    /** Each costs a few kilobytes while idle. */
    private static final int MAX_CONNECTIONS = 10_000;

    /** Cuts whatever is silent, or streams, for longer; uploads of a gigabyte have to fit. */
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Enough for connections that are between requests: those inside one are awaited before. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    /** Longer than a client takes to read that it is to go elsewhere, and to do so. */
    private static final Duration QUIET = Duration.ofMillis(250);

    private static final int MOST_WAITS = 20;

    private final WebServer server;
    private final Overload overload;
    private final Duration grace;

    private HttpServer(WebServer server, Overload overload, Duration grace) {
        this.server = server;
        this.overload = overload;
        this.grace = grace;
    }

    /**
     * Starts listening.
     *
     * @param address to bind
     * @param port 0 takes any free one
     * @param router routes the requests
     * @param table the routes behind it
     * @param overload counts who is inside
     * @param grace how long a stop waits for those
     * @throws IOException when the address cannot be bound
     */
    public static HttpServer start(
            InetAddress address, int port, ApiRouter router, RouteTable table, Overload overload, Duration grace)
            throws IOException {
        WebServer server = WebServer.builder()
                .address(address)
                .port(port)
                .backlog(BACKLOG)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new BoundedHttp(Http1Config.builder()
                        // It refuses colons in queries, which times are full of. The router looks at queries itself.
                        .validatePrologue(false)
                        .build()))
                .contentEncoding(new UndecodedBodies())
                .directHandlers(router.directHandlers())
                .shutdownGracePeriod(CLOSING)
                .shutdownHook(false)
                .routing(routing -> router.install(routing, table))
                .build()
                .start();
        if (!server.isRunning()) {
            throw new IOException(
                    "cannot listen on " + address.getHostAddress() + " port " + port + "; is another process there?");
        }
        return new HttpServer(server, overload, grace);
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
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
        server.stop();
    }
}
