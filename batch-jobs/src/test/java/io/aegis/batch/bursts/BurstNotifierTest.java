/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopics;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BurstNotifierTest {

    private static final Instant SINCE = Instant.parse("2026-11-20T12:00:00Z");

    private final BurstNotifier notifier =
            new BurstNotifier(CurrentOwnTopics.fixed(OwnTopics.NONE), Optional.of(URI.create("https://aegis.example")));

    private static StoredBurst burst(TrendDimension by, String value, long observed) {
        return new StoredBurst(
                SeriesName.ofTexts(by, value),
                FeedbackBurst.ofTexts(SINCE, observed, 1, 4),
                Optional.empty(),
                SINCE.plusSeconds(300));
    }

    private static JsonNode payload(Alerts.Cause cause) throws Exception {
        return new ObjectMapper().readTree(cause.payload());
    }

    @Test
    void one_burst_is_told_by_itself() throws Exception {
        JsonNode told = payload(notifier.begin(List.of(burst(TrendDimension.TOPIC, "Billing", 41))));
        assertThat(told.path("text").asText()).isEqualTo("Billing: 41 in the last hour, 1 to 4 expected");
        assertThat(told.path("value").asText()).isEqualTo("Billing");
        assertThat(told.path("link").asText()).isEqualTo("https://aegis.example/#/trends");
        assertThat(told.has("bursts")).isFalse();
    }

    @Test
    void without_the_address_of_the_dashboard_channels_get_the_page_and_alertmanager_none() throws Exception {
        BurstNotifier unknown = new BurstNotifier(CurrentOwnTopics.fixed(OwnTopics.NONE), Optional.empty());
        StoredBurst billing = burst(TrendDimension.TOPIC, "Billing", 41);
        assertThat(payload(unknown.begin(List.of(billing, burst(TrendDimension.TOPIC, "UX", 40))))
                        .path("link")
                        .asText())
                .isEqualTo("#/trends");
        assertThat(payload(unknown.goesOn(billing)).toString()).doesNotContain("#/");
    }

    /** As after a large import. */
    @Test
    void three_hundred_groups_that_burst_at_once_are_one_message_of_the_largest() throws Exception {
        List<StoredBurst> groups = IntStream.range(0, 300)
                .mapToObj(i -> burst(TrendDimension.GROUP, new UUID(0x7000L, i).toString(), 10 + i))
                .toList();

        Alerts.Cause cause = notifier.begin(groups);

        JsonNode told = payload(cause);
        assertThat(told.path("text").asText())
                .startsWith(
                        "300 bursts began: A group of texts that say the same: 309 in the last hour, 1 to 4 expected; ")
                .endsWith("; and 297 more")
                .hasSizeLessThan(400);
        assertThat(told.path("bursts"))
                .extracting(each -> each.path("observed").asInt())
                .containsExactly(309, 308, 307);
        assertThat(told.path("observed").asInt()).isEqualTo(309);
        assertThat(told.path("more").asInt()).isEqualTo(297);
        assertThat(told.path("link").asText()).isEqualTo("https://aegis.example/#/trends");
        assertThat(told.path("bursts"))
                .extracting(each -> each.path("link").asText())
                .allMatch(link -> link.startsWith("https://aegis.example/#/groups?id=00000000-0000-7000"));
        assertThat(cause.payload()).hasSizeLessThan(2_000);
        assertThat(notifier.begin(groups.reversed()).subject())
                .as("told once, however often the run is repeated")
                .isEqualTo(cause.subject());
        assertThat(notifier.begin(groups.subList(0, 299)).subject()).isNotEqualTo(cause.subject());
    }
}
