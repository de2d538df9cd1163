/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.deadline.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** The client against providers that send any status and any JSON. */
class OpenAiClientPropertyTest {

    private static final String GOOD_CONTENT =
            "\"{\\\"sentiment\\\":\\\"NEGATIVE\\\",\\\"topics\\\":[\\\"UX\\\"],\\\"is_urgent\\\":false}\"";

    private final HttpServer server = server();
    private final OpenAiClient client = new OpenAiClient(
            new ProviderSettings.Remote(
                    ProviderKind.OPENAI,
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                    "key",
                    "any"),
            Duration.ofSeconds(20),
            1,
            Clock.systemUTC(),
            Ticker.system());

    private volatile int status = 200;
    private volatile String body = "";

    @BeforeProperty
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterProperty
    void stop() {
        client.close();
        server.stop(0);
    }

    @Property(tries = 300)
    void a_completion_with_odd_parts_is_an_answer_or_a_bad_one(@ForAll("completions") String completion) {
        status = 200;
        body = completion;
        assertThat(client.ask(Lanes.TEXT))
                .satisfiesAnyOf(
                        reply -> assertThat(reply).isInstanceOf(LlmReply.Answer.class),
                        reply -> assertThat(((LlmReply.NoAnswer) reply).failure())
                                .isIn(LlmFailure.BAD_ANSWER, LlmFailure.CONTENT_REFUSED));
    }

    @Property(tries = 300)
    void an_error_with_odd_parts_is_a_failure_by_its_status(
            @ForAll("statuses") int anyStatus, @ForAll("errors") String error) {
        status = anyStatus;
        body = error;
        LlmReply reply = client.ask(Lanes.TEXT);
        assertThat(reply).isInstanceOf(LlmReply.NoAnswer.class);
        assertThat(((LlmReply.NoAnswer) reply).failure()).isIn((Object[]) expected(anyStatus));
    }

    @Provide
    Arbitrary<String> completions() {
        Arbitrary<String> content = Arbitraries.of(GOOD_CONTENT, GOOD_CONTENT, "null", "\"\"", "1", "[]", "{}");
        Arbitrary<String> finish = Arbitraries.of("\"stop\"", "null", "\"eos\"", "1", "{}");
        Arbitrary<String> refusal = Arbitraries.of("null", "\"no\"", "1", "[]");
        Arbitrary<String> usage = Arbitraries.of(
                "null",
                "{}",
                "[]",
                "\"much\"",
                "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}",
                "{\"prompt_tokens\":-1,\"completion_tokens\":\"x\"}",
                "{\"prompt_tokens\":1e300,\"completion_tokens\":1.5}");
        Arbitrary<String> choices = Combinators.combine(content, finish, refusal)
                .as((said, end, refused) -> "[{\"finish_reason\":%s,\"message\":{\"content\":%s,\"refusal\":%s}}]"
                        .formatted(end, said, refused));
        Arbitrary<String> anyChoices = Arbitraries.frequencyOf(Tuple.of(4, choices), Tuple.of(1, odd()));
        Arbitrary<String> completions = Combinators.combine(anyChoices, usage)
                .as((chosen, used) -> "{\"id\":1,\"choices\":%s,\"usage\":%s}".formatted(chosen, used));
        return Arbitraries.frequencyOf(Tuple.of(6, completions), Tuple.of(1, odd()));
    }

    @Provide
    Arbitrary<String> errors() {
        Arbitrary<String> code = Arbitraries.of("429", "null", "\"insufficient_quota\"", "[]", "{}");
        Arbitrary<String> errors = Combinators.combine(code, code)
                .as((first, second) -> "{\"error\":{\"message\":[],\"code\":%s,\"type\":%s}}".formatted(first, second));
        return Arbitraries.frequencyOf(Tuple.of(3, errors), Tuple.of(1, odd()));
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(300, 302, 308, 400, 401, 402, 403, 404, 408, 421, 422, 429, 500, 503, 599);
    }

    private static Arbitrary<String> odd() {
        return Arbitraries.of(
                "",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{}",
                "[null]",
                "[[]]",
                "[{}]",
                "[1]",
                "{\"error\":1}",
                "{\"choices\":null}",
                "[{\"message\":null}]",
                "[{\"message\":[]}]",
                "{",
                "\u0000",
                "<html>");
    }

    private static LlmFailure[] expected(int status) {
        return switch (status) {
            case 401, 403 -> new LlmFailure[] {LlmFailure.AUTH};
            case 402 -> new LlmFailure[] {LlmFailure.QUOTA};
            case 429 -> new LlmFailure[] {LlmFailure.RATE_LIMIT, LlmFailure.QUOTA};
            default -> new LlmFailure[] {status >= 500 ? LlmFailure.SERVER : LlmFailure.REFUSED};
        };
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
