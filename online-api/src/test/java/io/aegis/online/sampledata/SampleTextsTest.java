/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.sampledata;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.feedback.SampleFeedback.Sample;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.review.ReviewReason;
import io.aegis.storage.NewFeedback;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The texts as the rules read them. */
class SampleTextsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final List<Sample> rows = new SampleTexts(
                    HeuristicLane.load(Optional.empty()).analyzer(), UuidCreator::getTimeOrderedEpoch)
            .rows(NOON);

    private List<NewFeedback> feedback() {
        return rows.stream().map(Sample::feedback).toList();
    }

    @Test
    void there_are_two_hundred_in_four_languages_and_no_two_are_the_same() {
        assertThat(rows).hasSize(200);
        assertThat(feedback()).extracting(NewFeedback::hash).doesNotHaveDuplicates();
        Map<String, Long> languages = feedback().stream()
                .collect(Collectors.groupingBy(row -> row.heuristic().evidence().language(), Collectors.counting()));
        assertThat(languages.keySet()).contains("en", "de", "es", "fr");
        for (String language : List.of("en", "de", "es", "fr")) {
            assertThat(languages.get(language)).as(language).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void none_has_the_hash_of_what_somebody_sends() {
        assertThat(feedback()).allSatisfy(row -> assertThat(row.hash()).isNotEqualTo(ContentHash.of(row.text())));
    }

    @Test
    void they_are_spread_over_thirty_days_and_none_is_so_new_that_it_could_be_a_burst() {
        assertThat(feedback())
                .extracting(NewFeedback::createdAt)
                .allSatisfy(at ->
                        assertThat(at).isBetween(NOON.minus(Duration.ofDays(30)), NOON.minus(Duration.ofHours(2))));
        assertThat(feedback())
                .filteredOn(row -> row.createdAt().isAfter(NOON.minus(Duration.ofDays(1))))
                .hasSizeBetween(20, 60);
    }

    @Test
    void no_llm_is_asked_about_them_and_every_page_has_something_of_them() {
        assertThat(feedback()).allSatisfy(row -> {
            assertThat(row.analysis().source()).isEqualTo(AnalysisSource.AI);
            assertThat(row.analysis().provider()).isEqualTo(SampleTexts.PROVIDER);
            assertThat(row.metadata().channel()).isPresent();
        });
        assertThat(feedback())
                .extracting(row -> row.analysis().labels().sentiment())
                .contains(Sentiment.values());
        assertThat(feedback().stream()
                        .flatMap(row -> row.analysis().labels().topics().stream())
                        .distinct())
                .hasSize(5);
        assertThat(feedback())
                .filteredOn(row -> row.analysis().labels().urgent())
                .isNotEmpty();
        assertThat(feedback().stream().flatMap(row -> row.reviewReasons().stream()))
                .contains(ReviewReason.SENTIMENT_FLIP);
        assertThat(rows).filteredOn(row -> row.resolved().isPresent()).hasSizeBetween(40, 120);
        assertThat(rows)
                .allSatisfy(row -> row.resolved()
                        .ifPresent(done ->
                                assertThat(done.at()).isBetween(row.feedback().createdAt(), NOON)));
    }
}
