/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.security.Access;
import io.aegis.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every module finds around it. */
class ApiRuntimeTest {

    private static final Response DONE = Response.ok(json -> json.writeString("done"));

    private static void quick(RouteTable table) {
        table.get("/quick", Access.open(), exchange -> DONE);
    }

    @Test
    void health_tells_the_state_in_the_shape_of_the_contract() {
        try (RunningApi runtime = RunningApi.with(ApiRuntimeTest::quick)) {
            await(() -> runtime.get("/health").statusCode() == 200);

            assertThat(runtime.get("/health").body())
                    .matches(
                            "\\{\"status\":\"healthy\",\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                                    + "\"uptime\":\\d+\\.\\d+,\"models_loaded\":true,\"database_connected\":true,\"impaired\":\\[]}");
            assertThat(runtime.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        }
    }

    @Test
    void it_is_ready_once_it_is_warm() {
        try (RunningApi runtime = RunningApi.with(ApiRuntimeTest::quick)) {
            await(() -> runtime.get("/health").statusCode() == 200);

            HttpResponse<String> before = runtime.get("/health/ready");
            assertThat(before.statusCode()).isEqualTo(503);
            assertThat(before.body()).isEqualTo("{\"status\":\"starting\"}");

            runtime.runtime().warmedUp();
            assertThat(runtime.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void without_its_database_it_lives_but_is_unhealthy_and_not_ready() {
        try (RunningApi runtime = new RunningApi(
                Map.of(),
                () -> {
                    throw new IOException("away");
                },
                () -> {
                    throw new IOException("away");
                },
                List.of(ApiRuntimeTest::quick))) {
            runtime.runtime().warmedUp();

            assertThat(runtime.get("/health").statusCode()).isEqualTo(503);
            assertThat(runtime.get("/health").body()).contains("\"unhealthy\"", "\"database_connected\":false");
            assertThat(runtime.get("/health/ready").body()).isEqualTo("{\"status\":\"database_unreachable\"}");
            assertThat(runtime.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(runtime.get("/quick").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void metrics_are_served_as_prometheus_reads_them() {
        try (RunningApi runtime = RunningApi.with(ApiRuntimeTest::quick)) {
            runtime.get("/quick");

            HttpResponse<String> metrics = runtime.get("/metrics");

            assertThat(metrics.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith("text/plain; version=0.0.4");
            assertThat(metrics.body())
                    .contains("aegis_http_requests_seconds_count{method=\"GET\",route=\"/quick\",status=\"200\"} 1");
        }
    }

    @Test
    void a_sender_over_its_rate_is_told_when_to_come_back_and_probes_are_not_limited() {
        try (RunningApi runtime = new RunningApi(
                Map.of("RATE_LIMIT_PER_SECOND", "1", "TRUSTED_PROXIES", "127.0.0.1"),
                List::of,
                () -> true,
                List.of(ApiRuntimeTest::quick))) {
            List<HttpResponse<String>> burst = List.of(
                    runtime.send(runtime.request("/quick")),
                    runtime.send(runtime.request("/quick")),
                    runtime.send(runtime.request("/quick")),
                    runtime.send(runtime.request("/quick")),
                    runtime.send(runtime.request("/quick")));

            assertThat(burst)
                    .filteredOn(each -> each.statusCode() == 429)
                    .isNotEmpty()
                    .allSatisfy(refused -> {
                        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                        assertThat(refused.body()).contains("urn:aegis:problem:rate-limited");
                    });
            assertThat(runtime.send(runtime.request("/quick").header("X-Forwarded-For", "203.0.113.7"))
                            .statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < 5; i++) {
                assertThat(runtime.send(runtime.request("/health/live")).statusCode())
                        .isEqualTo(200);
            }
            assertThat(runtime.get("/metrics").body()).contains("aegis_http_shed_total{reason=\"rate\"}");
        }
    }

    @Test
    void a_stop_finishes_what_is_under_way_and_refuses_the_rest() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        RunningApi runtime = RunningApi.with(
                ApiRuntimeTest::quick,
                table -> table.get("/slow", Access.open(), exchange -> {
                    inside.countDown();
                    finish.await();
                    return DONE;
                }));
        runtime.runtime().warmedUp();
        CompletableFuture<HttpResponse<String>> slow = CompletableFuture.supplyAsync(() -> runtime.get("/slow"));
        inside.await();

        Thread stop = Thread.ofVirtual().start(() -> runtime.runtime().close());
        await(() -> runtime.get("/health/ready").body().contains("draining"));

        HttpResponse<String> refused = runtime.get("/quick");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        finish.countDown();
        assertThat(slow.join().statusCode()).isEqualTo(200);
        stop.join();
        assertThat(refusesConnections(runtime)).isTrue();
        runtime.close();
    }

    private static boolean refusesConnections(RunningApi runtime) {
        try (Socket socket = runtime.connect()) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    private static void await(Callable<Boolean> condition) {
        Await.until("it comes", condition);
    }
}
