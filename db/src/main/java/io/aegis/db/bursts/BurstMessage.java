/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.outbox.BurstTitles;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.time.Rfc3339;
import java.util.UUID;

/** What channels are told when a burst begins. */
public final class BurstMessage {

    /** The event's name in the outbox. */
    public static final String EVENT = BurstTitles.EVENT;

    private static final ObjectMapper JSON = new ObjectMapper();

    private BurstMessage() {}

    /**
     * A JSON object, without a text of any customer: what a group is called is looked up when it is delivered.
     *
     * @param id tells the burst apart
     * @param name what is counted, as people call it
     * @param text one sentence for people
     * @param link where they see more; empty when that is not known
     */
    public static String payload(UUID id, StoredBurst stored, String name, String text, String link) {
        FeedbackBurst burst = stored.burst();
        ObjectNode payload = JSON.createObjectNode()
                .put("id", id.toString())
                .put("text", text)
                .put("priority", "Medium")
                .put("counted_by", stored.series().by().label())
                .put("value", name)
                .put("aspect", burst.aspect().label())
                .put("since", Rfc3339.format(burst.since()))
                .put("observed", burst.observed())
                .put("total", burst.total())
                .put("expected_low", burst.low())
                .put("expected_high", burst.high())
                .put("link", link);
        stored.mostly()
                .ifPresent(
                        group -> payload.put("group_id", group.id().toString()).put("group_texts", group.texts()));
        return payload.toString();
    }
}
