/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8000", "http://localhost:8000/", "http://[::1]:8000", "http://127.9.9.9"})
    void this_machine_is_measured(String url) {
        assertThat(Target.of(url).address().getAddress().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8000",
                "http://0.0.0.0:8000",
                "http://[2001:db8::1]",
                "https://127.0.0.1:8000",
                "http://127.0.0.1:8000/feedback",
                "127.0.0.1:8000",
                "http:///",
                "http://no such host",
                "http://nowhere.invalid"
            })
    void anything_else_is_refused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of(url));
    }

    @Test
    void an_unresolved_address_is_refused() {
        var unresolved = InetSocketAddress.createUnresolved("localhost", 80);

        assertThatIllegalArgumentException().isThrownBy(() -> new Target(unresolved, "localhost"));
    }

    @Test
    void the_port_is_80_unless_given() {
        assertThat(Target.of("http://127.0.0.1").address().getPort()).isEqualTo(80);
        assertThat(Target.of("http://127.0.0.1:8123").address().getPort()).isEqualTo(8123);
        assertThat(Target.of("http://127.0.0.1:8123").authority()).isEqualTo("127.0.0.1:8123");
    }
}
