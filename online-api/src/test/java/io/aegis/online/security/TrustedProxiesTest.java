/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // peer, X-Forwarded-For, client
                "203.0.113.9, -, 203.0.113.9",
                "203.0.113.9, 1.2.3.4, 203.0.113.9",
                "10.1.2.3, -, 10.1.2.3",
                "10.1.2.3, 1.2.3.4, 1.2.3.4",
                "10.1.2.3, '6.6.6.6, 1.2.3.4', 1.2.3.4",
                "10.1.2.3, '6.6.6.6, 1.2.3.4, 10.9.9.9', 1.2.3.4",
                "10.1.2.3, '10.4.4.4', 10.4.4.4",
                "10.1.2.3, 'unknown', 10.1.2.3",
                "10.1.2.3, '1.2.3.4, unknown', 10.1.2.3",
                "10.1.2.3, 'evil.example', 10.1.2.3",
                "10.1.2.3, '1.2.3.4:55', 10.1.2.3",
                "2001:db8::7, '2001:db9::1', 2001:db9::1",
                "2001:db9::7, '1.2.3.4', 2001:db9::7",
            })
    void only_what_trusted_proxies_say_counts(String peer, String forwarded, String client) {
        TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8::/32"));

        InetAddress found =
                proxies.client(InetAddress.ofLiteral(peer), forwarded == null ? List.of() : List.of(forwarded));

        assertThat(found).isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(TrustedProxies.of(List.of("10.0.0.1", "10.0.0.2"))
                        .client(InetAddress.ofLiteral("10.0.0.1"), List.of("6.6.6.6, 1.2.3.4", "10.0.0.2")))
                .isEqualTo(InetAddress.ofLiteral("1.2.3.4"));
    }

    @Test
    void a_prefix_need_not_end_at_a_byte() {
        TrustedProxies proxies = TrustedProxies.of(List.of("192.168.4.0/22"));
        List<String> forwarded = List.of("1.2.3.4");

        assertThat(proxies.client(InetAddress.ofLiteral("192.168.7.255"), forwarded))
                .isEqualTo(InetAddress.ofLiteral("1.2.3.4"));
        assertThat(proxies.client(InetAddress.ofLiteral("192.168.8.0"), forwarded))
                .isEqualTo(InetAddress.ofLiteral("192.168.8.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "10.0.0"})
    void what_is_no_network_is_refused(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(network))).isInstanceOf(IllegalArgumentException.class);
    }
}
