/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void asks_until_it_holds_on_the_thread_of_the_test() {
        AtomicInteger asked = new AtomicInteger();
        Thread test = Thread.currentThread();
        Await.until("the third time", () -> {
            assertThat(Thread.currentThread()).isSameAs(test);
            return asked.incrementAndGet() == 3;
        });
        assertThat(asked).hasValue(3);
    }

    @Test
    void says_what_did_not_come() {
        assertThatThrownBy(() -> Await.until("the impossible", Duration.ofMillis(50), () -> false))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining("the impossible");
    }

    @Test
    void what_the_condition_throws_is_thrown_on() {
        assertThatThrownBy(() -> Await.until("anything", () -> {
                    throw new IOException("away");
                }))
                .isInstanceOf(IOException.class);
    }
}
