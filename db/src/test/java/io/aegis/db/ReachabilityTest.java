package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private final SteppedTicker ticker = new SteppedTicker();
    private final Reachability reachability = new Reachability(ticker);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            reachability.failed();
        }
    }

    private void failLongEnough() {
        fail(Reachability.FAILURES - 1);
        ticker.advance(Reachability.PAUSE);
        fail(1);
    }

    private void assertNobodyIsStopped() {
        assertThat(reachability.mayTry()).isTrue();
        assertThat(reachability.mayTry()).isTrue();
    }

    @Test
    void a_few_failures_stop_nobody_however_long_they_last() {
        for (int i = 0; i < Reachability.FAILURES - 1; i++) {
            fail(1);
            ticker.advance(Duration.ofSeconds(10));
        }
        assertNobodyIsStopped();
    }

    @Test
    void many_failures_at_the_same_moment_stop_nobody() {
        fail(1000);
        ticker.advance(Reachability.PAUSE.minusNanos(1));
        fail(1000);
        assertNobodyIsStopped();
    }

    @Test
    void an_answer_between_failures_starts_the_count_again() {
        fail(Reachability.FAILURES - 1);
        ticker.advance(Reachability.PAUSE);
        reachability.answered();
        fail(Reachability.FAILURES - 1);
        ticker.advance(Reachability.PAUSE);
        assertNobodyIsStopped();
    }

    @Test
    void failures_in_a_row_over_some_time_stop_everybody_for_a_pause() {
        failLongEnough();
        assertThat(reachability.mayTry()).isFalse();
        ticker.advance(Reachability.PAUSE.minusNanos(1));
        assertThat(reachability.mayTry()).isFalse();
    }

    @Test
    void after_each_pause_one_may_try() {
        failLongEnough();
        for (int pause = 0; pause < 3; pause++) {
            ticker.advance(Reachability.PAUSE);
            assertThat(reachability.mayTry()).isTrue();
            assertThat(reachability.mayTry()).isFalse();
            fail(1);
        }
    }

    @Test
    void the_next_may_try_though_the_last_one_is_still_waiting() {
        failLongEnough();
        ticker.advance(Reachability.PAUSE);
        assertThat(reachability.mayTry()).isTrue();
        ticker.advance(Reachability.PAUSE);
        assertThat(reachability.mayTry()).isTrue();
    }

    @Test
    void one_answer_lets_everybody_through() {
        failLongEnough();
        fail(30);
        reachability.answered();
        assertNobodyIsStopped();
    }
}
