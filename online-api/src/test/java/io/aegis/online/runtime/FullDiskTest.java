/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.health.DiskWatch;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.security.Access;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is still served while the database has no room. */
class FullDiskTest {

    private final AtomicLong free = new AtomicLong(1);
    private final DiskWatch disk = new DiskWatch(() -> OptionalLong.of(free.get()), 1_000);

    private static void routes(RouteTable table) {
        Response done = Response.ok(json -> json.writeString("done"));
        table.get("/rows", Access.open(), _ -> done)
                .post("/rows", Access.open(), _ -> done)
                .delete("/rows", Access.open(), _ -> done)
                .post("/batch/executions/{id}/stop", Access.open(), _ -> done)
                .delete("/session", Access.open(), _ -> done);
    }

    private static HttpResponse<String> send(RunningApi api, String method, String path) {
        return api.send(api.request(path).method(method, BodyPublishers.noBody()));
    }

    @Test
    void what_stores_is_refused_and_everything_else_goes_on() {
        disk.look();
        try (RunningApi api = new RunningApi(Map.of(), List::of, () -> true, runtime -> {
            runtime.watch(disk);
            return List.of(FullDiskTest::routes);
        })) {
            HttpResponse<String> refused = send(api, "POST", "/rows");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("30");
            assertThat(refused.body()).contains("\"urn:aegis:problem:disk\"");
            assertThat(send(api, "DELETE", "/rows").statusCode()).isEqualTo(503);

            assertThat(send(api, "GET", "/rows").statusCode()).isEqualTo(200);
            assertThat(send(api, "POST", "/batch/executions/7/stop").statusCode())
                    .isEqualTo(200);
            assertThat(send(api, "DELETE", "/session").statusCode()).isEqualTo(200);
            assertThat(send(api, "GET", "/metrics").body())
                    .contains("aegis_db_disk_full 1.0")
                    .contains("aegis_db_disk_free 1.0");

            free.set(2_000);
            disk.look();
            assertThat(send(api, "POST", "/rows").statusCode()).isEqualTo(200);
        }
    }
}
