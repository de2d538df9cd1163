/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.online.running.ApiProcess.Reply;
import io.aegis.testing.Await;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A second server with rows of its own stands in for a replica, so that an answer shows where it was read. */
class StaleReadsIT {

    private static final String TEXT = "The invoice was charged twice this month";

    @Test
    void lists_and_counts_come_from_the_replica_and_all_that_decides_from_the_primary() throws Exception {
        try (RealDatabase primary = RealDatabase.shared();
                RealDatabase replica = RealDatabase.own("stale-reads")) {
            String there = storedIn(replica);
            try (ApiProcess api = ApiProcess.start(primary, Map.of("DATABASE_READ_URL", address(replica)))) {
                // Newer than whatever the primary gets, so that it counts as near.
                replica.change("INSERT INTO scoring_replica (id, beat_at, waiting)"
                        + " VALUES (UUID(), '2999-01-01 00:00:00', 0)");
                Await.until("the replica is asked", () -> listed(api).contains(there));

                Reply here = api.post(TEXT);
                assertThat(here.status())
                        .as("the replica's rows are no duplicates")
                        .isEqualTo(201);
                assertThat(api.post(TEXT).status()).isEqualTo(200);
                assertThat(listed(api)).containsExactly(there);
                assertThat(api.get("/feedback/" + here.id()).status()).isEqualTo(200);
                assertThat(api.get("/feedback/" + there).status()).isEqualTo(404);
                assertThat(api.get("/admin/stats").body().path("total").asLong())
                        .as("those of the replica")
                        .isOne();

                kill(replica.pid());
                assertThat(listed(api))
                        .as("without an error")
                        .contains(here.id())
                        .doesNotContain(there);
                assertThat(api.get("/api/v1/series").status()).isEqualTo(200);
                assertThat(api.get("/api/v1/predictions").status()).isEqualTo(200);
                Await.until("it is said", () -> api.log().contains("The replica is not asked"));
            }
        }
    }

    private static String storedIn(RealDatabase database) throws Exception {
        try (ApiProcess api = ApiProcess.start(database, Map.of())) {
            return api.post(TEXT).id();
        }
    }

    private static List<String> listed(ApiProcess api) throws InterruptedException {
        Reply reply = api.get("/feedback");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        for (JsonNode item : reply.body().path("items")) {
            ids.add(item.path("id").asText());
        }
        return ids;
    }

    private static String address(RealDatabase database) {
        DatabaseSettings settings = DatabaseSettings.from(database.settings(), DatabaseAccount.ONLINE);
        return "mariadb://" + settings.user() + ":" + URLEncoder.encode(settings.password(), StandardCharsets.UTF_8)
                + "@" + settings.jdbcUrl().substring("jdbc:mariadb://".length());
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        // A request that is sent before it is gone might still be answered by it.
        process.onExit().join();
    }
}
