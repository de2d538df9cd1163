package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private final ManualTicker ticker = new ManualTicker();
    private final Reachability reachability = new Reachability(ticker);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            reachability.failed();
        }
    }

    @Test
    void a_few_failures_stop_nobody() {
        fail(Reachability.FAILURES - 1);
        assertThat(reachability.mayTry()).isTrue();
        assertThat(reachability.mayTry()).isTrue();
    }

    @Test
    void an_answer_between_failures_starts_the_count_again() {
        fail(Reachability.FAILURES - 1);
        reachability.answered();
        fail(Reachability.FAILURES - 1);
        assertThat(reachability.mayTry()).isTrue();
    }

    @Test
    void failures_in_a_row_stop_everybody_for_a_pause() {
        fail(Reachability.FAILURES);
        assertThat(reachability.mayTry()).isFalse();
        ticker.advance(Reachability.PAUSE.minusNanos(1));
        assertThat(reachability.mayTry()).isFalse();
    }

    @Test
    void after_each_pause_one_may_try() {
        fail(Reachability.FAILURES);
        for (int pause = 0; pause < 3; pause++) {
            ticker.advance(Reachability.PAUSE);
            assertThat(reachability.mayTry()).isTrue();
            assertThat(reachability.mayTry()).isFalse();
            reachability.failed();
        }
    }

    @Test
    void the_next_may_try_though_the_last_one_is_still_waiting() {
        fail(Reachability.FAILURES);
        ticker.advance(Reachability.PAUSE);
        assertThat(reachability.mayTry()).isTrue();
        ticker.advance(Reachability.PAUSE.plus(Duration.ofMillis(1)));
        assertThat(reachability.mayTry()).isTrue();
    }

    @Test
    void one_answer_lets_everybody_through() {
        fail(Reachability.FAILURES + 30);
        reachability.answered();
        assertThat(reachability.mayTry()).isTrue();
        assertThat(reachability.mayTry()).isTrue();
    }
}
