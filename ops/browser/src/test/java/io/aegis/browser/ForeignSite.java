/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A company's own site, which is another origin than the product's: pages with nothing on them, for scripts. */
final class ForeignSite implements AutoCloseable {

    private static final byte[] PAGE =
            "<!doctype html><title>A shop</title><p>Tell us what you think".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    ForeignSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
            }
        });
        server.start();
    }

    /** Its origin. The name differs from the product's address, so that browsers take it for another site, too. */
    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
