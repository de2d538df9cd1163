/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.monitoring.failure.CallMinute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedCallsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static CallMinute call(String caller, String callee) {
        return new CallMinute(caller, callee, NOON, 10, 0, 5);
    }

    @Test
    void a_service_has_to_do_with_who_calls_it_and_with_all_that_it_waits_for() {
        WatchedCalls calls = new WatchedCalls(List.of(
                call("front", "cart"),
                call("front", "ads"),
                call("cart", "redis"),
                call("redis", "disk"),
                call("disk", "redis"),
                call("mail", "queue")));

        assertThat(calls.around("cart"))
                .extracting(CallMinute::caller, CallMinute::callee)
                .containsExactly(
                        tuple("cart", "redis"), tuple("redis", "disk"), tuple("disk", "redis"), tuple("front", "cart"));
        assertThat(calls.around("nobody")).isEmpty();
    }

    @Test
    void a_service_that_calls_itself_is_told_once() {
        assertThat(new WatchedCalls(List.of(call("cart", "cart"))).around("cart"))
                .hasSize(1);
    }

    @Test
    void of_very_many_services_behind_one_some_are_looked_at() {
        List<CallMinute> chain = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            chain.add(call("s" + i, "s" + (i + 1)));
        }

        assertThat(new WatchedCalls(chain).around("s0")).hasSize(50);
    }
}
