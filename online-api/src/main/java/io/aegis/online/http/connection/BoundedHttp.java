/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.connection;

import io.aegis.connection.Connections;
import io.aegis.connection.OpenConnection;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** Helidon's HTTP/1.1 over {@link BoundedReader}, each connection among {@link Connections}. */
public final class BoundedHttp implements ServerConnectionSelector {

    private final Http1ConnectionSelector http;
    private final Connections connections;

    /** HTTP/1.1 on these connections. */
    public BoundedHttp(Connections connections) {
        this.connections = connections;
        this.http = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        // HTTP/1.1 connections persist without saying so, and Helidon would read its own word for it
                        // again after each answer.
                        .sendKeepAliveHeader(false)
                        // ResponseSender looks at each header itself, without a copy of its characters.
                        .validateResponseHeaders(false)
                        .addReceiveListener(new HeadListener())
                        .build())
                .build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        OpenConnection open = connections
                .opened(peer(context), context.serverSocket()::close)
                .orElseThrow(() -> new CloseConnectionException("its peer has too many connections"));
        BoundedReader reader =
                new BoundedReader(new ConnectionInput(context.dataReader(), context.serverSocket(), open));
        ServerConnection connection = http.connection(new Bounded(context, reader, open, context.remotePeer()));
        if (connection instanceof InterruptableTask<?> task) {
            open.reading(task::canInterrupt);
        }
        return new Counted(connection, () -> connections.closed(open));
    }

    private static InetAddress peer(ConnectionContext context) {
        return context.remotePeer().address() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Looks at a request's method, and tells a connection that the head of a request was read. */
    private static final class HeadListener implements Http1ConnectionListener {

        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            if (context instanceof Bounded bounded) {
                bounded.dataReader().requireAsSent(prologue.method().text());
            }
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            if (context instanceof Bounded bounded) {
                bounded.open().headRead();
            }
        }
    }

    /** A connection whose end is told. */
    private record Counted(ServerConnection connection, Runnable ended)
            implements ServerConnection, InterruptableTask<Void> {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                ended.run();
            }
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }

    /** The same connection, read through another reader. Who is at its other end, Helidon would find out anew for each request. */
    private record Bounded(
            ConnectionContext context, BoundedReader dataReader, OpenConnection open, PeerInfo remotePeer)
            implements ConnectionContext {

        @Override
        public ListenerContext listenerContext() {
            return context.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return context.dataWriter();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return context.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return context.serverSocket();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }
}
