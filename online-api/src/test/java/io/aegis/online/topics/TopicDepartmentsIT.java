/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Departments of one's own, which own topics lead to. */
class TopicDepartmentsIT extends TopicRoutesFixture {

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
}
