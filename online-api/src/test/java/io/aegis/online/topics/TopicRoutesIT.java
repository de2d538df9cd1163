/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.audit.Actor;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.views.SavedViews;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.runtime.RunningApi;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingRule;
import io.aegis.testing.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Own topics from the list to the rows, on a real database of each test's own. */
class TopicRoutesIT extends TopicRoutesFixture {

    @Test
    void a_new_topic_is_on_the_next_text_that_its_rules_fit_and_found_by_it() {
        JsonNode before = posted("The package came late, before anybody cared");
        assertThat(before.path("own_topics")).isEmpty();

        HttpResponse<String> stored = put(0, PARCELS);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
        JsonNode list = json(stored);
        assertThat(list.path("version").asLong()).isEqualTo(1);
        assertThat(list.path("applied").asBoolean()).isFalse();
        assertThat(list.path("built_in"))
                .extracting(each -> each.path("name").asText())
                .containsExactly("Security", "Billing", "Technical", "UX", "General");
        JsonNode topic = list.path("topics").path(0);
        assertThat(topic.path("colour").asText()).isEqualTo("#0f766e");
        assertThat(topic.path("number").asInt()).isZero();
        assertThat(list.path("departments")).extracting(JsonNode::asText).contains("Logistics", "Engineering - Core");
        assertThat(json(api.get("/admin/topics"))).isEqualTo(list);

        JsonNode late = posted(LATE);
        assertThat(late.path("own_topics")).extracting(JsonNode::asText).containsExactly("Late parcels");
        assertThat(posted("No parcel was late at all, thank you").path("own_topics"))
                .isEmpty();
        assertThat(posted(LATE).path("own_topics")).hasSize(1);
        assertThat(listed("late PARCELS")).hasSize(1);
        assertThat(listed("Late parcels").path(0).path("id")).isEqualTo(late.path("id"));
        assertThat(json(api.get("/admin/stats"))
                        .path("by_own_topic")
                        .path("Late parcels")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void two_who_change_the_list_do_not_overwrite_each_other() {
        put(0, PARCELS);

        HttpResponse<String> second = put(0, "{\"name\": \"Another\"}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("Read them again");
        assertThat(json(api.get("/admin/topics")).path("topics").findValuesAsText("name"))
                .containsExactly("Late parcels");
    }

    @Test
    void a_topic_renamed_without_its_number_stays_on_its_rows() {
        put(0, "{\"name\": \"Glockenspiel\", \"rules\": [{\"patterns\": [\"glockenspiel\"]}]}");
        posted("the glockenspiel is out of tune again");
        assertThat(listed("Glockenspiel")).hasSize(1);

        HttpResponse<String> renamed = put(1, "{\"name\": \"Bells\", \"rules\": [{\"patterns\": [\"glockenspiel\"]}]}");

        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
        assertThat(json(renamed).path("topics").get(0).path("number").asInt()).isZero();
        assertThat(listed("Bells")).hasSize(1);
    }

    @Test
    void examples_too_short_to_be_any_are_told() {
        HttpResponse<String> stored = put(
                0,
                "{\"name\": \"Parcels\", \"examples\": [\"late\", \"My order has not arrived yet\", \"parcel lost\"]}");

        assertThat(json(stored).path("topics").get(0).path("warnings"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("examples[0], \"late\", is too short"),
                        second -> assertThat(second).startsWith("examples[2], \"parcel lost\", is too short"));
        assertThat(json(preview("{\"name\": \"Parcels\", \"examples\": [\"late\"]}"))
                        .path("warnings"))
                .hasSize(2);
    }

    @Test
    void rules_that_can_never_do_anything_are_warned_of() {
        assertThat(json(preview(
                                "{\"name\": \"W\", \"rules\": [{\"patterns\": [\"cake\"]}, {\"patterns\": [\"wedding\"], \"unless\": [\"wedding\"]}]}"))
                        .path("warnings"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(told -> assertThat(told).startsWith("rules[1] never does anything"));
        assertThat(json(preview("{\"name\": \"W\", \"rules\": [{\"patterns\": [\"wedding\"], \"weight\": 0.5}]}"))
                        .path("warnings"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(told -> assertThat(told).contains("they weigh 0.50 at most"));
    }

    @Test
    void a_pattern_may_be_in_any_script() {
        HttpResponse<String> found = preview(
                "{\"name\": \"W\", \"rules\": [{\"patterns\": [\"\u043f\u043e\u0441\u044b\u043b\u043a\u0430\", \"\u5305\u88f9\"]}]}");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(json(found).path("warnings")).isEmpty();
    }

    @Test
    void a_renamed_topic_stays_on_its_rows_and_a_removed_one_is_seen_no_more() {
        put(0, PARCELS);
        String id = posted(LATE).path("id").asText();

        put(1, "{\"number\": 0, \"name\": \"Delivery\"}");
        assertThat(json(api.get("/feedback/" + id)).path("own_topics"))
                .extracting(JsonNode::asText)
                .containsExactly("Delivery");

        assertThat(inUse(put(2, "{\"name\": \"Shops\"}")))
                .containsExactly("must keep Delivery, which is needed by 1 row of open feedback");
        JsonNode list =
                json(sent("PUT", "/admin/topics?force=true", "{\"version\": 2, \"topics\": [{\"name\": \"Shops\"}]}"));
        assertThat(list.path("topics").path(0).path("number").asInt()).isEqualTo(1);
        assertThat(json(api.get("/feedback/" + id)).path("own_topics")).isEmpty();
    }

    @Test
    void what_asks_for_a_name_is_told_before_the_name_goes() throws Exception {
        put(0, PARCELS, "{\"name\": \"Shops\"}");
        Deadline deadline = Deadline.after(Ticker.system(), Duration.ofSeconds(30));
        RoutingActions actions = new RoutingActions(Optional.empty(), Optional.of("Ann"), List.of(), List.of());
        new RoutingRuleStore(database)
                .replace(
                        0,
                        List.of(new RoutingRule("Parcels to Ann", "'Late parcels' in own_topics", actions)),
                        Actor.user("Ann"),
                        deadline);
        SavedViews views = new SavedViews(database, UuidCreator::getTimeOrderedEpoch);
        Caller ann = new Caller("ann", Set.of(Role.AGENT));
        views.save(ann, "Parcels", "own_topic=late%20Parcels&status=Open", true, deadline);
        views.save(ann, "Secret", "own_topic=Late+parcels", false, deadline);
        views.save(ann, "Other", "own_topic=Shops", true, deadline);

        assertThat(inUse(put(1, "{\"name\": \"Shops\"}")))
                .containsExactly("must keep Late parcels, which is needed by the routing rule Parcels to Ann,"
                        + " the view Parcels, a view of " + ann.actor().name());
        assertThat(inUse(put(1, PARCELS.replace("Late parcels", "Delivery"), "{\"name\": \"shops\"}")))
                .as("a new name is another one, but not to who looks for it in any case")
                .hasSize(1);
        assertThat(put(1, PARCELS.replaceFirst("\\{", "{\"number\": 0, "), "{\"name\": \"shops\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_topic_keeps_its_number_by_its_name() {
        put(0, "{\"name\": \"Shops\"}", PARCELS);
        JsonNode list = json(put(1, PARCELS.replace("Late parcels", "late Parcels"), "{\"name\": \"Shops\"}"));

        assertThat(list.path("topics").path(0).path("name").asText()).isEqualTo("Shops");
        assertThat(list.path("topics").path(1).path("name").asText()).isEqualTo("late Parcels");
    }

    @Test
    void a_preview_shows_what_would_newly_carry_the_topic_and_stores_nothing() {
        posted(LATE);
        posted("Where is my parcel?");
        posted("The app is lovely");

        JsonNode preview = json(preview(PARCELS));
        assertThat(preview.path("scanned").asInt()).isEqualTo(3);
        assertThat(preview.path("matching").asInt()).isEqualTo(2);
        assertThat(preview.path("items"))
                .extracting(row -> row.path("raw_content").asText())
                .containsExactly("Where is my parcel?", LATE);
        assertThat(preview.path("examples_compared").asBoolean()).isFalse();
        assertThat(preview.path("note").isNull()).isTrue();
        assertThat(json(api.get("/admin/topics")).path("version").asLong()).isZero();

        put(0, PARCELS);
        posted("Where is my parcel, I ask once more?");
        JsonNode changed = json(preview(PARCELS.replaceFirst("\\{", "{\"number\": 0, ")));
        assertThat(changed.path("matching").asInt()).isEqualTo(2);
        JsonNode byExample = json(preview("{\"name\": \"A\", \"examples\": [\"a text\"]}"));
        assertThat(byExample.path("matching").asInt()).isZero();
        assertThat(byExample.path("note").asText()).contains("own-topics");
        assertThat(errors(preview("{}"))).containsExactly("name");
    }

    @Test
    void another_replica_takes_the_list_over_by_itself() {
        put(0, PARCELS);
        try (RunningApi other = replica()) {
            Await.until(
                    "the other replica knows the topic",
                    () -> other.get("/feedback?own_topic=Late%20parcels").statusCode() == 200);
        }
    }
}
