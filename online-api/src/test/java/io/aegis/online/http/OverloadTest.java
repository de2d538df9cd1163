/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OverloadTest {

    @Test
    void one_more_than_fits_is_refused_until_somebody_leaves() {
        Overload overload = new Overload(1);

        assertThat(overload.enter()).isEmpty();
        assertThat(overload.enter()).map(ProblemException::headers).contains(Map.of("Retry-After", "1"));
        overload.leave();
        assertThat(overload.enter()).isEmpty();
    }

    @Test
    void draining_refuses_everybody_new() throws InterruptedException {
        Overload overload = new Overload(2);

        assertThat(overload.draining()).isFalse();
        assertThat(overload.drain(Duration.ZERO)).isTrue();

        assertThat(overload.draining()).isTrue();
        assertThat(overload.enter()).map(ProblemException::detail).contains("The server is shutting down.");
    }

    @Test
    void draining_tells_when_somebody_stays_too_long() throws InterruptedException {
        Overload overload = new Overload(2);
        assertThat(overload.enter()).isEmpty();

        assertThat(overload.drain(Duration.ofMillis(1))).isFalse();
        overload.leave();
        assertThat(overload.drain(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void draining_waits_until_nobody_comes_any_more_but_not_for_ever() throws InterruptedException {
        Overload overload = new Overload(1);
        overload.drain(Duration.ZERO);
        AtomicInteger came = new AtomicInteger();

        overload.awaitQuiet(
                () -> {
                    if (came.incrementAndGet() <= 5) {
                        assertThat(overload.enter()).isPresent();
                    }
                },
                100);

        assertThat(came).hasValue(6);
        came.set(0);
        overload.awaitQuiet(
                () -> {
                    came.incrementAndGet();
                    assertThat(overload.enter()).isPresent();
                },
                3);
        assertThat(came).hasValue(3);
        overload.awaitQuiet(Duration.ofMillis(1), 3);
    }
}
