/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.bursts.MainGroup;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BurstIssuesTest {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final OwnTopics TOPICS = new OwnTopics(
            1, List.of(new OwnTopic(3, "Late parcels", "", "#000000", "Logistics", List.of(), List.of())));

    private static final UUID GROUP = new UUID(1, 2);

    private static OperationalIssue issue(TrendDimension by, String value) {
        return issue(new StoredBurst(
                SeriesName.ofTexts(by, value), FeedbackBurst.ofTexts(TEN, 41, 6, 14), Optional.empty(), TEN));
    }

    private static OperationalIssue issue(StoredBurst burst) {
        return BurstIssues.of(List.of(burst), TOPICS, Map.of(GROUP, "The app is down"))
                .getFirst();
    }

    @Test
    void a_burst_is_told_with_its_numbers_and_leads_to_its_texts() {
        OperationalIssue issue = issue(TrendDimension.TOPIC, "Billing");
        assertThat(issue.title()).isEqualTo("Billing: 41 in the last hour, 6 to 14 expected");
        assertThat(issue.detail()).contains("since 2026-11-20 10:00 UTC");
        assertThat(issue.link()).isEqualTo("inbox?topic=Billing");
    }

    @Test
    void the_same_texts_counted_by_department_and_language_are_told_only_where_no_topic_bursts() {
        List<StoredBurst> bursts = Stream.of(
                        SeriesName.ofTexts(TrendDimension.DEPARTMENT, "Customer Success - Finance"),
                        SeriesName.ofTexts(TrendDimension.LANGUAGE, "en"),
                        SeriesName.ofTexts(TrendDimension.TOPIC, "Billing"),
                        SeriesName.ofTexts(TrendDimension.CHANNEL, "email"))
                .map(series -> new StoredBurst(series, FeedbackBurst.ofTexts(TEN, 41, 6, 14), Optional.empty(), TEN))
                .toList();
        assertThat(BurstIssues.of(bursts, TOPICS, Map.of()))
                .singleElement()
                .satisfies(each -> assertThat(each.title()).startsWith("Billing: "));
        assertThat(BurstIssues.of(bursts.subList(0, 2), TOPICS, Map.of())).hasSize(2);
    }

    @Test
    void what_most_of_it_says_is_told_as_long_as_there_is_such_a_group() {
        StoredBurst burst = new StoredBurst(
                SeriesName.ofTexts(TrendDimension.TOPIC, "Technical"),
                FeedbackBurst.ofTexts(TEN, 41, 6, 14),
                Optional.of(new MainGroup(GROUP, 30)),
                TEN);
        assertThat(issue(burst).title())
                .isEqualTo("Technical: 41 in the last hour, 6 to 14 expected, mostly “The app is down”");
        assertThat(issue(burst.with(Optional.of(new MainGroup(new UUID(3, 4), 30))))
                        .title())
                .isEqualTo("Technical: 41 in the last hour, 6 to 14 expected");
    }

    @Test
    void a_larger_share_leads_to_the_texts_that_have_it() {
        SeriesName billing = SeriesName.ofTexts(TrendDimension.TOPIC, "Billing");
        OperationalIssue negative = issue(new StoredBurst(
                billing.with(BurstAspect.NEGATIVE),
                new FeedbackBurst(BurstAspect.NEGATIVE, TEN, 30, 41, 8, 17),
                Optional.empty(),
                TEN));
        assertThat(negative.title()).isEqualTo("Billing: 30 of 41 negative in the last hour, 8 to 17 expected");
        assertThat(negative.detail()).contains("A much larger share", "is negative", "since 2026-11-20 10:00 UTC");
        assertThat(negative.link()).isEqualTo("inbox?topic=Billing&sentiment=NEGATIVE");
        assertThat(issue(new StoredBurst(
                                billing.with(BurstAspect.URGENT),
                                new FeedbackBurst(BurstAspect.URGENT, TEN, 30, 41, 8, 17),
                                Optional.empty(),
                                TEN))
                        .link())
                .isEqualTo("inbox?topic=Billing&urgent=true");
    }

    @Test
    void every_kind_has_a_name_and_a_place() {
        assertThat(issue(TrendDimension.OWN_TOPIC, "3").link()).isEqualTo("inbox?own_topic=Late%20parcels");
        assertThat(issue(TrendDimension.OWN_TOPIC, "4").title()).startsWith("A topic that was removed: 41");
        assertThat(issue(TrendDimension.LANGUAGE, "de").title()).startsWith("Language de: 41");
        assertThat(issue(TrendDimension.CHANNEL, "email").link()).isEqualTo("trends?by=channel");
        OperationalIssue group = issue(TrendDimension.GROUP, GROUP.toString());
        assertThat(group.title()).startsWith("“The app is down”: 41");
        assertThat(group.link()).isEqualTo("groups?id=" + GROUP);
        assertThat(issue(TrendDimension.GROUP, new UUID(3, 4).toString()).title())
                .startsWith("A group of texts: 41");
        assertThat(issue(TrendDimension.DEPARTMENT, "InfoSec - Priority").link())
                .isEqualTo("inbox?department=InfoSec%20-%20Priority");
    }
}
