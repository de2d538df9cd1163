/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerCommandTest {

    private static List<String> serve(String system) {
        return serve(system, ServerOptions.standalone());
    }

    private static List<String> serve(String system, ServerOptions options) {
        return ServerCommand.serve(
                new Machine(system, "aarch64", List.of()),
                new ServerBinaries(Path.of("/opt"), Path.of("/opt/bin/mariadbd"), Path.of("/opt/share")),
                new DataFolder(Path.of("/data")),
                options,
                3307);
    }

    @Test
    void the_server_is_a_session_of_its_own_by_what_each_system_has() {
        assertThat(serve("Linux")).startsWith("setsid", "/opt/bin/mariadbd", "--no-defaults");
        assertThat(serve("Mac OS X").getFirst()).isEqualTo("perl");
        assertThat(serve("Mac OS X")).containsSequence("--", "/opt/bin/mariadbd", "--no-defaults");
    }

    @Test
    void nobody_but_a_benchmark_may_send_it_files() {
        assertThat(serve("Linux")).contains("--local-infile=0").doesNotContain("--local-infile=1");
        assertThat(serve("Linux", ServerOptions.forTests().withPort(3308))).contains("--local-infile=0");
        assertThat(serve("Linux", ServerOptions.forBenchmarks())).contains("--local-infile=1");
    }
}
