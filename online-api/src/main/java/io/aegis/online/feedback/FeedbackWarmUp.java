/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.race.MergedVerdict;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the path of a text before the first one comes: the first of everything takes a hundred times as long as the
 * thousandth, and a deadline of half a second makes no exception for it. Stores nothing.
 */
final class FeedbackWarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackWarmUp.class);

    private static final int ANALYSES = 1_500;
    /** More than there are connections, so that each of them is opened. */
    private static final int STAGEHANDS = 16;

    private static final int STORES_EACH = 12;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final List<String> TEXTS = List.of(
            "<p>The courier left my parcel in the rain, and nobody picks up the phone!</p>",
            "You billed me three times for one month. I want the money back &amp; an apology.",
            "Since the last update the app freezes whenever I open the camera 😡",
            "Somebody changed my password last night and ordered two phones on my card.",
            "The new search is lovely, thank you so much",
            "Where do I find the opening hours of your shop in Leeds?",
            "The text on the payment page is tiny and the button hides behind the keyboard.");

    private final HeuristicAnalyzer heuristic;
    private final MariaDbFeedbackStore store;
    private final Clock clock;
    private final Ticker ticker;

    FeedbackWarmUp(HeuristicAnalyzer heuristic, MariaDbFeedbackStore store, Clock clock, Ticker ticker) {
        this.heuristic = heuristic;
        this.store = store;
        this.clock = clock;
        this.ticker = ticker;
    }

    void run() {
        for (int i = 0; i < ANALYSES; i++) {
            analysed(i);
        }
        try (ExecutorService stagehands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STAGEHANDS; i++) {
                int offset = i;
                stagehands.execute(() -> store(offset));
            }
        }
    }

    private void store(int offset) {
        try {
            for (int i = 0; i < STORES_EACH; i++) {
                NewFeedback feedback = analysed(offset + i);
                store.find(feedback.hash(), Deadline.after(ticker, TIMEOUT));
                store.warmUp(feedback, Deadline.after(ticker, TIMEOUT));
            }
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The database was not there for the warm-up: {}", e.getMessage());
        }
    }

    private NewFeedback analysed(int number) {
        String raw = TEXTS.get(number % TEXTS.size()) + " (" + number + ")";
        FeedbackText text = FeedbackText.of(raw);
        HeuristicAnalysis analysis = heuristic.analyze(text);
        MergedVerdict merged = MergedVerdict.of(analysis);
        return new NewFeedback(
                UuidCreator.getTimeOrderedEpoch(),
                ContentHash.of(text),
                raw,
                text,
                merged.analysis(),
                analysis,
                Optional.empty(),
                merged.reviewReasons(),
                Metadata.NONE,
                clock.instant());
    }
}
