/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.connection.Connections;
import io.aegis.deadline.Ticker;
import io.aegis.testing.Await;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat's connections, over sockets, while time passes as the tests have it. */
class BoundedProtocolTest {

    private static final int MOST = 20;
    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final AtomicLong past = new AtomicLong();
    private final Connections connections =
            new Connections(MOST, _ -> false, () -> Ticker.system().nanos() + past.get(), _ -> true);
    private final Tomcat tomcat = new Tomcat();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path folder) throws LifecycleException {
        BoundedProtocol protocol = new BoundedProtocol();
        protocol.bound(connections);
        protocol.setPort(0);
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(new Connector(protocol));
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "refusing", new Refusing());
        context.addServletMappingDecoded("/*", "refusing");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        tomcat.stop();
        tomcat.destroy();
    }

    /** Answers without a look at the body. */
    private static final class Refusing extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().write('x');
        }
    }

    private Socket open(String sent) throws IOException {
        Socket socket = new Socket("localhost", tomcat.getConnector().getLocalPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        send(socket, sent);
        return socket;
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answered(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nx")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private void later(Duration time) {
        past.addAndGet(time.toNanos());
        connections.sweep();
    }

    private static boolean goesOn(Socket dripping, String drop) {
        try {
            send(dripping, drop);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                WHOLE + "|",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}|",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n{|",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n900000\r\n{|",
            })
    void a_head_or_the_rest_of_a_body_that_drips_has_ten_seconds(String before) throws Exception {
        for (String drop : before.contains("900000") ? List.of("x") : List.of("x", "\r\n")) {
            Socket dripping = open(before.replace("|", ""));
            if (!before.isEmpty()) {
                assertThat(answered(dripping)).startsWith("HTTP/1.1 200 ");
            }
            send(dripping, drop);

            Await.until("gone after " + before + drop, () -> {
                later(Duration.ofSeconds(4));
                return !goesOn(dripping, drop);
            });

            Await.until("nothing is counted any more", () -> connections.open() == 0);
        }
    }

    @Test
    void a_connection_serves_as_many_requests_as_come_each_with_its_own_time() throws Exception {
        Socket kept = open("");
        for (int i = 0; i < 5; i++) {
            send(kept, WHOLE);
            assertThat(answered(kept)).startsWith("HTTP/1.1 200 ");
            later(Connections.HEAD.minusSeconds(1));
        }
        send(kept, WHOLE + WHOLE + WHOLE.substring(0, 10));
        assertThat(answered(kept) + answered(kept)).contains("200");
        later(Connections.HEAD.minusSeconds(1));
        send(kept, WHOLE.substring(10));
        assertThat(answered(kept)).startsWith("HTTP/1.1 200 ");
        assertThat(connections.open()).isOne();
    }

    @Test
    void beside_more_dripping_heads_than_there_are_places_an_honest_request_is_answered() throws Exception {
        for (int i = 0; i < 3 * MOST; i++) {
            open("GET / HTTP/1.1\r\nHo");
            later(Duration.ofSeconds(1));
        }
        assertThat(answered(open(WHOLE))).startsWith("HTTP/1.1 200 ");
        assertThat(connections.open()).isLessThanOrEqualTo(MOST);
    }
}
