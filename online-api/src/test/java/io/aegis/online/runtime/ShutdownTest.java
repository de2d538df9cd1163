/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    @Test
    void what_was_opened_last_is_closed_first_and_only_once() {
        List<String> closed = new ArrayList<>();
        Shutdown shutdown = new Shutdown();
        shutdown.opened("a", () -> closed.add("a"));
        shutdown.opened("b", () -> closed.add("b"));

        shutdown.close();
        shutdown.close();

        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void what_fails_to_close_keeps_nothing_else_open() {
        List<String> closed = new ArrayList<>();
        Shutdown shutdown = new Shutdown();
        shutdown.opened("a", () -> closed.add("a"));
        shutdown.opened("b", () -> {
            throw new IllegalStateException("stuck");
        });

        shutdown.close();

        assertThat(closed).containsExactly("a");
    }
}
