package io.aegis.monitoring.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.graph.CallTally.Edge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallTallyTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final CallTally calls = new CallTally();

    private static ServiceCall call(String caller, String callee, Instant at, boolean failed) {
        return new ServiceCall(caller, callee, at, Duration.ofMillis(20), failed);
    }

    @Test
    void calls_are_counted_by_pair_and_minute() {
        calls.called(List.of(
                call("web", "cart", NOON, false),
                call("web", "cart", NOON.plusSeconds(70), true),
                call("web", "mail", NOON, false),
                call("cart", "db", NOON.minusSeconds(120), false)));

        assertThat(calls.since(NOON).get(new Edge("web", "cart")))
                .isEqualTo(new CallCount(2, 1, Duration.ofMillis(40)));
        assertThat(calls.since(NOON.plusSeconds(65)).get(new Edge("web", "cart")))
                .isEqualTo(new CallCount(1, 1, Duration.ofMillis(20)));
        assertThat(calls.callees(NOON)).isEqualTo(Map.of("web", Set.of("cart", "mail")));
        assertThat(CallCount.NONE.plus(CallCount.NONE)).isEqualTo(CallCount.NONE);
    }

    @Test
    void old_minutes_and_too_many_pairs_are_left_out() {
        List<ServiceCall> many = new ArrayList<>();
        for (int i = 0; i < CallTally.MOST_EDGES + 10; i++) {
            many.add(call("web", "s" + i, NOON, false));
        }
        many.add(call("web", "s0", NOON, false));
        for (int i = 1; i < CallTally.MOST_MINUTES; i++) {
            many.add(call("a", "b", NOON.plusSeconds(60L * i), false));
        }
        calls.called(many);

        assertThat(calls.callees(NOON).get("web")).hasSize(CallTally.MOST_EDGES);
        assertThat(calls.since(NOON).get(new Edge("web", "s0"))).isEqualTo(new CallCount(2, 0, Duration.ofMillis(40)));
        calls.called(List.of(call("a", "b", NOON.plusSeconds(7_200), false)));
        assertThat(calls.callees(NOON)).isEqualTo(Map.of("a", Set.of("b")));
    }
}
