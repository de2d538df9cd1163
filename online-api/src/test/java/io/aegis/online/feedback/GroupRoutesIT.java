/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.PoolSizes;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.groups.SimilarTexts;
import io.aegis.db.groups.TextGrouping;
import io.aegis.db.groups.UngroupedText;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.grouping.FingerprintedText;
import io.aegis.online.http.Routes;
import io.aegis.online.running.RealDatabase;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.RunningApi;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.settings.Environment;
import io.aegis.settings.Listen;
import io.aegis.storage.IdRange;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Groups as agents see and change them, of feedback that was posted, on a real database. */
class GroupRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private static Database database;
    private static RunningApi runtime;

    @BeforeAll
    static void open() {
        Map<String, String> settings = FeedbackSide.settings(RealDatabase.shared());
        OnlineSettings checked = OnlineSettings.from(Environment.of(settings, Path.of("target")));
        database = Database.open(checked.database().online(), PoolSizes.DEFAULT, Ticker.system(), new Random());
        runtime = new RunningApi(settings, List::of, () -> true, any -> modules(any, checked));
    }

    private static List<Routes> modules(ApiRuntime runtime, OnlineSettings settings) {
        FeedbackSide feedback = FeedbackSide.of(runtime, settings, database);
        return feedback.and(new GroupRoutes(
                new GroupQueries(database, Clock.systemUTC()),
                new SimilarTexts(database),
                new GroupEdits(database, UuidCreator::getTimeOrderedEpoch),
                feedback.queries(),
                feedback.topics().current(),
                Ticker.system()));
    }

    @AfterAll
    static void close() {
        runtime.close();
        database.close();
    }

    /** As the job does it. */
    private static void group() throws Exception {
        TextGrouping run = new TextGrouping(database, database, UuidCreator::getTimeOrderedEpoch);
        Deadline ample = Deadline.after(Ticker.system(), Duration.ofSeconds(30));
        for (List<UngroupedText> texts = run.next(IdRange.ALL, 100, ample);
                !texts.isEmpty();
                texts = run.next(IdRange.ALL, 100, ample)) {
            run.group(
                    texts.stream()
                            .map(text -> FingerprintedText.of(text.id(), text.text()))
                            .toList(),
                    ample);
        }
    }

    private static String posted(String text) throws IOException {
        return json(runtime.post("/feedback", "{\"raw_content\": \"" + text + "\"}"))
                .path("id")
                .asText();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return JSON.readTree(response.body());
    }

    private static JsonNode get(String path) throws IOException {
        return json(runtime.get(path));
    }

    private static HttpResponse<String> changed(String path, String json) {
        return runtime.send(runtime.request(path)
                .header("X-API-Key", Listen.DEFAULT_API_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private static String groupOf(String id) throws IOException {
        return get("/feedback/" + id).path("group_id").asText();
    }

    private static void resolve(String id) {
        assertThat(runtime.send(runtime.request("/feedback/" + id + "/resolve")
                                .method("PATCH", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rows_that_say_the_same_are_a_group_that_regresses_when_it_grows_after_its_resolution() throws Exception {
        String text = "The parcel that I ordered in spring has still not arrived at my house, number ";
        String first = posted(text + "1");
        String second = posted(text + "2");
        JsonNode similar = get("/feedback/" + second + "/similar");
        assertThat(similar.path("items")).as("no job has looked at either").isEmpty();
        group();
        String third = posted(text + "33");
        similar = get("/feedback/" + third + "/similar").path("items");
        assertThat(similar.findValuesAsText("id")).as("of its own keys").containsExactlyInAnyOrder(first, second);
        assertThat(similar.path(0).path("similarity").asDouble()).isBetween(0.8, 0.999);
        group();
        String group = groupOf(first);
        assertThat(groupOf(third)).isEqualTo(group);

        JsonNode seen = get("/feedback/groups/" + group);
        assertThat(seen.path("size").asInt()).isEqualTo(3);
        assertThat(seen.path("submissions").asInt()).isEqualTo(3);
        assertThat(seen.path("state").asText()).isEqualTo("Open");
        assertThat(seen.path("title").asText()).startsWith("The parcel");
        assertThat(seen.path("rows").findValuesAsText("id")).containsExactly(third, second, first);
        assertThat(seen.path("trend").path("last_7_days").asInt()).isEqualTo(3);
        assertThat(get("/feedback?group=" + group).path("items")).hasSize(3);

        for (String id : List.of(first, second, third)) {
            resolve(id);
        }
        assertThat(get("/feedback/groups?ids=" + group)
                        .path("items")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("Resolved");
        posted(text + "4");
        group();
        JsonNode regressed = get("/feedback/groups?state=Regressed&order=growing");
        assertThat(regressed.path("items").findValuesAsText("id")).contains(group);
        assertThat(get("/feedback/groups/" + group).path("open").asInt()).isEqualTo(1);
        assertThat(get("/feedback/groups/" + group).path("resolved").asInt()).isEqualTo(3);
    }

    @Test
    void groups_are_merged_and_split_by_hand() throws Exception {
        String slow = "Your web shop is awfully slow on every page since the last update came, day ";
        String gone = "All of my saved addresses are gone after I changed the password today, day ";
        String[] slows = {posted(slow + "1"), posted(slow + "2"), posted(slow + "3")};
        String[] gones = {posted(gone + "1"), posted(gone + "2")};
        group();
        String one = groupOf(slows[0]);
        String other = groupOf(gones[0]);
        assertThat(one).isNotEqualTo(other);

        JsonNode merged = json(changed("/feedback/groups/" + other + "/merge", "{\"into\": \"" + one + "\"}"));
        assertThat(merged.path("id").asText()).isEqualTo(one);
        assertThat(merged.path("size").asInt()).isEqualTo(5);
        assertThat(runtime.get("/feedback/groups/" + other).statusCode()).isEqualTo(404);

        JsonNode parts = json(changed(
                "/feedback/groups/" + one + "/split",
                "{\"feedback_ids\": [\"" + gones[0] + "\", \"" + gones[1] + "\"]}"));
        assertThat(parts.path("remaining").path("size").asInt()).isEqualTo(3);
        assertThat(parts.path("split").path("size").asInt()).isEqualTo(2);
        assertThat(groupOf(gones[1])).isEqualTo(parts.path("split").path("id").asText());
        parts = json(changed(
                "/feedback/groups/" + groupOf(gones[1]) + "/split", "{\"feedback_ids\": [\"" + gones[0] + "\"]}"));
        assertThat(parts.path("remaining").isNull()).isTrue();
        assertThat(parts.path("split").isNull()).isTrue();
        assertThat(get("/feedback/" + gones[0]).path("group_id").isNull()).isTrue();
        refused(one, "split", "{\"feedback_ids\": [\"" + gones[0] + "\"]}", "must be ids of rows in the group");
        refused(
                one,
                "split",
                "{\"feedback_ids\": [\"" + String.join("\", \"", slows) + "\"]}",
                "must leave a row in the group");
    }

    private static void refused(String group, String what, String body, String why) {
        HttpResponse<String> refused = changed("/feedback/groups/" + group + "/" + what, body);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains(why);
    }

    @Test
    void what_is_wrong_is_refused_and_what_is_not_there_is_404() throws Exception {
        for (String body : List.of("{}", "{\"into\": \"x\"}", "{\"into\": \"" + NOBODY + "\"}", "{\"into\": 1}")) {
            assertThat(changed("/feedback/groups/" + NOBODY + "/merge", body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
        for (String ids : List.of("[]", "[1]", "[\"x\"]", "\"x\"", "null")) {
            refused(NOBODY, "split", "{\"feedback_ids\": " + ids + "}", "feedback_ids");
        }
        assertThat(changed("/feedback/groups/" + NOBODY + "/split", "{\"feedback_ids\": [\"" + NOBODY + "\"]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(changed("/feedback/groups/none/merge", "{}").statusCode()).isEqualTo(404);
        assertThat(runtime.get("/feedback/" + NOBODY + "/similar").statusCode()).isEqualTo(404);
        assertThat(runtime.get("/feedback/none/similar").statusCode()).isEqualTo(404);
        for (String wrong :
                List.of("order=up", "state=open", "limit=65", "cursor=x", "ids=1,2", "ids=" + "x".repeat(40))) {
            assertThat(runtime.get("/feedback/groups?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
        String there = posted("Only here so that there is a row of which nobody said the same as yet");
        assertThat(get("/feedback/" + there + "/similar").path("items")).isEmpty();
        String page = "/feedback/groups?limit=1&order=";
        for (String order : List.of("largest", "growing", "newest")) {
            JsonNode first = get(page + order);
            if (!first.path("next_cursor").isNull()) {
                assertThat(get(page + order + "&cursor="
                                        + first.path("next_cursor").asText())
                                .path("items")
                                .findValuesAsText("id"))
                        .doesNotContainAnyElementsOf(first.path("items").findValuesAsText("id"));
            }
        }
    }
}
