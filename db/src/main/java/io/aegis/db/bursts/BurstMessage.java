/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.outbox.BurstTitles;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.time.Rfc3339;
import java.util.List;
import java.util.UUID;

/** What channels are told when bursts begin: one message, however many do at once. */
public final class BurstMessage {

    /** The event's name in the outbox. */
    public static final String EVENT = BurstTitles.EVENT;

    private static final ObjectMapper JSON = new ObjectMapper();

    private BurstMessage() {}

    /** Of many that begin at once so many are named; the page that the message leads to has all. */
    public static final int MOST_NAMED = 3;

    /**
     * A burst as people hear of it.
     *
     * @param stored the burst
     * @param name what is counted, as people call it
     * @param text one sentence for people
     * @param link where people see more of it; empty when that is not known
     */
    public record Told(StoredBurst stored, String name, String text, String link) {}

    /**
     * A JSON object, without a text of any customer: what a group is called is looked up when it is delivered. Of several bursts it is about the
     * first, and has the first few in {@code bursts}, and how many more there are.
     *
     * @param id tells them apart
     * @param told the bursts, the largest first; at least one
     * @param link where people see more; empty when that is not known
     */
    public static String payload(UUID id, List<Told> told, String link) {
        ObjectNode payload = fields(JSON.createObjectNode().put("id", id.toString()), told.getFirst());
        if (told.size() > 1) {
            List<Told> named = told.subList(0, Math.min(told.size(), MOST_NAMED));
            ArrayNode bursts = payload.putArray(BurstTitles.BURSTS);
            named.forEach(each -> fields(bursts.addObject(), each).put("link", each.link()));
            payload.put(BurstTitles.MORE, told.size() - named.size());
            payload.put("text", BurstTitles.sentence(payload));
        }
        return payload.put("priority", "Medium").put("link", link).toString();
    }

    private static ObjectNode fields(ObjectNode json, Told told) {
        FeedbackBurst burst = told.stored().burst();
        json.put("text", told.text())
                .put("counted_by", told.stored().series().by().label())
                .put("value", told.name())
                .put("aspect", burst.aspect().label())
                .put("since", Rfc3339.format(burst.since()))
                .put("observed", burst.observed())
                .put("total", burst.total())
                .put("expected_low", burst.low())
                .put("expected_high", burst.high());
        told.stored()
                .mostly()
                .ifPresent(group -> json.put("group_id", group.id().toString()).put("group_texts", group.texts()));
        return json;
    }
}
