/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.testing.Await;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A database whose disk has less room than the operator wants to be left: here ten terabytes. */
class FullDiskIT {

    @Test
    void nothing_is_stored_and_everybody_is_told_why() throws Exception {
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.start(database, Map.of("DATABASE_LEAST_FREE_MB", "10000000"))) {
            Await.until(
                    "it is seen",
                    () -> api.get("/health").body().path("impaired").toString().contains("\"disk\""));
            ApiProcess.Reply refused = api.post("There is no room for this");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("type").asText()).isEqualTo("urn:aegis:problem:disk");
            assertThat(refused.header("Retry-After")).contains("30");
            assertThat(database.number("SELECT COUNT(*) FROM feedback")).isZero();

            assertThat(api.get("/health").body().path("status").asText()).isEqualTo("degraded");
            assertThat(api.get("/admin/problems").body().path("items"))
                    .extracting(JsonNode::toString)
                    .anyMatch(issue -> issue.contains("disk-full"));
            assertThat(api.meter("aegis_db_disk_full")).isEqualTo(1);
            assertThat(api.meter("aegis_db_disk_free")).isPositive();
            assertThat(api.get("/feedback").status()).isEqualTo(200);
        }
    }
}
