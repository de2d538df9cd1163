/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webclient.api.DnsAddressLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsrfFilterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "127.0.0.1",
                "127.255.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "2002:7f00:1::",
                "3fff::1"
            })
    void addresses_that_are_not_public_are_refused(String address) throws Exception {
        assertThat(SsrfFilter.isPublic(InetAddress.getByName(address)))
                .as(address)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1", "172.15.0.1",
                "172.32.0.1", "192.0.1.1", "192.167.1.1", "198.17.1.1", "198.20.1.1", "203.0.114.1", "223.255.255.1",
                "2606:4700:4700::1111", "2a00:1450::1", "2001:4860:4860::8888", "2002:101:101::1"
            })
    void public_addresses_are_allowed(String address) throws Exception {
        assertThat(SsrfFilter.isPublic(InetAddress.getByName(address)))
                .as(address)
                .isTrue();
    }

    @Test
    void hosts_that_are_addresses_are_known_without_a_look_up() {
        SsrfFilter filter = new SsrfFilter(
                host -> {
                    throw new AssertionError(host);
                },
                false);

        for (String host : List.of(
                "127.0.0.1",
                "169.254.169.254",
                "[::1]",
                "[fe80::1%25eth0]",
                "2130706433",
                "localhost",
                "LOCALHOST.",
                "db.localhost")) {
            assertThat(filter.refusalOf(host))
                    .as(host)
                    .hasValueSatisfying(why -> assertThat(why).contains("ALERT_ALLOW_PRIVATE"));
        }
        for (String host : List.of("1.1.1.1", "[2606:4700:4700::1111]", "inside.example", "localhost.example")) {
            assertThat(filter.refusalOf(host)).as(host).isEmpty();
        }
        assertThat(new SsrfFilter(InetAddress::getAllByName, true).refusalOf("127.0.0.1"))
                .isEmpty();
    }

    @Test
    void of_several_addresses_a_public_one_is_taken() throws Exception {
        InetAddress inside = InetAddress.getByName("10.0.0.1");
        InetAddress outside = InetAddress.getByName("1.1.1.1");
        SsrfFilter filter = new SsrfFilter(host -> new InetAddress[] {inside, outside}, false);

        assertThat(filter.resolveAddress("example.com", DnsAddressLookup.IPV4)).isEqualTo(outside);
    }

    @Test
    void a_name_that_leads_inside_is_refused_with_the_setting_that_would_allow_it() throws Exception {
        InetAddress inside = InetAddress.getByName("169.254.169.254");
        SsrfFilter filter = new SsrfFilter(host -> new InetAddress[] {inside}, false);

        assertThatThrownBy(() -> filter.resolveAddress("metadata.example.com", DnsAddressLookup.IPV4))
                .isInstanceOf(SsrfFilter.RefusedAddressException.class)
                .hasMessageContaining("ALERT_ALLOW_PRIVATE");
        assertThat(new SsrfFilter(host -> new InetAddress[] {inside}, true)
                        .resolveAddress("metadata.example.com", DnsAddressLookup.IPV4))
                .isEqualTo(inside);
    }

    @Test
    void a_name_that_does_not_resolve_is_refused() {
        SsrfFilter filter = new SsrfFilter(
                host -> {
                    throw new UnknownHostException(host);
                },
                true);

        assertThatThrownBy(() -> filter.resolveAddress("nowhere.example.com", DnsAddressLookup.IPV4))
                .isInstanceOf(SsrfFilter.RefusedAddressException.class)
                .hasMessageContaining("cannot be resolved");
    }
}
