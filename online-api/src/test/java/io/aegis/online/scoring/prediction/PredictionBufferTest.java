/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.predictions.PolicyOutcome;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionBufferTest {

    private static Prediction prediction(int number) {
        return new Prediction(
                new UUID(0, number),
                PredictionKind.ANOMALY,
                Instant.EPOCH,
                false,
                0,
                0.5,
                Severity.LOW,
                Optional.empty(),
                List.of(RemediationAction.NO_ACTION),
                List.of("m"),
                PolicyOutcome.NOT_ASKED,
                "{}");
    }

    @Test
    void all_are_written_once_in_order_in_bounded_batches() throws Exception {
        List<List<Prediction>> written = new ArrayList<>();
        PredictionBuffer buffer = new PredictionBuffer(written::add, 2_000);
        List<Prediction> all =
                IntStream.range(0, 1_200).mapToObj(i -> prediction(i)).toList();
        all.forEach(buffer::add);
        assertThat(buffer.holds(all.getLast().id())).isTrue();
        buffer.flush();

        assertThat(written.stream().flatMap(List::stream)).isEqualTo(all);
        assertThat(written).allMatch(batch -> batch.size() <= PredictionBuffer.AT_ONCE);
        assertThat(buffer.depth()).isZero();
        assertThat(buffer.holds(all.getLast().id())).isFalse();
    }

    @Test
    void what_the_database_does_not_take_waits_and_what_finds_no_room_is_counted() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        List<Prediction> written = new ArrayList<>();
        PredictionBuffer buffer = new PredictionBuffer(
                some -> {
                    if (down.get()) {
                        throw new DatabaseUnavailableException("down");
                    }
                    written.addAll(some);
                },
                2);
        IntStream.range(0, 3).forEach(i -> buffer.add(prediction(i)));

        assertThatThrownBy(buffer::flush).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(buffer.depth()).isEqualTo(2);
        assertThat(buffer.dropped()).isEqualTo(1);
        down.set(false);
        buffer.flush();
        assertThat(written).containsExactly(prediction(0), prediction(1));
    }
}
