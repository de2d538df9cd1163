package io.aegis.llm;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import io.aegis.feedback.FeedbackText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
                .addInterceptor(new HttpGuard())
                .build();
    }

    @Override
    public LlmReply ask(FeedbackText text) {
        ChatCompletion completion;
        try {
            completion = client.chat().completions().create(Prompt.of(model, Redactor.redact(text.value())));
        } catch (RuntimeException e) {
            return FailureKind.of(e, clock.instant());
        }
        TokenUsage usage = usage(completion);
        return content(completion)
                .flatMap(AnswerParser::parse)
                .<LlmReply>map(parsed -> new LlmReply.Answer(parsed.labels(), parsed.confidence(), usage))
                .orElseGet(() -> new LlmReply.NoAnswer(LlmFailure.BAD_ANSWER, Optional.empty(), usage));
    }

    @Override
    public void close() {
        client.close();
    }

    /** The text of a complete answer. The client checks types only when they are asked for, and then throws. */
    private static Optional<String> content(ChatCompletion completion) {
        try {
            List<ChatCompletion.Choice> choices = completion.choices();
            if (choices.isEmpty()) {
                return Optional.empty();
            }
            ChatCompletion.Choice choice = choices.getFirst();
            boolean cut = choice._finishReason()
                    .asKnown()
                    .filter(reason -> reason.equals(ChatCompletion.Choice.FinishReason.LENGTH)
                            || reason.equals(ChatCompletion.Choice.FinishReason.CONTENT_FILTER))
                    .isPresent();
            return cut || choice.message().refusal().isPresent()
                    ? Optional.empty()
                    : choice.message().content();
        } catch (OpenAIInvalidDataException e) {
            return Optional.empty();
        }
    }

    private static TokenUsage usage(ChatCompletion completion) {
        try {
            return completion
                    .usage()
                    .map(usage ->
                            new TokenUsage(Math.max(0, usage.promptTokens()), Math.max(0, usage.completionTokens())))
                    .orElse(TokenUsage.NONE);
        } catch (OpenAIInvalidDataException e) {
            return TokenUsage.NONE;
        }
    }
}
