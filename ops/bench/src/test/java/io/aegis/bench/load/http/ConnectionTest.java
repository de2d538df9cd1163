/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final byte[] REQUEST = "x".getBytes(StandardCharsets.US_ASCII);
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String LAST = "HTTP/1.1 201 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private final AtomicInteger accepted = new AtomicInteger();
    private ServerSocket server;
    private Connection connection;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        connection = to(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() throws IOException {
        connection.close();
        server.close();
    }

    private Connection to(Duration timeout) {
        return new Connection(Target.of("http://127.0.0.1:" + server.getLocalPort()), timeout);
    }

    /** Answers each byte on one connection after the other, then hangs up. */
    private void serve(List<List<String>> connections) {
        Thread.ofVirtual().start(() -> {
            for (List<String> answers : connections) {
                try (Socket socket = server.accept()) {
                    accepted.incrementAndGet();
                    for (String answer : answers) {
                        if (socket.getInputStream().read() >= 0) {
                            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    @Test
    void requests_share_a_connection() throws Exception {
        serve(List.of(List.of(EMPTY, EMPTY)));
        connection.open();

        assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
        assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
        assertThat(accepted).hasValue(1);
    }

    @Test
    void a_server_that_closes_gets_a_new_connection() throws Exception {
        serve(List.of(List.of(LAST), List.of(EMPTY)));

        assertThat(connection.exchange(REQUEST).status()).isEqualTo(201);
        assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
        assertThat(accepted).hasValue(2);
    }

    @Test
    void a_lost_answer_is_an_error_and_the_next_request_goes_on() throws Exception {
        serve(List.of(List.of(EMPTY.substring(0, 9)), List.of(EMPTY)));

        assertThatThrownBy(() -> connection.exchange(REQUEST)).isInstanceOf(EOFException.class);
        assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
    }

    @Test
    void a_silent_server_is_not_waited_for_without_end() throws Exception {
        try (Connection impatient = to(Duration.ofMillis(20))) {
            assertThatThrownBy(() -> impatient.exchange(REQUEST)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void nobody_listening_is_an_error() throws Exception {
        server.close();

        assertThatThrownBy(connection::open).isInstanceOf(ConnectException.class);
    }
}
