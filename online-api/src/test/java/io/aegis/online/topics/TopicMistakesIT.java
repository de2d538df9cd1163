/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What is wrong with a list of own topics is told with its place, and nothing of it is stored. */
class TopicMistakesIT extends TopicRoutesFixture {

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
    void everything_that_is_wrong_is_told_with_its_place() {
        assertThat(errors(put("{}"))).containsExactlyInAnyOrder("version", "topics");
        assertThat(errors(put("{\"version\": 0, \"topics\": [], \"own_departments\": null}")))
                .containsExactly("own_departments");
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
}
