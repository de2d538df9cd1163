/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Database;
import io.aegis.db.EnumBits;
import io.aegis.db.PoolSizes;
import io.aegis.db.routing.RoutingLog;
import io.aegis.db.routing.RoutingQueue;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.routing.SeenChannels;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.feedback.Topic;
import io.aegis.online.feedback.FeedbackSide;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.topics.CurrentOwnTopics;
import io.aegis.topics.OwnTopics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules from their dry run to the rows that they take, on a real database of each test's own; the test says when is routed. */
class RoutingRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MONEY = """
            {"name": "Money", "when": "'Billing' in topics && channel == 'email'",
             "then": {"priority": "Critical", "assign": "Ann", "tags": ["Money"], "notify": ["ops"]}}""";

    private final AtomicLong nanos = new AtomicLong();
    private final RealDatabase schema = RealDatabase.shared();
    private Database database;
    private RunningApi api;
    private FeedbackRouter router;

    @BeforeEach
    void open() {
        Map<String, String> settings = FeedbackSide.settings(schema);
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        api = new RunningApi(settings, List::of, () -> true, runtime -> modules(runtime, checked));
        router = router();
    }

    private List<Routes> modules(ApiRuntime runtime, OnlineSettings settings) {
        Ticker ticker = Ticker.system();
        FeedbackSide feedback = FeedbackSide.of(runtime, settings, database);
        return feedback.and(new RoutingRoutes(
                new RoutingRuleStore(database),
                new RoutingLog(database, UUID::randomUUID),
                new RuledPriority(
                        new RoutingRuleStore(database),
                        new RoutingQueue(database),
                        feedback.topics().current()),
                new RoutingDryRun(new RoutingQueue(database), feedback.topics().current(), ticker),
                _ -> Set.of("ops"),
                new RoutingChecks(feedback.topics().current(), new SeenChannels(database)),
                ticker));
    }

    /** One of another process, say. */
    private FeedbackRouter router() {
        return router(database);
    }

    private FeedbackRouter router(Database database) {
        return new FeedbackRouter(
                new RoutingRuleStore(database),
                new RoutingQueue(database),
                new RoutingLog(database, UUID::randomUUID),
                new RoutedPayload(URI.create("https://aegis.example")),
                CurrentOwnTopics.fixed(OwnTopics.NONE),
                nanos::get,
                UUID.randomUUID());
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> sent(String method, String path, String body) {
        return api.send(api.request(path)
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode put(long version, String... rules) throws Exception {
        HttpResponse<String> answer = sent(
                "PUT",
                "/admin/routing",
                "{\"version\": " + version + ", \"rules\": [" + String.join(", ", rules) + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private String posted(String text) throws Exception {
        HttpResponse<String> answer =
                api.post("/feedback", "{\"raw_content\": \"" + text + "\", \"metadata\": {\"channel\": \"email\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asText();
    }

    private JsonNode row(String id) throws Exception {
        return json(sent("GET", "/feedback/" + id, ""));
    }

    private JsonNode applied(String id) throws Exception {
        return json(sent("GET", "/feedback/" + id + "/routing", "")).path("items");
    }

    @Test
    void a_rule_takes_what_comes_after_it_and_each_row_says_so() throws Exception {
        String before = posted("I was charged twice last year");
        JsonNode rules = put(0, MONEY);
        assertThat(rules.path("version").asLong()).isOne();
        assertThat(json(sent("GET", "/admin/routing", ""))).isEqualTo(rules);
        String after = posted("I was charged twice today");
        String other = posted("The new colours are lovely");

        router.route();
        router.route();

        assertThat(row(after).path("priority").asText()).isEqualTo("Critical");
        assertThat(applied(after)).hasSize(1);
        JsonNode deed = applied(after).path(0);
        assertThat(deed.path("rule").asText()).isEqualTo("Money");
        assertThat(deed.at("/actions/tags/0").asText()).isEqualTo("money");
        assertThat(row(after).at("/triage/assigned_to").asText()).isEqualTo("Ann");
        assertThat(applied(before)).isEmpty();
        assertThat(applied(other)).isEmpty();
        assertThat(List.of("none", UUID.randomUUID().toString()))
                .allSatisfy(id -> assertThat(
                                sent("GET", "/feedback/" + id + "/routing", "").statusCode())
                        .isEqualTo(404));
        assertThat(schema.number("SELECT COUNT(*) FROM alert_outbox WHERE channel = 'ops'"))
                .isOne();
        assertThat(schema.number(
                        "SELECT COUNT(*) FROM alert_outbox WHERE payload LIKE '%https://aegis.example/#/inbox?id="
                                + after + "%' AND payload LIKE '%\"rule\":\"Money\"%'"))
                .isOne();
    }

    @Test
    void another_process_goes_on_and_nothing_is_done_twice() throws Exception {
        put(0, MONEY);
        String first = posted("I was charged twice today");
        router.route();
        FeedbackRouter next = router();
        next.route();
        String second = posted("I was charged three times");
        next.route();
        assertThat(applied(second)).as("another has the lease").isEmpty();

        schema.change("UPDATE routing_list SET lease_until = NOW(6) - INTERVAL 1 SECOND");
        next.route();

        assertThat(applied(second)).hasSize(1);
        assertThat(applied(first)).hasSize(1);
        assertThat(schema.number("SELECT COUNT(*) FROM alert_outbox")).isEqualTo(2);
    }

    @Test
    void a_row_that_is_seen_later_than_the_time_that_it_carries_is_found() throws Exception {
        put(0, MONEY);
        posted("I was charged twice today");
        router.route();
        String late = posted("I was charged three times");
        schema.change("UPDATE feedback SET updated_at = updated_at - INTERVAL 20 SECOND WHERE id = '" + late + "'");
        router.route();
        assertThat(applied(late)).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        router.route();
        router.route();

        assertThat(applied(late)).hasSize(1);
    }

    @Test
    void a_row_whose_group_grows_is_looked_at_again_however_long_ago_it_came() throws Exception {
        put(0, rule("A wave", "group_size >= 3"));
        List<String> rows = List.of(posted("It never came, number one"), posted("It never came, number two"));
        // As if they had come a while ago; what comes last is looked at, and the minute before it.
        schema.change("UPDATE feedback SET updated_at = updated_at - INTERVAL 5 MINUTE");
        String third = posted("It never came, number three");
        router.route();
        assertThat(applied(rows.getFirst())).isEmpty();

        UUID group = UUID.randomUUID();
        schema.change(
                "INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, updated_at)"
                        + " VALUES ('" + group + "', '" + third + "', '" + third
                        + "', 3, 3, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        schema.change("UPDATE feedback SET group_id = '" + group + "'");
        router.route();

        for (String row : List.of(rows.getFirst(), rows.getLast(), third)) {
            assertThat(applied(row)).hasSize(1);
        }
    }

    @Test
    void a_later_verdict_counts() throws Exception {
        put(0, MONEY);
        String row = posted("The new colours are lovely");
        router.route();
        assertThat(applied(row)).isEmpty();
        // As a late verdict does.
        schema.change("UPDATE feedback SET topics = " + EnumBits.of(Set.of(Topic.BILLING))
                + ", updated_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = '" + row + "'");
        router.route();

        assertThat(applied(row)).hasSize(1);
    }

    @Test
    void a_rule_that_is_removed_takes_its_priority_along_and_one_that_is_renamed_does_not() throws Exception {
        put(0, MONEY);
        String row = posted("I was charged twice today");
        String own = row(row).path("priority").asText();
        assertThat(own).isNotEqualTo("Critical");
        router.route();
        assertThat(row(row).path("priority").asText()).isEqualTo("Critical");
        put(1, MONEY.replace("\"name\": \"Money\"", "\"name\": \"Money, renamed\""));
        router.route();
        assertThat(row(row).path("priority").asText()).isEqualTo("Critical");
        assertThat(applied(row)).as("it does nothing else with the past").hasSize(1);

        put(2);
        router.route();

        assertThat(row(row).path("priority").asText()).isEqualTo(own);
        assertThat(applied(row)).hasSize(1);
        assertThat(row(row).at("/triage/assigned_to").asText()).isEqualTo("Ann");
    }

    @Test
    void what_took_effect_is_told_and_which_rule_gives_the_priority_now() throws Exception {
        String first = rule("A", "true").replace("\"Low\"", "\"Critical\", \"assign\": \"Ann\", \"tags\": [\"ta\"]");
        String second =
                rule("B", "true").replace("\"Low\"", "\"Low\", \"assign\": \"Ben\", \"tags\": [\"tb\", \"ta\"]");
        put(0, first, second);
        String row = posted("I was charged twice today");
        String own = row(row).path("priority").asText();
        router.route();

        assertThat(did(row, "A")).isEqualTo("{\"priority\":\"Critical\",\"assign\":\"Ann\",\"tags\":[\"ta\"]}");
        assertThat(did(row, "B")).isEqualTo("{\"priority\":null,\"assign\":null,\"tags\":[\"tb\"]}");
        assertThat(priority(row)).isEqualTo("{\"value\":\"Critical\",\"rule\":\"A\",\"of_verdict\":\"" + own + "\"}");

        put(1, second);
        router.route();
        assertThat(priority(row)).isEqualTo("{\"value\":\"Low\",\"rule\":\"B\",\"of_verdict\":\"" + own + "\"}");

        put(2, second.replace("\"B\"", "\"B renamed\"").replace("Low", "High"));
        router.route();
        assertThat(priority(row)).contains("\"value\":\"High\",\"rule\":\"B renamed\"");

        put(3);
        router.route();
        assertThat(priority(row)).isEqualTo("{\"value\":\"" + own + "\",\"rule\":null,\"of_verdict\":\"" + own + "\"}");
        assertThat(
                        schema.number(
                                "SELECT COUNT(*) FROM audit_log WHERE action = 'PRIORITY' AND subject = '" + row
                                        + "' AND (actor_kind, actor) IN (('RULE', 'A'), ('RULE', 'B'), ('RULE', 'B renamed'), ('PRODUCT', 'Aegis'))"))
                .isEqualTo(4);
    }

    private String did(String row, String rule) throws Exception {
        for (JsonNode each : applied(row)) {
            if (each.path("rule").asText().equals(rule)) {
                return each.path("did").toString();
            }
        }
        return "";
    }

    private String priority(String row) throws Exception {
        return json(sent("GET", "/feedback/" + row + "/routing", ""))
                .path("priority")
                .toString();
    }

    @Test
    void a_row_that_is_opened_again_has_the_priority_that_the_rules_that_there_are_give_it() throws Exception {
        put(0, MONEY);
        String first = posted("I was charged twice today");
        String second = posted("I was charged twice this week");
        String own = row(first).path("priority").asText();
        assertThat(row(second).path("priority").asText()).isEqualTo(own).isNotEqualTo("Critical");
        router.route();
        for (String row : List.of(first, second)) {
            assertThat(row(row).path("priority").asText()).isEqualTo("Critical");
            patched(row, "resolve");
        }
        put(1, MONEY.replace("'email'", "'letter'"));
        router.route();
        assertThat(row(first).path("priority").asText()).as("while resolved").isEqualTo("Critical");

        patched(first, "reopen");
        router.route();
        assertThat(row(first).path("priority").asText()).isEqualTo(own);

        put(2);
        router.route();
        patched(second, "reopen");
        router.route();
        assertThat(row(second).path("priority").asText()).isEqualTo(own);
    }

    private void patched(String row, String what) {
        HttpResponse<String> answer = sent("PATCH", "/feedback/" + row + "/" + what, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_row_of_which_a_rule_holds_no_more_has_the_priority_of_its_verdict() throws Exception {
        put(0, MONEY);
        String row = posted("I was charged twice today");
        String own = row(row).path("priority").asText();
        router.route();
        schema.change("UPDATE feedback SET topics = " + EnumBits.of(Set.of(Topic.UX))
                + ", updated_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = '" + row + "'");
        router.route();

        assertThat(row(row).path("priority").asText()).isEqualTo(own);
    }

    @Test
    void a_database_that_is_away_is_waited_for() throws Exception {
        put(0, MONEY);
        String row = posted("I was charged twice today");
        OnlineSettings settings = OnlineSettings.from(Environment.of(schema.settings(), Path.of("target")));
        Database closed = Database.open(settings.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        closed.close();

        FeedbackRouter away = router(closed);
        away.route();
        away.route();

        assertThat(applied(row)).isEmpty();
    }

    @Test
    void a_dry_run_tells_what_rules_would_have_taken_and_does_nothing() throws Exception {
        String money = posted("I was charged twice today");
        posted("The new colours are lovely");

        JsonNode found = json(sent(
                "POST",
                "/admin/routing/preview",
                "{\"rules\": [" + MONEY
                        + ", {\"name\": \"All\", \"when\": \"true\", \"then\": {\"priority\": \"Low\"}}]}"));

        assertThat(found.path("scanned").asInt()).isEqualTo(2);
        assertThat(found.path("whole").asBoolean()).isTrue();
        assertThat(found.at("/rules/0/matching").asInt()).isOne();
        assertThat(found.at("/rules/0/items/0/id").asText()).isEqualTo(money);
        assertThat(found.at("/rules/1/matching").asInt()).isEqualTo(2);
        assertThat(schema.number("SELECT COUNT(*) FROM feedback_routing")).isZero();
    }

    /** Rules, and the field that is wrong with each. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"'Biling' in topics\", \"then\": {\"priority\": \"Low\"}}",
                    "rules[0].when"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"'Refunds' in own_topics\", \"then\": {\"priority\": \"Low\"}}",
                    "rules[0].when"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"department == 'Nobody'\", \"then\": {\"priority\": \"Low\"}}",
                    "rules[0].when"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"sentiment == 'hi'\", \"then\": {\"priority\": \"Low\"}}",
                    "rules[0].when"),
            Map.entry("{\"when\": \"true\", \"then\": {\"priority\": \"Low\"}}", "rules[0].name"),
            Map.entry("{\"name\": \" \", \"when\": \"true\", \"then\": {\"priority\": \"Low\"}}", "rules[0].name"),
            Map.entry("{\"name\": \"a\", \"then\": {\"priority\": \"Low\"}}", "rules[0].when"),
            Map.entry("{\"name\": \"a\", \"when\": \"urgent &&\", \"then\": {\"priority\": \"Low\"}}", "rules[0].when"),
            Map.entry("{\"name\": \"a\", \"when\": \"1/0 == 1\", \"then\": {\"priority\": \"Low\"}}", "rules[0].when"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"text.matches('(')\", \"then\": {\"priority\": \"Low\"}}",
                    "rules[0].when"),
            Map.entry("{\"name\": \"a\", \"when\": \"true\"}", "rules[0].then"),
            Map.entry("{\"name\": \"a\", \"when\": \"true\", \"then\": {}}", "rules[0].then"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"true\", \"then\": {\"notify\": [\"none\"]}}",
                    "rules[0].then.notify[0]"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"true\", \"then\": {\"notify\": \"ops\", \"priority\": \"Low\"}}",
                    "rules[0].then.notify"),
            Map.entry(
                    "{\"name\": \"a\", \"when\": \"true\", \"then\": {\"tags\": [7, \"x\", \"X\"]}}",
                    "rules[0].then.tags[0]"),
            Map.entry(MONEY + ", " + MONEY, "rules[1].name"));

    @Test
    void an_action_that_is_wrong_is_told_by_itself() throws Exception {
        for (String then :
                List.of("{\"tags\": [\"a b!\"]}", "{\"priority\": \"Urgent\"}", "{\"notify\": [\"none\"]}")) {
            JsonNode errors = json(sent(
                            "PUT",
                            "/admin/routing",
                            "{\"version\": 0, \"rules\": [{\"name\": \"a\", \"when\": \"true\", \"then\": " + then
                                    + "}]}"))
                    .path("errors");
            assertThat(errors).as(then).hasSize(1);
            assertThat(errors.at("/0/field").asText()).startsWith("rules[0].then.");
            if (then.contains("tags")) {
                assertThat(errors.at("/0/message").asText()).startsWith("must be a tag: letters, digits");
            }
        }
    }

    private static String rule(String name, String when) {
        return "{\"name\": \"" + name + "\", \"when\": \"" + when + "\", \"then\": {\"priority\": \"Low\"}}";
    }

    @Test
    void what_is_not_likely_to_hold_is_kept_and_told_and_what_was_stored_stays() throws Exception {
        assertThat(put(0, rule("tongue", "language == 'english'"), MONEY, rule("fine", "language == 'de'"))
                        .path("warnings"))
                .extracting(
                        each -> each.path("field").asText(),
                        each -> each.path("rule").asText())
                .containsExactly(tuple("rules[0].when", "tongue"), tuple("rules[1].when", "Money"));
        posted("I was charged twice, by e-mail");
        assertThat(json(sent("GET", "/admin/routing", "")).path("warnings"))
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning.path("message").asText()).contains("english", "such as de"));
        assertThat(json(sent("POST", "/admin/routing/preview", "{\"rules\": [" + rule("a", "channel == 'fax'") + "]}"))
                        .at("/warnings/0/message")
                        .asText())
                .contains("fax", "email");
        assertThat(sent(
                                "PUT",
                                "/admin/routing",
                                "{\"version\": 1, \"rules\": [" + rule("gone", "department == 'Shops'") + "]}")
                        .body())
                .contains("Shops", "Engineering - Core", "(rule gone)");
        // Its topic was removed since, say.
        schema.change("UPDATE routing_rule SET condition_text = 'department == ''Shops''' WHERE name = 'fine'");
        assertThat(put(1, rule("fine", "department == 'Shops'"), MONEY)
                        .at("/warnings/0/message")
                        .asText())
                .contains("Shops");
    }

    @Test
    void what_is_no_rule_is_refused_and_a_colleague_is_not_overwritten() throws Exception {
        for (Map.Entry<String, String> each : WRONG.entrySet()) {
            HttpResponse<String> answer =
                    sent("PUT", "/admin/routing", "{\"version\": 0, \"rules\": [" + each.getKey() + "]}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(json(answer).path("errors").findValuesAsText("field")).contains(each.getValue());
        }
        put(0, MONEY);
        assertThat(sent("PUT", "/admin/routing", "{\"version\": 0, \"rules\": []}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(RoutingModule.ruleFor(
                        new RoutingRuleStore(database), "ops", Deadline.after(Ticker.system(), Duration.ofSeconds(20))))
                .contains("Money");
    }
}
