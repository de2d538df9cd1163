/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Topic;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command {@code llm test}: asks each configured provider about one harmless text, shows what was sent and what came of
 * it, and says what to change. No key is ever printed. The product itself need not run, and is not touched.
 */
final class LlmTest {

    private static final FeedbackText TEXT =
            FeedbackText.of("The new dashboard is lovely, but the invoice download shows an error.");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A format has at most eight steps, of which a call makes up to two. */
    private static final int MOST_CALLS = 9;

    private final PrintStream out;
    private final Clock clock;
    private final Ticker ticker;

    LlmTest(PrintStream out, Clock clock, Ticker ticker) {
        this.out = out;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Returns the exit code: 0 all answered, 1 one did not, 2 a setting is wrong, 3 no provider is configured. */
    int run(Environment environment) {
        List<ProviderSettings> chain;
        try {
            LlmOptions options = LlmOptions.from(environment);
            environment.refuseIfWrong();
            chain = options.lane(LIMIT).chain();
        } catch (InvalidSettingsException e) {
            out.println(e.getMessage());
            return 2;
        }
        List<ProviderSettings.Remote> remotes = chain.stream()
                .filter(ProviderSettings.Remote.class::isInstance)
                .map(ProviderSettings.Remote.class::cast)
                .toList();
        if (remotes.isEmpty()) {
            out.println(
                    chain.isEmpty()
                            ? "No provider is configured. Put OPENAI_API_KEY or GROQ_API_KEY into .env; for a server of your"
                                    + " own also OPENAI_BASE_URL and OPENAI_MODEL."
                            : "ENABLE_MOCK_MODE is on: the built-in mock answers, and no provider is asked.");
            return 3;
        }
        // Loading the client takes longer than many a provider's answer.
        LlmWarmup.run(ticker);
        return remotes.stream().map(this::succeeds).reduce(true, Boolean::logicalAnd) ? 0 : 1;
    }

    private boolean succeeds(ProviderSettings.Remote provider) {
        ChatEndpoint endpoint = ChatEndpoint.of(provider.baseUrl());
        out.printf("%s at %s%n", provider.label(), endpoint.shown());
        out.printf(
                "  key       %s (not shown)%n",
                endpoint.azure() ? "in the header api-key" : "in the header Authorization: Bearer");
        Secrets secrets = new Secrets(provider.apiKey(), "");
        try (OpenAiClient client = new OpenAiClient(
                provider,
                LIMIT,
                1,
                clock,
                ticker,
                Optional.of((address, body, status) ->
                        out.printf("  sent      %s%n  status    %d%n", secrets.withoutKey(body), status)),
                () -> AskedTopics.NONE)) {
            long start = ticker.nanos();
            LlmReply reply = client.ask(TEXT);
            for (int calls = 1; calls < MOST_CALLS && wasAboutParameter(reply); calls++) {
                start = ticker.nanos();
                reply = client.ask(TEXT);
            }
            out.printf("  latency   %d ms%n", (ticker.nanos() - start) / 1_000_000);
            client.request().ifPresent(this::tell);
            return verdict(provider, reply);
        }
    }

    private void tell(ProviderState.Request request) {
        RequestFormat format = request.format();
        out.printf(
                "  asked     response_format %s, %s, temperature %s%s%s%n",
                format.output().label(),
                format.tokens().label(),
                format.temperature() ? "0" : "left out",
                format.systemRole() ? "" : ", no system message",
                request.steps() == 0
                        ? ""
                        : " (adapted in " + request.steps() + (request.steps() == 1 ? " step" : " steps")
                                + " to what the server takes)");
    }

    private boolean verdict(ProviderSettings.Remote provider, LlmReply reply) {
        switch (reply) {
            case LlmReply.Answer answer -> {
                out.printf(
                        "  verdict   %s, %s, %s, confidence %s%n  good%n%n",
                        answer.labels().sentiment(),
                        answer.labels().topics().stream().map(Topic::label).collect(Collectors.joining("+")),
                        answer.labels().urgent() ? "urgent" : "not urgent",
                        answer.confidence());
                return true;
            }
            case LlmReply.NoAnswer none -> {
                out.printf("  failed    %s%n", none.failure().name().toLowerCase(Locale.ROOT));
                none.error().ifPresent(error -> out.printf("  server    %s%n", error));
                out.printf("  change    %s%n%n", LlmAdvice.of(provider.label(), none.failure(), none.error()));
                return false;
            }
        }
    }

    private static boolean wasAboutParameter(LlmReply reply) {
        return reply instanceof LlmReply.NoAnswer none && none.failure() == LlmFailure.PARAMETER;
    }
}
