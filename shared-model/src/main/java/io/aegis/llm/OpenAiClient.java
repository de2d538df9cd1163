package io.aegis.llm;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.models.chat.completions.ChatCompletion;
import io.aegis.feedback.FeedbackText;
import io.aegis.redaction.Redactor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Asks a provider over HTTP. */
final class OpenAiClient implements LlmClient {

    /** Shorter than what providers' load balancers allow an idle connection. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

    private final OpenAIClient client;
    private final String model;
    private final Clock clock;

    /**
     * Opens no connection yet.
     *
     * @param answerLimit for the whole of a call: connecting, sending, and the last byte of the answer
     * @param connections idle connections to keep
     */
    OpenAiClient(ProviderSettings.Remote settings, Duration answerLimit, int connections, Clock clock) {
        this.model = settings.model();
        this.clock = clock;
        this.client = OpenAIOkHttpClient.builder()
                .baseUrl(settings.baseUrl().toString())
                .apiKey(settings.apiKey())
                .timeout(Timeout.builder()
                        .connect(answerLimit)
                        .read(answerLimit)
                        .write(answerLimit)
                        .request(answerLimit)
                        .build())
                .maxRetries(0)
                // The key goes to the address that was configured, and to no other.
                .followRedirects(false)
                // It would log customers' words.
                .logLevel(LogLevel.OFF)
                .maxIdleConnections(connections)
                .keepAliveDuration(KEEP_ALIVE)
                .addInterceptor(new SingleAttemptInterceptor())
                .build();
    }

    @Override
    public LlmReply ask(FeedbackText text) {
        try {
            ChatCompletion completion =
                    client.chat().completions().create(Prompt.of(model, Redactor.redact(text.value())));
            // The body "null" is parsed to just that, whatever the client's signature says.
            return Optional.ofNullable(completion)
                    .map(OpenAiClient::reply)
                    .orElseGet(() -> new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER));
        } catch (RuntimeException e) {
            return FailureKind.of(e, clock.instant());
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static LlmReply reply(ChatCompletion completion) {
        TokenUsage usage = CompletionParts.usage(completion);
        return CompletionParts.content(completion)
                .flatMap(AnswerParser::parse)
                .<LlmReply>map(parsed -> new LlmReply.Answer(parsed.labels(), parsed.confidence(), usage))
                .orElseGet(() -> new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER, Optional.empty(), usage));
    }
}
