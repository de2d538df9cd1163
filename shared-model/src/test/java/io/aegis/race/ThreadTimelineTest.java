/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThreadTimelineTest {

    private final List<Runnable> started = new ArrayList<>();
    private final ThreadTimeline timeline = new ThreadTimeline(started::add);

    private Deadline in(Duration length) {
        return Deadline.after(timeline, length);
    }

    @Test
    void a_value_that_is_there_is_taken_even_after_the_deadline() {
        assertThat(timeline.await(CompletableFuture.completedFuture("yes"), in(Duration.ofSeconds(-1))))
                .contains("yes");
    }

    @Test
    void a_value_that_comes_ends_the_wait() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> future.complete("yes"));

        assertThat(timeline.await(future, in(Duration.ofMinutes(1)))).contains("yes");
    }

    @Test
    void silence_ends_with_the_deadline() {
        assertThat(timeline.await(new CompletableFuture<>(), in(Duration.ofMillis(1))))
                .isEmpty();
    }

    @Test
    void a_failed_future_counts_as_silent() {
        assertThat(timeline.await(
                        CompletableFuture.failedFuture(new IllegalStateException()), in(Duration.ofSeconds(5))))
                .isEmpty();
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_visible() {
        Thread.currentThread().interrupt();

        assertThat(timeline.await(new CompletableFuture<>(), in(Duration.ofMinutes(1))))
                .isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void work_on_the_side_goes_to_the_executor() {
        Runnable work = () -> {};
        timeline.start(work);

        assertThat(started).containsExactly(work);
    }

    @Test
    void it_tells_the_time_of_the_machine() {
        long before = Ticker.system().nanos();
        assertThat(timeline.nanos() - before).isNotNegative();
    }
}
