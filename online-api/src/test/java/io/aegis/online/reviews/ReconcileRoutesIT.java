/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.feedback.HealingRequests;
import io.aegis.online.running.RealDatabase;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Asking for healing over HTTP. */
class ReconcileRoutesIT extends ReviewRoutesFixture {

    @Test
    void asking_for_healing_says_how_many_rows_there_are() throws Exception {
        stored("Please heal me, for the heuristic labelled me", Optional.empty(), Set.of());

        HttpResponse<String> response = post("/admin/reconcile", "");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).path("queued").asLong()).isPositive();
        assertThat(UUID.fromString(json(response).path("job_request_id").asText()))
                .isNotNull();
        assertThat(json(response).path("reason").isNull()).isTrue();
    }

    @Test
    void without_an_llm_nothing_is_queued_and_the_answer_says_why() throws Exception {
        stored("Nobody can heal me, for there is no LLM", Optional.empty(), Set.of());
        String requests = "SELECT COUNT(*) FROM job_request WHERE job_name = '" + HealingRequests.JOB + "'";
        long before = RealDatabase.shared().number(requests);
        LLM.set(false);
        try {
            HttpResponse<String> response = post("/admin/reconcile", "");

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(json(response).path("queued").asLong()).isZero();
            assertThat(json(response).path("job_request_id").isNull()).isTrue();
            assertThat(json(response).path("reason").asText()).contains("No LLM", "OPENAI_API_KEY");
            assertThat(RealDatabase.shared().number(requests)).isEqualTo(before);
        } finally {
            LLM.set(true);
        }
    }
}
