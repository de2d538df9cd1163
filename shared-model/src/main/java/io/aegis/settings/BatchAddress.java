/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where the operator API of the batch application is reached. */
public final class BatchAddress {

    private BatchAddress() {}

    /** {@code AEGIS_BATCH_URL}, else what {@code AEGIS_BATCH_HOST} and {@code AEGIS_BATCH_PORT} say. */
    public static URI from(Environment environment) {
        int port = environment.integer("AEGIS_BATCH_PORT", 1, 65535).orElse(8001);
        URI local = environment
                .parsed("AEGIS_BATCH_HOST", "a host name or an address", host -> Optional.of(http(host, port)))
                .orElseGet(() -> http("127.0.0.1", port));
        return environment.uri("AEGIS_BATCH_URL", Set.of("http", "https")).orElse(local);
    }

    private static URI http(String bindHost, int port) {
        boolean everywhere = bindHost.equals("0.0.0.0") || bindHost.equals("::");
        String host = everywhere ? "127.0.0.1" : bindHost;
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
