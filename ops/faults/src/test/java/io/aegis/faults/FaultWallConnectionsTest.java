/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the wall treats connections, seen from a bare socket. */
class FaultWallConnectionsTest {

    private final FaultWall wall = FaultWall.start(0);

    @AfterEach
    void close() {
        wall.close();
    }

    @Test
    void a_reset_breaks_the_connection() throws IOException {
        try (Socket socket = send("reset")) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void silence_lasts_until_the_client_hangs_up() throws IOException {
        try (Socket socket = send("silent")) {
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(wall.openConnections()).isEqualTo(1);
        }
        eventuallyNoConnections();
    }

    @Test
    void a_slow_answer_ends_when_the_client_hangs_up() throws IOException {
        Socket socket = send("slow-3600000");
        eventuallyCalled("slow-3600000");
        socket.close();
        eventuallyNoConnections();
    }

    @Test
    void a_drip_never_pauses_for_long() throws IOException {
        try (Socket socket = send("drip")) {
            socket.setSoTimeout(5000);
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 Wa");
        }
        eventuallyNoConnections();
    }

    @Test
    void a_flood_goes_on_as_long_as_somebody_reads() throws IOException {
        try (Socket socket = send("huge")) {
            assertThat(socket.getInputStream().readNBytes(5_000_000)).hasSize(5_000_000);
        }
        eventuallyNoConnections();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET / SPDY/3\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void what_is_no_request_is_refused(String bytes) throws IOException {
        assertThat(exchange(bytes)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void endless_lines_and_headers_are_refused() throws IOException {
        assertThat(exchange("GET /" + "x".repeat(9000))).startsWith("HTTP/1.1 400 ");
        assertThat(exchange("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(101))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void headers_that_end_early_are_refused() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void closing_breaks_what_is_open() throws IOException {
        try (Socket socket = send("silent")) {
            eventuallyCalled("silent");
            wall.close();
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    private static String request(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"I was charged twice\"}]}"
                .formatted(model);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), wall.port());
    }

    private Socket send(String model) throws IOException {
        Socket socket = connect();
        byte[] body = request(model).getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: wall\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        return socket;
    }

    private String exchange(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
        }
    }

    private void eventuallyCalled(String model) {
        Await.until("it is called", () -> wall.calls(model) > 0);
        assertThat(wall.calls(model)).isEqualTo(1);
    }

    private void eventuallyNoConnections() {
        Await.until("no connection is open", () -> wall.openConnections() == 0);
    }
}
