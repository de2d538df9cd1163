/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleSessionTest {

    @Test
    void commands_go_on_behind_a_backslash_and_within_quotes() {
        String page = """
                Text.
                ```console
                $ curl -s here \\
                    -d '{"a": 1,
                    "b": 2}'
                {"c": 3}
                {"d": 4}
                $ printf x > file
                ```
                ```
                $ not a console
                ```
                """;

        assertThat(ConsoleSession.of(page))
                .containsExactly(
                        new ConsoleSession(
                                "curl -s here \\\n    -d '{\"a\": 1,\n    \"b\": 2}'", "{\"c\": 3}\n{\"d\": 4}\n"),
                        new ConsoleSession("printf x > file", ""));
    }

    @Test
    void only_what_changes_nothing_is_a_question() {
        assertThat(new ConsoleSession("curl -s -H 'K: v' http://here/x", "").isQuestion())
                .isTrue();
        assertThat(new ConsoleSession("curl -s http://here/x -d '{}'", "").isQuestion())
                .isFalse();
        assertThat(new ConsoleSession("curl -s -F file=@x http://here/x", "").isQuestion())
                .isFalse();
        assertThat(new ConsoleSession("printf x > file", "").isQuestion()).isFalse();
    }
}
