/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the process its own first requests, which take a hundred times as long as later ones: classes are loaded and
 * linked on the way. Nothing is stored.
 */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int ROUNDS = 3;
    private static final int TIMEOUT_MS = 2_000;

    /** Probes, and a post that the router refuses once it has read it. */
    private static final List<String> REQUESTS = List.of(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "POST /feedback HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\n\r\n{\"none\":0}");

    private WarmUp() {}

    /** Sends them and reads the answers, whatever those are. */
    public static void run(InetAddress bound, int port) {
        InetAddress address = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        long before = System.nanoTime();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (String request : REQUESTS) {
                    exchange(address, port, request);
                }
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the warm-up failed; first requests will be slow");
        }
        LOG.atInfo()
                .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - before).toMillis())
                .log("warmed up");
    }

    private static void exchange(InetAddress address, int port, String request) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }
}
