/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/** As much of {@code POST /feedback} as a client can see: one id for each text, 201 for the first post, 200 for others. */
final class StubApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What {@link #answering} gives for a request that shall be treated as the product would. */
    static final int AS_USUAL = 0;
    /** And for one that shall be stored, but answered with 503. */
    static final int UNCONFIRMED = -1;

    static {
        // Read when the JDK's server is first used. It would else hold back each body for 40 ms, and hang up on idle
        // clients.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    private final HttpServer server;
    private final Set<String> texts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong uploaded = new AtomicLong();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final IntUnaryOperator fate;

    private StubApi(IntUnaryOperator fate, int port) throws IOException {
        this.fate = fate;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4_096);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/feedback", this::answer);
        server.createContext("/api/v1/prometheus/write", StubApi::take);
        server.createContext("/feedback/batch_csv", this::upload);
        server.createContext("/feedback/imports", this::progress);
        server.start();
    }

    /** Behaves. */
    static StubApi behaving() throws IOException {
        return answering(_ -> AS_USUAL);
    }

    /** Answers the n-th request, from 1, with that status, or as usual. */
    static StubApi answering(IntUnaryOperator fate) throws IOException {
        return new StubApi(fate, 0);
    }

    /** Serves until it is killed: what the generator's own cost is measured against. */
    public static void main(String[] arguments) throws IOException {
        new StubApi(_ -> AS_USUAL, Integer.parseInt(arguments[0]));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    int texts() {
        return texts.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text =
                    JSON.readTree(exchange.getRequestBody()).get("raw_content").textValue();
            int status = fate.applyAsInt(requests.incrementAndGet());
            if (status == UNCONFIRMED) {
                texts.add(text);
                status = 503;
            }
            if (status != AS_USUAL) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                send(exchange, status, Map.of("status", status));
                return;
            }
            boolean isNew = texts.add(text);
            exchange.getResponseHeaders().add("Server-Timing", "store;dur=0.2, total;dur=1.5");
            send(
                    exchange,
                    isNew ? 201 : 200,
                    Map.of(
                            "id",
                            "id-" + Integer.toHexString(text.hashCode()),
                            "sentiment",
                            text.contains("great") ? "POSITIVE" : "NEGATIVE",
                            "topics",
                            new String[] {"Billing", "UX"},
                            "is_urgent",
                            text.contains("fire"),
                            "source",
                            "fallback"));
        }
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Counts the lines behind the header. */
    private void upload(HttpExchange exchange) throws IOException {
        try (exchange) {
            String file = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            uploaded.set(file.lines().count() - 1);
            send(exchange, 202, Map.of("import_id", "1", "status_url", "/feedback/imports/1"));
        }
    }

    /** An import takes until it is asked for again. */
    private void progress(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean ended = asked.getAndSet(true);
            send(
                    exchange,
                    200,
                    Map.of(
                            "status",
                            ended ? "COMPLETED" : "RUNNING",
                            "finished_at",
                            ended ? "2026-11-20T10:00:00Z" : "",
                            "rows_stored",
                            uploaded.get()));
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
