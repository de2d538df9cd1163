/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.stats.StatsQueries;
import io.aegis.db.views.SavedViews;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.online.admin.StatsRoutes;
import io.aegis.online.feedback.FeedbackInbox;
import io.aegis.online.feedback.FeedbackModule;
import io.aegis.online.feedback.WithoutAlerts;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingRule;
import io.aegis.settings.Environment;
import io.aegis.testing.Await;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Own topics from the list to the rows, on a real database of each test's own. */
class TopicRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARCELS = """
            {"name": "Late parcels", "department": "Logistics", "colour": "#0F766E",
             "rules": [{"patterns": ["parcel|package ..4 late", "where is my parcel"], "negatable": true}]}""";
    private static final String LATE = "My parcel was terribly late, again";

    private Database database;
    private Map<String, String> settings;
    private RunningApi api;

    @BeforeEach
    void open() {
        settings = new LinkedHashMap<>(RealDatabase.shared().settings());
        // Nothing here is about time, and the machine may be busy.
        settings.put("AI_TIMEOUT_SECONDS", "10");
        database = Database.open(checked().database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        api = replica();
    }

    private OnlineSettings checked() {
        return OnlineSettings.from(Environment.of(settings, Path.of("target")));
    }

    private RunningApi replica() {
        return new RunningApi(settings, List::of, () -> true, runtime -> modules(runtime, checked()));
    }

    private List<Routes> modules(ApiRuntime runtime, OnlineSettings settings) {
        Ticker ticker = Ticker.system();
        Clock clock = Clock.systemUTC();
        FeedbackQueries queries = new FeedbackQueries(database);
        TopicsModule topics = new TopicsModule(runtime, database, queries, ticker);
        FeedbackModule feedback = WithoutAlerts.module(settings, runtime, database, topics);
        return List.of(
                feedback.routes(),
                topics.routes(),
                new FeedbackInbox(queries, new FeedbackTriage(database, clock), topics.current(), ticker),
                new StatsRoutes(
                        new StatsQueries(database),
                        new StatsRoutes.Live(
                                feedback.meters()::latency,
                                feedback::providers,
                                topics.current()::list,
                                feedback::flush),
                        ticker));
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> put(String body) {
        return sent("PUT", "/admin/topics", body);
    }

    private HttpResponse<String> preview(String body) {
        return sent("POST", "/admin/topics/preview", body);
    }

    private HttpResponse<String> put(long version, String... topics) {
        return put("{\"version\": " + version + ", \"topics\": [" + String.join(", ", topics) + "]}");
    }

    private JsonNode posted(String text) {
        return json(api.post("/feedback", "{\"raw_content\": \"" + text + "\"}"));
    }

    private JsonNode listed(String topic) {
        return json(api.get("/feedback?own_topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8)))
                .path("items");
    }

    private static List<String> errors(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        return json(response).path("errors").findValuesAsText("field");
    }

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
    void a_department_of_ones_own_gets_what_its_topics_are_on() {
        put(0, PARCELS);
        String id = posted(LATE).path("id").asText();
        String triage = "Customer Support - Triage";
        assertThat(department(id)).isEqualTo(triage);
        assertThat(errors(api.get("/feedback?department=Logistics"))).containsExactly("department");

        JsonNode list = json(
                put(
                        "{\"version\": 1, \"topics\": [" + PARCELS
                                + "], \"own_departments\": [{\"name\": \"Logistics\", \"colour\": \"#0F766E\"}, {\"name\": \"Idle\"}]}"));
        assertThat(list.path("own_departments").path(0).path("colour").asText()).isEqualTo("#0f766e");
        assertThat(list.path("departments")).extracting(JsonNode::asText).contains("Logistics", "Idle", triage);
        assertThat(department(id)).isEqualTo("Logistics");
        assertThat(json(api.get("/feedback?department=logistics")).path("items"))
                .hasSize(1);
        assertThat(json(api.get("/feedback?department=Idle")).path("items")).isEmpty();
        assertThat(json(api.get("/feedback?department=Customer%20Support%20-%20Triage"))
                        .path("items"))
                .isEmpty();
        JsonNode counts = json(api.get("/admin/stats")).path("by_department");
        assertThat(counts.path("Logistics").asLong()).isEqualTo(1);
        assertThat(counts.path(triage).asLong()).isZero();
        assertThat(counts.path("Idle").isNumber()).isTrue();
        assertThat(api.get("/feedback/export.csv").body()).contains(",Logistics,");
        assertThat(posted("My parcel was late and I want a refund, I was charged twice")
                        .path("department")
                        .asText())
                .isEqualTo("Logistics");
        assertThat(posted("My parcel was late and my account was hacked")
                        .path("department")
                        .asText())
                .isEqualTo("InfoSec - Priority");

        put(2, PARCELS);
        assertThat(department(id))
                .as("who does not speak of departments keeps them")
                .isEqualTo("Logistics");
        String without = "{\"version\": 3, \"topics\": [" + PARCELS + "], \"own_departments\": []}";
        assertThat(inUse(put(without)))
                .singleElement()
                .asString()
                .contains("must keep Logistics", "the topic Late parcels", " rows of open feedback that go there");
        assertThat(department(id)).isEqualTo("Logistics");
        assertThat(sent("PUT", "/admin/topics?force=true", without).statusCode())
                .isEqualTo(200);
        assertThat(department(id)).isEqualTo(triage);
    }

    private static List<String> inUse(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(409);
        return json(response).path("errors").findValuesAsText("message");
    }

    private String department(String id) {
        return json(api.get("/feedback/" + id)).path("department").asText();
    }

    @Test
    void what_is_wrong_with_a_department_is_told_with_its_place() {
        String body = "{\"version\": 0, \"topics\": [], \"own_departments\": [%s]}";
        assertThat(errors(put(body.formatted("{\"name\": \"Shops\"}, {\"name\": \"SHOPS\"}"))))
                .containsExactly("own_departments[1].name");
        assertThat(errors(put(body.formatted("{\"name\": \"Product - design\", \"colour\": \"red\"}"))))
                .containsExactly("own_departments[0].colour", "own_departments[0].name");
        assertThat(errors(put(body.formatted("{}")))).containsExactly("own_departments[0].name");
    }

    @Test
    void what_there_is_none_of_cannot_be_asked_for() {
        HttpResponse<String> none = api.get("/feedback?own_topic=Parcels");
        assertThat(errors(none)).containsExactly("own_topic");
        put(0, PARCELS);
        HttpResponse<String> other = api.get("/feedback?own_topic=Parcels");
        assertThat(errors(other)).containsExactly("own_topic");
        assertThat(other.body()).contains("Late parcels");
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
    void names_that_look_the_same_are_refused_and_departments_are_listed_once() {
        assertThat(errors(put(
                        0, "{\"name\": \"Caf\u00e9\"}", "{\"name\": \"Cafe\u0301\"}", "{\"name\": \"CAF\u00c9 \"}")))
                .containsExactly("topics[1].name", "topics[2].name");
        assertThat(errors(put(0, "{\"name\": \"a|b\"}", "{\"name\": \"\\u202eab\"}", "{\"name\": \"\uff22illing\"}")))
                .containsExactly("topics[0].name", "topics[1].name", "topics[2].name");
        assertThat(errors(put(0, "{\"name\": \"A\", \"department\": \"x\\u200by\"}")))
                .containsExactly("topics[0].department");

        JsonNode list = json(put(
                0,
                "{\"name\": \"A  a\", \"department\": \"engineering -  core\"}",
                "{\"name\": \"B\", \"department\": \"Zoo\"}",
                "{\"name\": \"C\", \"department\": \"ZOO\"}"));
        assertThat(list.path("topics").findValuesAsText("name")).containsExactly("A a", "B", "C");
        assertThat(list.path("topics").findValuesAsText("department"))
                .containsExactly("Engineering - Core", "Zoo", "Zoo");
        assertThat(list.path("departments"))
                .extracting(JsonNode::asText)
                .hasSize(6)
                .endsWith("Zoo");
    }

    @Test
    void a_topic_keeps_its_number_by_its_name() {
        put(0, "{\"name\": \"Shops\"}", PARCELS);
        JsonNode list = json(put(1, PARCELS.replace("Late parcels", "late Parcels"), "{\"name\": \"Shops\"}"));

        assertThat(list.path("topics").path(0).path("name").asText()).isEqualTo("Shops");
        assertThat(list.path("topics").path(1).path("name").asText()).isEqualTo("late Parcels");
    }

    @Test
    void everything_that_is_wrong_is_told_with_its_place() {
        assertThat(errors(put("{}"))).containsExactlyInAnyOrder("version", "topics");
        assertThat(errors(put(0, "{\"name\": \"billing\"}"))).containsExactly("topics[0].name");
        assertThat(errors(put(0, "{}", "{\"name\": \" \"}", "{\"name\": \"a\\u200bb\"}")))
                .containsExactly("topics[0].name", "topics[1].name", "topics[2].name");
        assertThat(errors(put(0, "{\"name\": \"A\"}", "{\"name\": \"a\"}"))).containsExactly("topics[1].name");
        assertThat(errors(put(0, "{\"name\": \"A\", \"number\": 1}"))).containsExactly("topics[0].number");
        assertThat(errors(put(0, "{\"name\": \"A\", \"number\": 60}"))).containsExactly("topics[0].number");
        assertThat(errors(put(0, "{\"name\": \"A\", \"number\": 1}", "{\"name\": \"B\", \"number\": 1}")))
                .containsExactly("topics[1].number");
        assertThat(errors(put(0, "{\"name\": \"A\", \"colour\": \"red\"}"))).containsExactly("topics[0].colour");
        assertThat(errors(put(0, "{\"name\": \"A\", \"examples\": [\"fine text\", \"x\", 7]}")))
                .containsExactlyInAnyOrder("topics[0].examples[1]", "topics[0].examples[2]");
        assertThat(errors(put(0, "{\"name\": \"A\", \"examples\": \"x\"}"))).containsExactly("topics[0].examples");
    }

    @Test
    void what_is_wrong_with_rules_is_told_with_its_place() {
        HttpResponse<String> response = put(
                0, "{\"name\": \"A\", \"rules\": [{\"patterns\": [\"fine\", \"Late\"], \"unless\": [\"@NOBODY\"]}]}");
        assertThat(errors(response)).containsExactly("topics[0].rules[0].patterns[1]", "topics[0].rules[0].unless[0]");
        assertThat(response.body()).contains("write words in lower case");
        assertThat(errors(put(0, "{\"name\": \"A\", \"rules\": [{\"patterns\": []}]}")))
                .containsExactly("topics[0].rules[0].patterns");
        assertThat(errors(put(0, "{\"name\": \"A\", \"rules\": [{\"patterns\": [\"a\"], \"weight\": 11}]}")))
                .containsExactly("topics[0].rules[0].weight");
        String forty = "\"late\", ".repeat(39) + "\"late\"";
        String rule = "{\"patterns\": [" + forty + "]}";
        assertThat(errors(put(0, "{\"name\": \"A\", \"rules\": [" + rule + "," + rule + "," + rule + "]}")))
                .containsExactly("topics[0].rules");
    }

    @Test
    void built_in_topics_stay_as_they_are() {
        String shown = json(api.get("/admin/topics")).path("built_in").toString();
        String body = "{\"version\": 0, \"topics\": [], \"built_in\": " + shown + "}";

        assertThat(errors(put(body.replace("Engineering - Core", "Elsewhere")))).containsExactly("built_in");
        assertThat(errors(put(body.replace(shown, "[]")))).containsExactly("built_in");
        assertThat(put(body).statusCode()).isEqualTo(200);
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
