/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
    private static final Optional<Caller> NOBODY = Optional.empty();

    private final AtomicLong now = new AtomicLong();
    private final RateLimit two = new RateLimit(Optional.of(2), now::get);

    @Test
    void one_more_than_the_rate_is_refused_until_time_has_passed() {
        assertThat(two.count(NOBODY, HERE)).isEmpty();
        assertThat(two.count(NOBODY, HERE)).isEmpty();

        ProblemException problem = two.count(NOBODY, HERE).orElseThrow();
        assertThat(problem.type()).isEqualTo(ProblemType.RATE_LIMITED);
        assertThat(problem.headers()).containsEntry("Retry-After", "1");

        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(two.count(NOBODY, HERE)).isEmpty();
        assertThat(two.count(NOBODY, HERE)).isPresent();
    }

    @Test
    void keys_and_addresses_have_buckets_of_their_own() {
        Optional<Caller> key = Optional.of(new Caller("k", Set.of(Role.SUBMIT)));
        exhaust(NOBODY, HERE);

        assertThat(two.count(NOBODY, THERE)).isEmpty();
        assertThat(two.count(key, HERE)).isEmpty();
        assertThat(two.count(key, THERE)).isEmpty();
        assertThat(two.count(key, InetAddress.ofLiteral("192.0.2.3"))).isPresent();
    }

    @Test
    void the_addresses_of_one_ipv6_network_share_a_bucket() {
        exhaust(NOBODY, InetAddress.ofLiteral("2001:db8:0:1::1"));

        assertThat(two.count(NOBODY, InetAddress.ofLiteral("2001:db8:0:1:ffff::2")))
                .isPresent();
        assertThat(two.count(NOBODY, InetAddress.ofLiteral("2001:db8:0:2::1"))).isEmpty();
    }

    @Test
    void without_a_rate_nobody_is_refused() {
        RateLimit off = new RateLimit(Optional.empty(), now::get);

        assertThat(IntStream.range(0, 1000).mapToObj(any -> off.count(NOBODY, HERE)))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void only_so_many_senders_are_remembered() {
        exhaust(NOBODY, HERE);

        for (int i = 0; i < RateLimit.MAX_SENDERS; i++) {
            assertThat(two.count(Optional.of(new Caller("k" + i, Set.of())), HERE))
                    .isEmpty();
        }

        assertThat(two.count(NOBODY, HERE)).as("forgotten, so full again").isEmpty();
    }

    private void exhaust(Optional<Caller> caller, InetAddress address) {
        assertThat(two.count(caller, address)).isEmpty();
        assertThat(two.count(caller, address)).isEmpty();
        assertThat(two.count(caller, address)).isPresent();
    }
}
