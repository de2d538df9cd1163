/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerProcessTest {

    /** No Linux has this one. */
    private static final long NOBODY = Long.MAX_VALUE;

    /** A process of which there is no file, and of which the system tells Java this much. */
    private static ProcessHandle told(Optional<String> command, String... arguments) {
        Object info = Proxy.newProxyInstance(
                ServerProcessTest.class.getClassLoader(),
                new Class<?>[] {ProcessHandle.Info.class},
                (_, method, _) -> method.getName().equals("command") ? command : Optional.of(arguments));
        return (ProcessHandle) Proxy.newProxyInstance(
                ServerProcessTest.class.getClassLoader(),
                new Class<?>[] {ProcessHandle.class},
                (_, method, _) -> method.getName().equals("pid") ? NOBODY : info);
    }

    @Test
    void where_no_file_tells_of_a_process_the_system_is_asked() {
        assertThat(ServerProcess.commandLine(
                        told(Optional.of("/opt/homebrew/bin/mariadbd"), "--no-defaults", "--port=3307")))
                .containsExactly("/opt/homebrew/bin/mariadbd", "--no-defaults", "--port=3307");
    }

    @Test
    void one_that_has_gone_has_no_name() {
        assertThat(ServerProcess.commandLine(told(Optional.empty()))).containsExactly("");
    }
}
