/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final Offset<Double> THREE_DIGITS = within(1.0);

    private final LeapingClock time = new LeapingClock();
    private final OpenLoop loop =
            new OpenLoop(time, Thread.ofPlatform().daemon().factory(), Duration.ofSeconds(1));

    @FunctionalInterface
    private interface Call extends Client {
        @Override
        default void close() {}
    }

    private static Outcome ok() {
        return new Outcome("201", OptionalLong.of(2_000_000));
    }

    @Test
    void each_request_is_sent_when_it_is_due() throws Exception {
        List<Long> sent = new ArrayList<>();
        Call client = number -> {
            sent.add(time.nanos());
            return ok();
        };

        loop.run(ArrivalSchedule.atRate(0, 100, 1), List.of(client));

        long start = sent.getFirst();
        assertThat(sent.stream().map(moment -> moment - start))
                .containsExactlyElementsOf(LongStream.range(0, 100)
                        .map(i -> i * 10_000_000)
                        .boxed()
                        .toList());
    }

    @Test
    void a_stalled_answer_makes_every_request_behind_it_late() throws Exception {
        Call client = number -> {
            if (number == 100) {
                time.pass(200);
            }
            return ok();
        };

        Result result = loop.run(ArrivalSchedule.atRate(0, 1_000, 1), List.of(client));

        assertThat(result.fromSchedule().max()).isCloseTo(200, THREE_DIGITS);
        assertThat(result.fromSchedule().p99()).isCloseTo(191, THREE_DIGITS);
        assertThat(result.fromSchedule().p90()).isCloseTo(101, THREE_DIGITS);
        assertThat(result.fromSchedule().p50()).isCloseTo(0, THREE_DIGITS);
        assertThat(result.fromSend().p99()).isCloseTo(0, THREE_DIGITS);
        assertThat(result.fromSend().max()).isCloseTo(200, THREE_DIGITS);
        assertThat(result.worst().number()).isZero();
        assertThat(result.worst().max()).isCloseTo(200, THREE_DIGITS);
    }

    @Test
    void a_failure_is_counted_by_its_reason_and_its_time_is_not_left_out() throws Exception {
        Call client = number -> {
            if (number % 10 == 0) {
                time.pass(30);
                throw new SocketTimeoutException();
            }
            return ok();
        };

        Result result = loop.run(ArrivalSchedule.atRate(0, 10, 10), List.of(client));

        assertThat(result.failures()).containsExactly(java.util.Map.entry("SocketTimeoutException", 10L));
        assertThat(result.answers("201")).isEqualTo(90);
        assertThat(result.others("201")).isEqualTo(10);
        assertThat(result.fromSchedule().samples()).isEqualTo(100);
        assertThat(result.fromSchedule().p99()).isCloseTo(30, THREE_DIGITS);
        assertThat(result.server().samples()).isEqualTo(90);
        assertThat(result.server().p50()).isCloseTo(2, within(0.01));
    }

    @Test
    void what_is_left_when_the_grace_is_over_counts_as_unsent() throws Exception {
        Call client = number -> {
            time.pass(1_000);
            return ok();
        };

        Result result = loop.run(ArrivalSchedule.atRate(0, 10, 1), List.of(client));

        assertThat(result.answers("201")).isEqualTo(3);
        assertThat(result.failures()).containsEntry("unsent", 7L);
        assertThat(result.perSecond()).isCloseTo(1, within(0.2));
    }

    @Test
    void all_clients_share_one_schedule_and_make_each_request_once() throws Exception {
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        Call client = number -> {
            numbers.add(number);
            return ok();
        };

        Result result = loop.run(new ArrivalSchedule(7, 500, Duration.ofSeconds(1)), Collections.nCopies(8, client));

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(7, 507).boxed().toList());
        assertThat(result.scheduled()).isEqualTo(500);
    }

    @Test
    void a_broken_client_breaks_the_run() {
        Call client = number -> {
            throw new ArithmeticException("bug");
        };

        assertThatThrownBy(() -> loop.run(ArrivalSchedule.allAtOnce(0, 1), List.of(client)))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void an_interrupted_caller_gets_away() {
        Call client = number -> {
            throw new IOException();
        };
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> loop.run(ArrivalSchedule.allAtOnce(0, 10), List.of(client)))
                .isInstanceOf(InterruptedException.class);
    }
}
