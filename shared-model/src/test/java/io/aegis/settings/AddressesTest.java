/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,         -,    -,                   http://127.0.0.1:8001
            10.0.0.7,  9000, -,                   http://10.0.0.7:9000
            0.0.0.0,   -,    -,                   http://127.0.0.1:8001
            ::1,       -,    -,                   http://[::1]:8001
            -,         -,    https://batch/prefix, https://batch/prefix
            """)
    void the_batch_application_is_reached_where_it_listens_or_where_it_is_said_to_be(
            String host, String port, String url, URI expected) {
        Environment environment = environment(
                "AEGIS_BATCH_HOST", host == null ? "" : host,
                "AEGIS_BATCH_PORT", port == null ? "" : port,
                "AEGIS_BATCH_URL", url == null ? "" : url);
        assertThat(BatchAddress.from(environment)).isEqualTo(expected);
    }

    @Test
    void a_listener_has_a_loopback_address_unless_told_otherwise() {
        Listen listen = Listen.from(environment("PORT", "0"), "HOST", "PORT", 8000);

        assertThat(listen.address().isLoopbackAddress()).isTrue();
        assertThat(listen.port()).isZero();
        assertThat(Listen.from(environment("X", ""), "HOST", "PORT", 8000).port())
                .isEqualTo(8000);
    }

    @Test
    void a_host_that_is_none_is_refused_by_name() {
        Environment environment = environment("HOST", "no such host at all");
        Listen.from(environment, "HOST", "PORT", 8000);

        assertThatThrownBy(environment::refuseIfWrong).hasMessageContaining("HOST");
    }

    @Test
    void the_key_that_everybody_knows_is_for_this_machine_only() {
        Environment local = environment("X", "");
        assertThat(Listen.from(local, "HOST", "PORT", 1)
                        .bootstrapKey(local, "HOST")
                        .reveal())
                .isEqualTo(Listen.DEFAULT_API_KEY);
        local.refuseIfWrong();

        Environment open = environment("HOST", "0.0.0.0");
        Listen.from(open, "HOST", "PORT", 1).bootstrapKey(open, "HOST");
        assertThatThrownBy(open::refuseIfWrong).hasMessageContaining("API_KEY");
    }

    private static Environment environment(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return Environment.of(values, Path.of("target"));
    }
}
