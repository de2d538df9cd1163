/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.HeuristicAnalyzer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The built-in mock LLM: no network, a fixed delay, and always the same answer to the same text, for demos and load tests. It
 * says what the heuristic says, so that its labels make sense, except on a share of texts, picked by their checksum, on which
 * it sees one thing differently, so that there is something to review.
 */
final class MockLlm implements LlmClient {

    private static final double CONFIDENCE = 0.9;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int PARTS = 1_000_000;

    private final Duration delay;
    private final double disagreement;
    private final HeuristicAnalyzer heuristic;

    /**
     * A mock.
     *
     * @param settings delay and share of disagreement
     * @param heuristic what it agrees with otherwise
     */
    MockLlm(ProviderSettings.Mock settings, HeuristicAnalyzer heuristic) {
        this.delay = settings.delay();
        this.disagreement = settings.disagreement();
        this.heuristic = heuristic;
    }

    @Override
    public LlmReply ask(FeedbackText text) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LlmReply.NoAnswer(LlmFailure.NETWORK);
        }
        Labels labels = heuristic.analyze(text).labels();
        long checksum = checksum(text.value());
        boolean disagrees = checksum % PARTS < disagreement * PARTS;
        TokenUsage usage = new TokenUsage(text.value().length() / CHARACTERS_PER_TOKEN + 1, 1);
        return new LlmReply.Answer(disagrees ? otherwise(labels, checksum / PARTS) : labels, CONFIDENCE, usage);
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static Labels otherwise(Labels labels, long choice) {
        return switch ((int) (choice % 4)) {
            case 0, 1 -> new Labels(opposite(labels.sentiment()), labels.topics(), labels.urgent());
            case 2 -> new Labels(labels.sentiment(), others(labels.topics(), choice), labels.urgent());
            default -> labels.withUrgent(!labels.urgent());
        };
    }

    private static Sentiment opposite(Sentiment sentiment) {
        return switch (sentiment) {
            case POSITIVE, NEUTRAL -> Sentiment.NEGATIVE;
            case NEGATIVE -> Sentiment.POSITIVE;
        };
    }

    private static Set<Topic> others(Set<Topic> topics, long choice) {
        EnumSet<Topic> rest = EnumSet.complementOf(EnumSet.copyOf(topics));
        return rest.stream()
                .skip(rest.isEmpty() ? 0 : choice / 4 % rest.size())
                .findFirst()
                .map(Set::of)
                .orElse(topics);
    }

    private static long checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }
}
