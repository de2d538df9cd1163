/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.connection;

import io.aegis.connection.Connections;
import io.aegis.connection.OpenConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The socket endpoint of Tomcat with a limit of connections. Each is one of {@link Connections}, from when it is accepted
 * until Tomcat lets go of it.
 */
final class BoundedEndpoint extends NioEndpoint {

    /** The connection whose bytes a thread is at. */
    static final ScopedValue<OpenConnection> CURRENT = ScopedValue.newInstance();

    private final Map<SocketChannel, OpenConnection> open = new ConcurrentHashMap<>();
    private Optional<Connections> bounds = Optional.empty();

    void bound(Connections connections) {
        bounds = Optional.of(connections);
    }

    private Connections bounds() {
        return bounds.orElseThrow();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        Optional<OpenConnection> opened = bounds().opened(peer(socket), () -> end(socket));
        if (opened.isEmpty()) {
            destroySocket(socket);
            return false;
        }
        open.put(socket, opened.get());
        boolean set = super.setSocketOptions(socket);
        if (!set) {
            forget(socket);
        }
        return set;
    }

    private static InetAddress peer(SocketChannel socket) {
        return Optional.ofNullable(socket.socket().getInetAddress()).orElseGet(InetAddress::getLoopbackAddress);
    }

    /** Tomcat sees the end of what comes, and closes it: behind its back it would go on counting it. */
    private static void end(SocketChannel socket) {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget(SocketChannel socket) {
        Optional.ofNullable(open.remove(socket)).ifPresent(bounds()::closed);
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Watched(handler));
    }

    /** Tells connections what comes, and that they end. */
    private final class Watched implements Handler<NioChannel> {

        private final Handler<NioChannel> handler;

        Watched(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            SocketChannel channel = socket.getSocket().getIOChannel();
            OpenConnection connection = channel == null ? null : open.get(channel);
            if (connection == null) {
                // It was let go of a moment ago.
                return SocketState.CLOSED;
            }
            if (event == SocketEvent.OPEN_READ) {
                connection.got();
            }
            SocketState state = ScopedValue.where(CURRENT, connection).call(() -> handler.process(socket, event));
            connection.restRead();
            if (state == SocketState.LONG) {
                // A part of the next head came with the request before it.
                connection.got();
            }
            return state;
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            forget(socket.getSocket().getIOChannel());
            handler.release(socket);
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
