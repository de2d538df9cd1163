/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static Options options(String line) {
        return new Options(List.of(line.split(" ")));
    }

    @Test
    void operands_options_and_flags_come_in_any_order() {
        Options options = options("--no-goals post-file --rate 7 a.csv");

        assertThat(options.operand(0)).hasValue("post-file");
        assertThat(options.operand(1)).hasValue("a.csv");
        assertThat(options.operand(2)).isEmpty();
        assertThat(options.has("no-goals")).isTrue();
        assertThat(options.has("find-max")).isFalse();
        assertThat(options.number("rate", 1, 1, 10)).isEqualTo(7);
    }

    @Test
    void what_was_used_is_told_defaults_included_but_never_the_key() {
        Options options = options("new --key s3cret --rate 7");
        options.number("rate", 1, 1, 10);
        options.number("clients", 5, 1, 10);
        options.targets();

        assertThat(options.used())
                .containsEntry("rate", "7")
                .containsEntry("clients", "5")
                .containsEntry("url", "http://127.0.0.1:8000")
                .hasSize(3);
        assertThat(options.text("key")).hasValue("s3cret");
    }

    @Test
    void several_servers_can_be_named() {
        assertThat(options("identical --url http://127.0.0.1:1 --url http://127.0.0.1:2")
                        .targets())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new --unknown 1", "new --rate", "new --"})
    void unknown_and_incomplete_options_are_refused(String line) {
        assertThatThrownBy(() -> options(line)).isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "x", "1.5", "99999999999999999999"})
    void a_number_out_of_range_is_refused(String number) {
        assertThatThrownBy(() -> options("new --rate " + number).number("rate", 1, 1, 10))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--rate");
    }
}
