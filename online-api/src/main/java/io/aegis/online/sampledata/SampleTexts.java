/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.sampledata;

import io.aegis.db.feedback.SampleFeedback.Resolution;
import io.aegis.db.feedback.SampleFeedback.Sample;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.Prompt;
import io.aegis.llm.TokenUsage;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Texts of customers of a company that does not exist, and the rows that they become: spread over thirty days, the more the newer,
 * labelled by the rules and by what stands for an LLM.
 */
final class SampleTexts {

    /** Who labels them: no LLM is asked, neither now nor later, and no model is trained on its labels. */
    static final String PROVIDER = "mock-llm";

    private static final String RESOURCE = "texts.tsv";
    private static final List<String> CHANNELS = List.of("email", "app", "web", "phone", "chat");

    /** The newest is older than the span in which bursts are looked for. */
    private static final Duration NEWEST = Duration.ofHours(2);

    private static final Duration OLDEST = Duration.ofDays(30).minus(NEWEST);

    /** Shares no divisor with the number of texts, so that the languages are mixed. */
    private static final int STRIDE = 73;

    private static final int OPEN = 80;
    private static final double CONFIDENCE = 0.9;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final Duration LATENCY = Duration.ofMillis(300);

    private final List<Written> texts;
    private final HeuristicAnalyzer heuristic;
    private final Supplier<UUID> ids;

    private record Written(FeedbackText text, String raw, Optional<Sentiment> meant) {}

    /**
     * Reads them.
     *
     * @param heuristic labels them
     * @param ids new UUIDv7s
     */
    SampleTexts(HeuristicAnalyzer heuristic, Supplier<UUID> ids) {
        this.heuristic = heuristic;
        this.ids = ids;
        this.texts = read();
    }

    private static List<Written> read() {
        try (InputStream in = Objects.requireNonNull(SampleTexts.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .map(parts -> new Written(
                            FeedbackText.of(parts[0]),
                            parts[0],
                            parts.length > 1 ? Optional.of(Sentiment.valueOf(parts[1])) : Optional.empty()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows, whose times count back from a moment. */
    List<Sample> rows(Instant from) {
        List<Sample> rows = new ArrayList<>();
        for (int number = 0; number < texts.size(); number++) {
            rows.add(row(number, number * STRIDE % texts.size(), from));
        }
        return rows;
    }

    private Sample row(int number, int place, Instant from) {
        Written written = texts.get(number);
        double share = (double) place / (texts.size() - 1);
        Instant createdAt = from.minus(NEWEST)
                .minusSeconds(Math.round(share * share * OLDEST.toSeconds()))
                .truncatedTo(ChronoUnit.SECONDS);
        HeuristicAnalysis rules = heuristic.analyze(written.text());
        Labels labels = written.meant()
                .map(sentiment -> new Labels(
                        sentiment, rules.labels().topics(), rules.labels().urgent()))
                .orElse(rules.labels());
        LlmVerdict verdict = new LlmVerdict(
                labels,
                CONFIDENCE,
                PROVIDER,
                Prompt.PROMPT_VERSION,
                LATENCY,
                new TokenUsage(written.raw().length() / CHARACTERS_PER_TOKEN + 1, 1),
                0);
        MergedVerdict merged = MergedVerdict.of(rules, verdict);
        NewFeedback feedback = new NewFeedback(
                ids.get(),
                ContentHash.ofSample(written.text()),
                written.raw(),
                written.text(),
                merged.analysis(),
                rules,
                Optional.of(verdict),
                merged.reviewReasons(),
                new Metadata(
                        Optional.of(CHANNELS.get(number % CHANNELS.size())),
                        Optional.of("sample-" + (number + 1)),
                        Optional.empty(),
                        Optional.empty()),
                createdAt);
        boolean done = place >= OPEN && place % 3 != 0 && merged.reviewReasons().isEmpty();
        return new Sample(
                feedback,
                done
                        ? Optional.of(
                                new Resolution(createdAt.plus(Duration.ofHours(1L + place % 9)), "Answered (a sample)"))
                        : Optional.empty());
    }
}
