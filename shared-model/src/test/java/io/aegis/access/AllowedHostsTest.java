/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private static AllowedHosts hosts(String address, String allowed) throws UnknownHostException {
        Environment environment = Environment.of(Map.of(AllowedHosts.SETTING, allowed), Path.of("target"));
        AllowedHosts hosts = AllowedHosts.from(environment, InetAddress.getByName(address));
        environment.refuseIfWrong();
        return hosts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8000",
                "127.0.0.1",
                "127.1.2.3:80",
                "[::1]:8000",
                "localhost.",
                "localhost:",
                "localhost:65535",
                "[::1]",
                "aegis.internal:8000",
                "Box"
            })
    void on_a_loopback_address_this_machine_and_the_allowed_are_hosts(String host) throws UnknownHostException {
        assertThat(hosts("127.0.0.1", "Aegis.internal, box").accept(List.of(host)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil.example:8000",
                "127.0.0.1.evil.example",
                "",
                "10.0.0.1",
                "localhost:8000:1",
                "localhost:100000",
                "localhost:80a",
                "[::1",
                "::1",
                "a.box"
            })
    void others_are_none(String host) throws UnknownHostException {
        assertThat(hosts("::1", "aegis.internal,box").accept(List.of(host))).isFalse();
    }

    @Test
    void no_host_or_two_are_none() throws UnknownHostException {
        assertThat(hosts("127.0.0.1", "x").accept(List.of())).isFalse();
        assertThat(hosts("127.0.0.1", "x").accept(List.of("x", "x"))).isFalse();
    }

    @Test
    void where_others_reach_it_any_name_will_do() throws UnknownHostException {
        assertThat(hosts("0.0.0.0", "").accept(List.of("anything.example"))).isTrue();
    }

    @Test
    void a_setting_that_is_no_name_is_refused_by_name() {
        assertThatThrownBy(() -> hosts("127.0.0.1", "https://x.example"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(AllowedHosts.SETTING);
        assertThatThrownBy(() -> hosts("127.0.0.1", "*")).isInstanceOf(InvalidSettingsException.class);
    }
}
