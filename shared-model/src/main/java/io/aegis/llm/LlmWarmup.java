/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Loads the code that the first call to an LLM needs, which takes longer than a request may. It sends the real client
 * once through both forms of the request, to a stub on the loopback address that lives only meanwhile. Nothing of the
 * real providers is touched: not their addresses, circuits, budgets or figures.
 */
public final class LlmWarmup {

    private static final System.Logger LOG = System.getLogger(LlmWarmup.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** One with strict schemas, one without. */
    private static final List<String> MODELS = List.of("gpt-4o-mini", "llama-3.1-8b-instant");

    private static final FeedbackText TEXT =
            FeedbackText.of("The invoice of ann@example.org is wrong, call 555-123-4567.");
    private static final byte[] ANSWER = """
            {"id": "warm-up", "object": "chat.completion", "created": 0, "model": "stub",
             "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
               "content": "{\\"sentiment\\": \\"NEGATIVE\\", \\"topics\\": [\\"Billing\\"], \\"is_urgent\\": false}"}}],
             "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
            """.getBytes(StandardCharsets.UTF_8);

    private LlmWarmup() {}

    /**
     * Warms the client up, once. A failure is logged and does no harm but to the first call's latency.
     *
     * @param ticker measures it
     * @return how long it took
     */
    public static Duration run(Ticker ticker) {
        long start = ticker.nanos();
        try {
            if (!warm().stream().allMatch(LlmReply.Answer.class::isInstance)) {
                LOG.log(Level.WARNING, "the LLM client was warmed up only in part");
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the LLM client was not warmed up", e);
        }
        return Duration.ofNanos(ticker.nanos() - start);
    }

    /** One reply per form of the request. */
    static List<LlmReply> warm() throws IOException {
        HttpServer stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.createContext("/", LlmWarmup::answer);
        stub.start();
        try {
            return MODELS.stream().map(model -> ask(stub.getAddress(), model)).toList();
        } finally {
            stub.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    private static LlmReply ask(InetSocketAddress stub, String model) {
        URI address = URI.create("http://" + stub.getAddress().getHostAddress() + ":" + stub.getPort() + "/v1");
        ProviderSettings.Remote settings = new ProviderSettings.Remote(ProviderKind.OPENAI, address, "none", model);
        try (OpenAiClient client = new OpenAiClient(settings, LIMIT, 1, Clock.systemUTC(), Ticker.system())) {
            return client.ask(TEXT);
        }
    }
}
