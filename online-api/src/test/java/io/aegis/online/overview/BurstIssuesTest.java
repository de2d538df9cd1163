/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BurstIssuesTest {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final OwnTopics TOPICS = new OwnTopics(
            1, List.of(new OwnTopic(3, "Late parcels", "", "#000000", "Logistics", List.of(), List.of())));

    private static final UUID GROUP = new UUID(1, 2);

    private static OperationalIssue issue(TrendDimension by, String value) {
        StoredBurst burst = new StoredBurst(new SeriesName(by, value), new FeedbackBurst(TEN, 41, 6, 14), TEN);
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
