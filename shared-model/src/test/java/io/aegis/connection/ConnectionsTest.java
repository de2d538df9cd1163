/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final int MOST = 20;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong noticed = new AtomicLong();
    private final List<String> closed = new ArrayList<>();
    private final Connections connections = new Connections(
            MOST, proxy -> proxy.equals(address("192.0.2.9")), nanos::get, moment -> moment <= noticed.get());

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Optional<OpenConnection> open(String name, String peer) {
        OpenConnection[] self = new OpenConnection[1];
        Optional<OpenConnection> opened = connections.opened(address(peer), () -> {
            closed.add(name);
            Optional.ofNullable(self[0]).ifPresent(connections::closed);
        });
        self[0] = opened.orElse(null);
        later(Duration.ofMillis(1));
        return opened;
    }

    private void later(Duration time) {
        noticed.set(nanos.addAndGet(time.toNanos()));
    }

    @Test
    void a_head_has_ten_seconds_from_its_first_byte() {
        OpenConnection slow = open("slow", "192.0.2.1").orElseThrow();
        OpenConnection busy = open("busy", "192.0.2.2").orElseThrow();
        later(Duration.ofSeconds(60));
        slow.got();
        busy.got();
        busy.headRead();
        later(Connections.HEAD);
        slow.got();
        connections.sweep();
        assertThat(closed).isEmpty();

        later(Duration.ofMillis(1));
        connections.sweep();

        assertThat(closed).containsExactly("slow");
        assertThat(connections.open()).isOne();
    }

    /** A server that reads on by itself, to get at the next head, is held by it. */
    @Test
    void the_rest_of_a_body_that_nobody_reads_has_ten_seconds_too() {
        OpenConnection dripping = open("dripping", "192.0.2.1").orElseThrow();
        OpenConnection done = open("done", "192.0.2.2").orElseThrow();
        for (OpenConnection each : List.of(dripping, done)) {
            each.got();
            each.headRead();
            later(Duration.ofMinutes(1));
            each.answered();
        }
        dripping.got();
        done.restRead();
        later(Connections.HEAD.plusMillis(1));
        dripping.got();

        connections.sweep();

        assertThat(closed).containsExactly("dripping");
    }

    @Test
    void who_is_silent_between_requests_is_let_go_in_the_end() {
        AtomicBoolean firstLine = new AtomicBoolean();
        OpenConnection connection = open("idle", "192.0.2.1").orElseThrow();
        connection.reading(firstLine::get);
        connection.got();
        connection.headRead();
        connection.waits();
        later(Connections.IDLE.plusSeconds(1));
        connections.sweep();
        assertThat(closed).as("its body is awaited by others").isEmpty();

        firstLine.set(true);
        connection.waits();
        later(Connections.IDLE.plusSeconds(1));
        connections.sweep();
        assertThat(closed).containsExactly("idle");
    }

    @Test
    void when_places_run_out_the_longest_silent_gives_way_and_never_a_request() {
        open("working", "192.0.2.1").orElseThrow().headRead();
        for (int i = 1; i < 2 * MOST; i++) {
            assertThat(open("silent " + i, "192.0.2." + (10 + i))).isPresent();
            later(Connections.YIELDS_BEGINNING);
        }

        assertThat(connections.open()).isLessThan(MOST);
        assertThat(closed)
                .hasSizeGreaterThan(MOST / 2)
                .startsWith("silent 1", "silent 2")
                .doesNotContain("working");
    }

    @Test
    void one_that_may_have_a_request_under_way_does_not_give_way_though_places_run_out() {
        for (int i = 0; i < MOST; i++) {
            assertThat(open("fresh " + i, "192.0.2." + (10 + i))).isPresent();
        }
        connections.sweep();
        assertThat(closed).isEmpty();
        assertThat(connections.open()).isEqualTo(MOST);

        later(Connections.YIELDS_BEGINNING);
        connections.sweep();

        assertThat(closed).as("as many as leave a place free, the first ones").containsExactly("fresh 0");
        connections.sweep();
        assertThat(closed).hasSize(1);
    }

    @Test
    void one_between_requests_gives_way_sooner_than_one_whose_first_request_is_to_come() {
        for (int i = 0; i < MOST - 1; i++) {
            open("beginning " + i, "192.0.2." + (10 + i));
        }
        OpenConnection answered = open("answered", "192.0.2.200").orElseThrow();
        answered.got();
        answered.headRead();
        answered.waits();
        connections.sweep();
        assertThat(closed).isEmpty();

        later(Connections.YIELDS_BETWEEN);
        connections.sweep();
        assertThat(closed).containsExactly("answered");
    }

    @Test
    void what_arrived_and_was_not_noticed_is_no_silence() {
        for (int i = 0; i < MOST; i++) {
            assertThat(open("fresh " + i, "192.0.2." + (10 + i))).isPresent();
        }
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        connections.sweep();
        assertThat(closed)
                .as("nothing that came in these nine seconds was noticed")
                .isEmpty();

        later(Duration.ZERO);
        connections.sweep();
        assertThat(closed).containsExactly("fresh 0");
    }

    @Test
    void nobody_has_more_than_half_of_the_places_but_a_proxy() {
        for (int i = 0; i < MOST / 2; i++) {
            open("one " + i, "192.0.2.1").orElseThrow().headRead();
        }
        assertThat(open("one more", "192.0.2.1")).isEmpty();
        assertThat(connections.open()).isEqualTo(MOST / 2);
        for (int i = 0; i < 2; i++) {
            assertThat(open("another " + i, "192.0.2.2")).isPresent();
        }

        Connections many = new Connections(4, address("192.0.2.9")::equals, nanos::get, _ -> true);
        for (int i = 0; i < 4; i++) {
            many.opened(address("192.0.2.9"), () -> {}).orElseThrow().headRead();
        }
        assertThat(many.open()).isEqualTo(4);
    }

    @Test
    void its_own_silent_ones_give_way_to_one_more_of_the_same_peer() {
        for (int i = 0; i < MOST / 2; i++) {
            assertThat(open("one " + i, "192.0.2.1")).isPresent();
        }
        assertThat(open("too early", "192.0.2.1")).isEmpty();
        later(Connections.YIELDS_BEGINNING);
        assertThat(open("one more", "192.0.2.1")).isPresent();

        assertThat(closed).containsExactly("one 0");
        assertThat(connections.open()).isEqualTo(MOST / 2);
    }

    @Test
    void one_that_was_closed_already_does_no_harm() {
        OpenConnection broken = connections
                .opened(address("192.0.2.1"), () -> {
                    throw new IllegalStateException("closed");
                })
                .orElseThrow();
        broken.close();
        connections.closed(broken);
        connections.closed(broken);
        assertThat(connections.open()).isZero();
    }

    @Test
    void an_address_is_forgotten_with_its_last_connection_however_many_come_and_go_at_once() throws Exception {
        Connections many = new Connections(10_000, _ -> false, nanos::get, _ -> true);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        many.opened(address("192.0.2.7"), () -> {}).ifPresent(many::closed);
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        assertThat(many.open()).isZero();
        assertThat(many.addresses()).isZero();
        many.opened(address("192.0.2.7"), () -> {});
        assertThat(many.addresses()).isEqualTo(1);
    }
}
