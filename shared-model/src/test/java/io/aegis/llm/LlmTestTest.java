/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aegis.deadline.Ticker;
import io.aegis.faults.FaultWall;
import io.aegis.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that asks each provider once. */
class LlmTestTest {

    private final FaultWall wall = FaultWall.start(0);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path empty;

    @AfterEach
    void close_the_wall() {
        wall.close();
    }

    @Test
    void a_provider_that_works_is_shown_with_what_was_sent_and_its_verdict() {
        assertThat(run(provider("ok"))).isZero();
        assertThat(output())
                .contains("openai:ok at " + wall.baseUrl() + "/chat/completions", "\"temperature\":0", "status    200")
                .contains("verdict   NEGATIVE", "response_format json_object, max_tokens")
                .doesNotContain("sk-secret");
    }

    @Test
    void it_goes_down_the_ladder_to_the_end() {
        assertThat(run(provider("picky"))).isZero();
        assertThat(output()).contains("response_format plain, none, temperature left out (adapted in 4 steps");
        assertThat(wall.calls("picky")).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Check OPENAI_API_KEY",
        "402, no credit",
        "429, limits the rate",
        "500, fault of its own",
        "reset, hangs up",
        "garbage, check OPENAI_BASE_URL",
        "no-choices, check OPENAI_BASE_URL",
        "off-vocabulary, a more capable one",
        "redirect, sends elsewhere",
        "no-such-fault, correct OPENAI_MODEL",
        "azure, no chat completions at that address",
        "400, for the reason that it gives",
        "content-filter, about that text"
    })
    void a_provider_that_fails_is_shown_with_what_to_change(String model, String advice) {
        assertThat(run(provider(model))).isEqualTo(1);
        assertThat(output()).contains("failed ", advice).doesNotContain("sk-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"Provider returned error\",\"code\":502}} | HTTP 200, 502: \"Provider returned error\"",
                "<html><h1>Sign in</h1></html> | HTTP 200: \"Sign in\"",
                "`` | HTTP 200: \"(nothing)\"",
                "{\"choices\":[]} | HTTP 200: \"(no choices)\"",
            })
    void an_error_with_status_200_is_told_and_is_not_the_models(String body, String told) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                if (bytes.length > 0) {
                    exchange.getResponseBody().write(bytes);
                }
            }
        });
        server.start();
        try {
            Map<String, String> settings = provider("any");
            settings.put(
                    "OPENAI_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1");

            assertThat(run(settings)).isEqualTo(1);
        } finally {
            server.stop(0);
        }

        assertThat(output())
                .contains("server    " + told, "check OPENAI_BASE_URL")
                .doesNotContain("more capable");
    }

    private String failing(String baseUrl) {
        Map<String, String> settings = provider("any");
        settings.put("OPENAI_BASE_URL", baseUrl);
        printed.reset();
        assertThat(run(settings)).as(baseUrl).isEqualTo(1);
        assertThat(output()).contains("failed    network");
        return output();
    }

    @Test
    void what_is_wrong_with_the_connection_is_told_apart() {
        assertThat(failing("http://127.0.0.1:1/v1"))
                .contains("no answer, not_listening", "Nothing answers at OPENAI_BASE_URL");
        assertThat(failing(wall.baseUrl().replace("http://", "https://")))
                .contains("no answer, plain_http", "Write http:// instead of https:// in OPENAI_BASE_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"choices\": [",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cho",
                "HTTP/1.1 200 OK\r\nContent-",
                "",
            })
    void an_answer_that_breaks_off_is_told(String begun) throws IOException {
        try (RawAnswer server = new RawAnswer(begun)) {
            assertThat(failing(server.address()))
                    .contains("no answer, cut_off", "hangs up", "proxies between")
                    .doesNotContain("Nothing answers");
        }
    }

    @Test
    void a_server_of_tls_that_is_asked_in_plain_text_is_told_by_its_alert() throws IOException {
        try (RawAnswer server = new RawAnswer("\u0015\u0003\u0003\u0000\u0002\u0002P")) {
            assertThat(failing(server.address()))
                    .contains("no answer, tls_wanted", "Write https:// instead of http:// in OPENAI_BASE_URL");
        }
    }

    /** Answers one request after the other with the same bytes, and hangs up. */
    private static final class RawAnswer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        RawAnswer(String bytes) throws IOException {
            Thread.ofVirtual().start(() -> answer(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        }

        private void answer(byte[] bytes) {
            while (!socket.isClosed()) {
                try (Socket one = socket.accept()) {
                    readRequest(one.getInputStream());
                    one.getOutputStream().write(bytes);
                } catch (IOException e) {
                    // The next one, unless it is over.
                }
            }
        }

        /** To its last byte: what is not read makes closing a reset, which may overtake the answer. */
        private static void readRequest(InputStream in) throws IOException {
            StringBuilder request = new StringBuilder();
            int length = -1;
            for (int next = in.read(); next >= 0 && length != 0; next = length == 0 ? -1 : in.read()) {
                request.append((char) next);
                if (length > 0) {
                    length--;
                } else if (request.toString().endsWith("\r\n\r\n")) {
                    Matcher header =
                            Pattern.compile("(?i)content-length: ([0-9]+)").matcher(request);
                    length = header.find() ? Integer.parseInt(header.group(1)) : 0;
                }
            }
        }

        String address() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }

        @Override
        public void close() throws IOException {
            // Its thread ends with it.
            socket.close();
        }
    }

    @Test
    void without_a_provider_it_says_what_to_set() {
        assertThat(run(Map.of())).isEqualTo(3);
        assertThat(output()).contains("Put OPENAI_API_KEY");
        assertThat(run(Map.of("ENABLE_MOCK_MODE", "true"))).isEqualTo(3);
        assertThat(output()).contains("ENABLE_MOCK_MODE is on");
        assertThat(run(Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "nonsense")))
                .isEqualTo(2);
        assertThat(output()).contains("OPENAI_BASE_URL");
    }

    private Map<String, String> provider(String model) {
        Map<String, String> settings = new HashMap<>();
        settings.put("OPENAI_API_KEY", "sk-secret-key");
        settings.put("OPENAI_BASE_URL", wall.baseUrl());
        settings.put("OPENAI_MODEL", model);
        return settings;
    }

    private int run(Map<String, String> settings) {
        return new LlmTest(new PrintStream(printed, true, StandardCharsets.UTF_8), clock(), Ticker.system())
                .run(Environment.of(settings, empty));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }
}
