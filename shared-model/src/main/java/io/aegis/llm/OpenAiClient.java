/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletion;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.FeedbackText;
import io.aegis.redaction.Redactor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a provider over HTTP. When its server says that it does not take a parameter, it is asked once more without, as far
 * as the time of the call allows, and from then on always.
 */
final class OpenAiClient implements LlmClient {

    /** Shorter than what providers' load balancers allow an idle connection. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

    private final OpenAIClient client;
    private final ProviderSettings.Remote settings;
    private final Duration answerLimit;
    private final RequestAdaptation adaptation;
    private final Clock clock;
    private final Ticker ticker;
    private final Supplier<AskedTopics> topics;

    /**
     * Opens no connection yet.
     *
     * @param answerLimit for the whole of a call: connecting, sending, and the last byte of the answer
     * @param connections idle connections to keep
     */
    OpenAiClient(ProviderSettings.Remote settings, Duration answerLimit, int connections, Clock clock, Ticker ticker) {
        this(settings, answerLimit, connections, clock, ticker, Optional.empty(), () -> AskedTopics.NONE);
    }

    /**
     * The same, with somebody who hears of each request.
     *
     * @param topics that are asked for besides, at each request
     */
    OpenAiClient(
            ProviderSettings.Remote settings,
            Duration answerLimit,
            int connections,
            Clock clock,
            Ticker ticker,
            Optional<ExchangeListener> listener,
            Supplier<AskedTopics> topics) {
        this.settings = settings;
        this.answerLimit = answerLimit;
        this.adaptation = new RequestAdaptation(settings.label(), RequestFormat.of(ModelTraits.of(settings.model())));
        this.clock = clock;
        this.ticker = ticker;
        this.topics = topics;
        ChatEndpoint endpoint = ChatEndpoint.of(settings.baseUrl());
        this.client = OpenAIOkHttpClient.builder()
                // The interceptor completes it. The host has to be right here: the client takes keys off requests to
                // others.
                .baseUrl(endpoint.origin())
                .apiKey(settings.apiKey())
                .timeout(within(answerLimit))
                .maxRetries(0)
                // The key goes to the address that was configured, and to no other.
                .followRedirects(false)
                // It would log customers' words.
                .logLevel(LogLevel.OFF)
                .maxIdleConnections(connections)
                .keepAliveDuration(KEEP_ALIVE)
                .addInterceptor(new SingleAttemptInterceptor(endpoint, settings.apiKey(), listener))
                .build();
    }

    @Override
    public LlmReply ask(FeedbackText text) {
        String redacted = Redactor.redact(text.value());
        long start = ticker.nanos();
        LlmReply first = once(redacted, answerLimit);
        Duration left = answerLimit.minusNanos(ticker.nanos() - start);
        boolean again = first instanceof LlmReply.NoAnswer none
                && none.failure() == LlmFailure.PARAMETER
                && left.compareTo(answerLimit.dividedBy(2)) > 0
                && !Thread.currentThread().isInterrupted();
        return again ? once(redacted, left) : first;
    }

    @Override
    public Optional<ProviderState.Request> request() {
        return Optional.of(new ProviderState.Request(adaptation.format(), adaptation.steps()));
    }

    @Override
    public void close() {
        client.close();
    }

    private LlmReply once(String redacted, Duration limit) {
        RequestFormat format = adaptation.format();
        AskedTopics asked = topics.get();
        try {
            ChatCompletion completion = client.chat()
                    .completions()
                    .create(
                            Prompt.of(settings.model(), redacted, format, asked),
                            RequestOptions.builder().timeout(within(limit)).build());
            // The body "null" is parsed to just that, whatever the client's signature says.
            return Optional.ofNullable(completion)
                    .map(any -> reply(any, format, asked))
                    .orElseGet(() -> new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER));
        } catch (OpenAIIoException e) {
            return e.getCause() instanceof HttpErrorException refused
                    ? refused(refused, format, redacted)
                    : broken(FailureKind.ofCause(e.getCause()), e);
        } catch (RuntimeException e) {
            // What remains is the client's complaint about an answer that it could not read.
            return new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER);
        }
    }

    private LlmReply reply(ChatCompletion completion, RequestFormat format, AskedTopics asked) {
        TokenUsage usage = CompletionParts.usage(completion);
        boolean cutOff = CompletionParts.isCutOff(completion);
        if (cutOff) {
            adaptation.cutOff(format);
        }
        if (CompletionParts.isRefused(completion)) {
            return new LlmReply.NoAnswer(LlmFailure.CONTENT_REFUSED, usage);
        }
        return CompletionParts.content(completion)
                .filter(any -> !cutOff)
                .flatMap(content -> AnswerParser.parse(content, asked))
                .<LlmReply>map(
                        parsed -> new LlmReply.Answer(parsed.labels(), parsed.confidence(), usage, parsed.ownTopics()))
                .orElseGet(() -> new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER, usage));
    }

    private LlmReply refused(HttpErrorException refused, RequestFormat format, String redacted) {
        ServerError error = refused.error();
        LlmFailure kind = FailureKind.of(error);
        if (kind != LlmFailure.CONTENT_REFUSED && adaptation.learn(format, error)) {
            kind = LlmFailure.PARAMETER;
        }
        return new LlmReply.NoAnswer(
                kind,
                refused.retryAfter(clock.instant()),
                TokenUsage.NONE,
                Optional.of(error.without(new Secrets(settings.apiKey(), redacted))));
    }

    private static LlmReply broken(LlmFailure kind, OpenAIIoException thrown) {
        return new LlmReply.NoAnswer(
                kind,
                Optional.empty(),
                TokenUsage.NONE,
                Optional.of(thrown)
                        .filter(_ -> kind == LlmFailure.NETWORK)
                        .map(any -> ConnectionFault.of(any).error()));
    }

    private static Timeout within(Duration limit) {
        return Timeout.builder()
                .connect(limit)
                .read(limit)
                .write(limit)
                .request(limit)
                .build();
    }
}
