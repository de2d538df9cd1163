/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.http.connection.BoundedReader;
import io.aegis.online.http.connection.UndecodedBodies;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Helidon does by itself, and why the product does not leave it at that. Where a test fails here, Helidon has mended
 * something, and what the product does about it can go.
 */
class PlainHelidonTest {

    private static final String CHUNKED = "POST /count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static WebServer server;

    @BeforeAll
    static void open() {
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownHook(false)
                .routing(routing -> routing.post(
                                "/count",
                                (request, response) -> response.send(Integer.toString(
                                        request.content().inputStream().readAllBytes().length)))
                        .post("/leave", (request, response) -> {
                            response.header("Connection", "close");
                            response.send("left");
                        }))
                .build()
                .start();
    }

    @AfterAll
    static void close() {
        server.stop();
    }

    /** What it answers to bytes after which nothing more is sent. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** {@link BoundedReader} does not. */
    @Test
    void takes_a_sign_before_the_size_of_a_chunk() throws IOException {
        assertThat(raw(CHUNKED + "+2\r\nab\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n2");
    }

    /** {@link BoundedReader} does not. */
    @Test
    void takes_any_two_bytes_for_the_end_of_a_chunk() throws IOException {
        assertThat(raw(CHUNKED + "2\r\nab??0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n2");
    }

    /** {@link BoundedReader} does. */
    @Test
    void takes_no_extension_of_a_chunk() throws IOException {
        assertThat(raw(CHUNKED + "2;a=b\r\nab\r\n0\r\n\r\n")).startsWith("HTTP/1.1 500");
    }

    /** {@link BoundedReader} reads 256 bytes of it. */
    @Test
    void reads_the_line_before_a_chunk_to_its_end() throws IOException {
        assertThat(raw(CHUNKED + "0".repeat(100_000) + "2\r\nab\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n2");
    }

    /** {@link BoundedReader} takes it in pieces. */
    @Test
    void takes_a_chunk_of_any_size_as_a_whole() throws IOException {
        int size = 4 * 256 * BoundedReader.MAX_PIECE;
        assertThat(raw(CHUNKED + Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n" + size);
    }

    /** {@link RequestFilter} ends the connection. */
    @Test
    void reads_on_where_it_said_that_the_connection_ends() throws IOException {
        String hidden = "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        String answers =
                raw("POST /leave HTTP/1.1\r\nHost: x\r\nContent-Length: " + hidden.length() + "\r\n\r\n" + hidden);

        assertThat(answers.split("HTTP/1.1 200", -1)).as(answers).hasSize(3);
    }

    /** {@link UndecodedBodies} leaves it to the route, which answers 415 or takes it. */
    @Test
    void refuses_every_coded_body_by_itself() throws IOException {
        assertThat(raw("POST /count HTTP/1.1\r\nHost: x\r\nContent-Encoding: snappy\r\nContent-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 400");
    }
}
