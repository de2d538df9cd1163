/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.access.AllowedOrigins.Page;
import io.aegis.settings.Environment;
import io.aegis.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    private static AllowedOrigins origins(String allowed) {
        Environment environment = Environment.of(Map.of(AllowedOrigins.SETTING, allowed), Path.of("target"));
        AllowedOrigins origins = AllowedOrigins.from(environment);
        environment.refuseIfWrong();
        return origins;
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000,localhost:8000",
        "http://LOCALHOST,localhost:80",
        "http://localhost:80,localhost",
        "https://aegis.example,aegis.example",
        "https://aegis.example,aegis.example:443"
    })
    void a_page_of_its_own_is_trusted(String origin, String host) {
        assertThat(origins("").trust(new Page(List.of(origin), List.of("same-origin"), host)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "null,localhost",
        "http://evil.example,localhost:8000",
        "http://localhost:3000,localhost:8000",
        "http://localhost:8000.evil.example,localhost:8000",
        "file://,localhost",
        "http://aegis.example:443,aegis.example"
    })
    void another_is_not(String origin, String host) {
        assertThat(origins("").trust(new Page(List.of(origin), List.of(), host)))
                .isFalse();
    }

    @Test
    void whoever_is_no_browser_says_nothing() {
        assertThat(origins("").trust(new Page(List.of(), List.of(), "x"))).isTrue();
        assertThat(origins("").trust(new Page(List.of(), List.of("none"), "x"))).isTrue();
        assertThat(origins("").trust(new Page(List.of(), List.of("cross-site"), "x")))
                .isFalse();
        assertThat(origins("").trust(new Page(List.of("http://x", "http://evil.example"), List.of(), "x")))
                .isFalse();
    }

    @Test
    void a_listed_site_is_trusted_and_told_so() {
        AllowedOrigins origins = origins("https://www.Example.com, http://localhost:3000");
        Page page = new Page(List.of("https://www.example.com"), List.of("cross-site"), "aegis.example");

        assertThat(origins.trust(page)).isTrue();
        assertThat(origins.listed(page)).contains("https://www.example.com");
        assertThat(origins.listed(new Page(List.of("https://example.com"), List.of(), "x")))
                .isEmpty();
        assertThat(origins.listed(new Page(List.of(), List.of(), "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "www.example.com", "https://x.example/path", "https://*.example.com", "null"})
    void a_setting_that_is_no_origin_is_refused_by_name(String wrong) {
        assertThatThrownBy(() -> origins(wrong))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(AllowedOrigins.SETTING);
    }
}
