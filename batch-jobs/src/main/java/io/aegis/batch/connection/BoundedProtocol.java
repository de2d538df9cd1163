/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.connection;

import io.aegis.connection.Connections;
import io.aegis.connection.OpenConnection;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Tomcat's HTTP/1.1, each connection among {@link Connections}. By itself it bounds only how long nothing comes: a head of which a
 * byte comes every second would hold its place for hours, and so would a refused body. Tomcat makes it by its name.
 */
public final class BoundedProtocol extends Http11NioProtocol {

    /** Bytes, fewer than those of so many trailers that Tomcat fails of their number: the end of them is two. */
    private static final int FEW = 24;

    private final BoundedEndpoint endpoint;

    /** A protocol without bounds as yet. */
    public BoundedProtocol() {
        this(new BoundedEndpoint());
    }

    private BoundedProtocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        // Who has no key is told so before the body is sent.
        setContinueResponseTiming("onRead");
        // Trailers are of no use here, and more than a few fail as a defect of ours.
        setMaxTrailerSize(FEW);
    }

    /** To be called before it is started. */
    void bound(Connections connections) {
        endpoint.bound(connections);
        setMaxConnections(connections.most());
    }

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new Told(adapter));
    }

    /** Tells a connection that the head of a request was read, and that the request was answered. */
    private record Told(Adapter adapter) implements Adapter {

        @Override
        public void service(Request request, Response response) throws Exception {
            OpenConnection connection = BoundedEndpoint.CURRENT.get();
            connection.headRead();
            try {
                adapter.service(request, response);
            } finally {
                connection.answered();
            }
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return adapter.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
            return adapter.asyncDispatch(request, response, event);
        }

        @Override
        public void log(Request request, Response response, long time) {
            adapter.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            adapter.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return adapter.getDomain();
        }
    }
}
