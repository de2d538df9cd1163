/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathFormTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/feedback/1", "/a.b", "/a%20b", "*"})
    void a_path_means_the_same_to_everybody(String path) {
        assertThat(PathForm.isNormal(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example:80", "", "feedback", "/a/../b", "//b", "/%2e%2e/b", "/b;x", "/a\\b", "/a%00", "**"
            })
    void what_is_no_path_or_several_is_not(String path) {
        assertThat(PathForm.isNormal(path)).isFalse();
    }
}
