/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * An HTTP server on this machine. Others are refused: load on somebody else's server is an attack, and figures through a
 * network would not be these.
 *
 * @param address of the server; a loopback one
 * @param authority host and port as they were given
 */
public record Target(InetSocketAddress address, String authority) {

    /** Refuses every address but a loopback one. */
    public Target {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("only loopback addresses are measured, not " + authority);
        }
    }

    /**
     * Reads an address such as {@code http://127.0.0.1:8000}.
     *
     * @throws IllegalArgumentException when it is not plain HTTP to this machine
     */
    public static Target of(String url) {
        URI uri = URI.create(url);
        if (!"http".equals(uri.getScheme())
                || uri.getHost() == null
                || !uri.getPath().matches("/?")) {
            throw new IllegalArgumentException("an address looks like http://127.0.0.1:8000, not " + url);
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        try {
            return new Target(new InetSocketAddress(InetAddress.getByName(uri.getHost()), port), uri.getAuthority());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no such host: " + url, e);
        }
    }
}
