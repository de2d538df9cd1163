/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.failure.CallMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTallyTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final CallTally calls = new CallTally();

    private static ServiceCall call(String caller, String callee, Instant at, boolean failed) {
        return new ServiceCall(caller, callee, at, Duration.ofMillis(20), failed);
    }

    @Test
    void calls_are_counted_by_pair_and_minute_and_taken_away_once() {
        calls.called(List.of(
                call("web", "cart", NOON.plusSeconds(3), false),
                call("web", "cart", NOON.plusSeconds(59), true),
                call("web", "cart", NOON.plusSeconds(70), true),
                call("web", "mail", NOON, false)));

        assertThat(calls.drain())
                .containsExactlyInAnyOrder(
                        new CallMinute("web", "cart", NOON, 2, 1, 20),
                        new CallMinute("web", "cart", NOON.plusSeconds(60), 1, 1, 20),
                        new CallMinute("web", "mail", NOON, 1, 0, 20));
        assertThat(calls.drain()).isEmpty();
    }

    @Test
    void what_could_not_be_stored_is_added_to_what_came_since() {
        calls.called(List.of(call("web", "cart", NOON, true)));
        List<CallMinute> taken = calls.drain();
        calls.called(List.of(call("web", "cart", NOON, false)));
        calls.putBack(taken);
        assertThat(calls.drain()).containsExactly(new CallMinute("web", "cart", NOON, 2, 1, 20));
    }

    @Test
    void old_minutes_too_many_pairs_and_endless_names_are_left_out() {
        List<ServiceCall> many = new ArrayList<>();
        many.add(call("x".repeat(CallTally.LONGEST_NAME + 1), "b", NOON, false));
        for (int i = 0; i < CallTally.MOST_EDGES + 10; i++) {
            many.add(call("web", "s" + i, NOON, false));
        }
        many.add(call("web", "s0", NOON, false));
        calls.called(many);
        List<CallMinute> kept = calls.drain();
        assertThat(kept).hasSize(CallTally.MOST_EDGES);
        assertThat(kept).contains(new CallMinute("web", "s0", NOON, 2, 0, 20));

        for (int i = 0; i <= CallTally.MOST_MINUTES; i++) {
            calls.called(List.of(call("a", "b", NOON.plusSeconds(60L * i), false)));
        }
        assertThat(calls.drain())
                .extracting(CallMinute::minute)
                .hasSize(CallTally.MOST_MINUTES)
                .doesNotContain(NOON);
    }
}
