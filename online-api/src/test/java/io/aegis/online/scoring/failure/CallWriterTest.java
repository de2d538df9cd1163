/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.graph.CallTally;
import io.aegis.monitoring.graph.ServiceCall;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallWriterTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final CallTally tally = new CallTally();
    private final List<Integer> stored = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private final CallWriter writer = new CallWriter(
            tally,
            (calls, _) -> {
                if (room < calls.size()) {
                    throw new DatabaseUnavailableException("away");
                }
                room -= calls.size();
                stored.add(calls.size());
            },
            Ticker.system());

    private void calls(int minutes, int pairs) {
        for (int minute = 0; minute < minutes; minute++) {
            for (int pair = 0; pair < pairs; pair++) {
                tally.called(List.of(new ServiceCall(
                        "web", "s" + pair, NOON.plusSeconds(60L * minute), Duration.ofMillis(5), false)));
            }
        }
    }

    @Test
    void what_came_during_an_outage_is_stored_some_at_a_time() {
        calls(3, 1_500);
        writer.flush();
        assertThat(stored).containsExactly(CallWriter.AT_ONCE, CallWriter.AT_ONCE, 500);
        writer.flush();
        assertThat(stored).hasSize(3);
    }

    @Test
    void what_cannot_be_stored_waits_and_what_was_stored_does_not_come_again() {
        calls(3, 1_500);
        room = CallWriter.AT_ONCE + 1;
        writer.flush();
        assertThat(stored).containsExactly(CallWriter.AT_ONCE);
        room = Integer.MAX_VALUE;
        writer.flush();
        assertThat(stored.stream().mapToInt(Integer::intValue).sum()).isEqualTo(4_500);
        assertThat(tally.drain()).extracting(CallMinute::callee).isEmpty();
    }
}
