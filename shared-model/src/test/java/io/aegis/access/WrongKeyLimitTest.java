/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongKeyLimitTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
    private static final Optional<String> WRONG = Optional.empty();

    private final AtomicLong now = new AtomicLong();
    private final WrongKeyLimit limit = new WrongKeyLimit(now::get);

    private int attempts(InetAddress address, int weight) {
        int attempts = 0;
        while (limit.judge(address, WRONG, weight).isEmpty()) {
            attempts++;
        }
        return attempts;
    }

    @Test
    void after_so_many_wrong_keys_an_address_has_to_wait() {
        assertThat(attempts(HERE, 1)).isEqualTo(WrongKeyLimit.AT_ONCE);

        ProblemException refused = limit.judge(HERE, WRONG, 1).orElseThrow();
        assertThat(refused.type()).isEqualTo(ProblemType.RATE_LIMITED);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(attempts(HERE, 1)).isEqualTo(10);
        now.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(attempts(HERE, 1)).isEqualTo(WrongKeyLimit.AT_ONCE);
    }

    @Test
    void people_get_fewer_attempts() {
        assertThat(attempts(HERE, WrongKeyLimit.TYPED)).isEqualTo(20);
        assertThat(limit.judge(HERE, WRONG, WrongKeyLimit.TYPED).orElseThrow().headers())
                .containsEntry("Retry-After", "5");
    }

    @Test
    void other_addresses_are_not_affected() {
        attempts(HERE, 1);

        assertThat(limit.judge(THERE, WRONG, 1)).isEmpty();
        assertThat(limit.judge(THERE, Optional.of("ann"), 1)).isEmpty();
    }

    @Test
    void a_right_key_is_told_from_a_wrong_one_only_where_it_was_used_before() {
        assertThat(limit.judge(HERE, Optional.of("ann"), 1)).isEmpty();
        limit.judge(THERE, Optional.of("bob"), 1);
        attempts(HERE, 1);

        assertThat(limit.judge(HERE, Optional.of("ann"), 1)).isEmpty();
        assertThat(limit.judge(HERE, Optional.of("bob"), 1)).isPresent();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limit.judge(HERE, Optional.of("bob"), 1)).isEmpty();
    }

    @Test
    void right_keys_use_nothing_up() {
        for (int i = 0; i < 2 * WrongKeyLimit.AT_ONCE; i++) {
            assertThat(limit.judge(HERE, Optional.of("holder " + i), 1)).isEmpty();
        }
        assertThat(attempts(HERE, 1)).isEqualTo(WrongKeyLimit.AT_ONCE);
    }

    @Test
    void the_addresses_of_one_ipv6_network_are_one_sender() {
        attempts(InetAddress.ofLiteral("2001:db8:0:1::1"), 1);

        assertThat(limit.judge(InetAddress.ofLiteral("2001:db8:0:1:ffff::2"), WRONG, 1))
                .isPresent();
        assertThat(limit.judge(InetAddress.ofLiteral("2001:db8:0:2::1"), WRONG, 1))
                .isEmpty();
    }

    @Test
    void only_so_many_addresses_are_remembered() {
        attempts(HERE, 1);
        for (int i = 0; i < WrongKeyLimit.REMEMBERED; i++) {
            limit.judge(InetAddress.ofLiteral("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), WRONG, 1);
        }

        assertThat(attempts(HERE, 1)).as("forgotten, so all again").isEqualTo(WrongKeyLimit.AT_ONCE);
    }

    @Test
    void only_so_many_used_keys_are_remembered() {
        for (int i = 0; i <= WrongKeyLimit.REMEMBERED; i++) {
            assertThat(limit.judge(HERE, Optional.of("holder " + i), 1)).isEmpty();
        }
        attempts(HERE, 1);

        assertThat(limit.judge(HERE, Optional.of("holder 0"), 1))
                .as("forgotten")
                .isPresent();
        assertThat(limit.judge(HERE, Optional.of("holder 1"), 1)).isEmpty();
    }
}
