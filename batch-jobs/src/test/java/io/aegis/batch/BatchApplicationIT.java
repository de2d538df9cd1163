/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchApplicationIT {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void starts_with_the_settings_of_the_environment() {
        try (TestDatabase database = TestDatabase.create()) {
            Map<String, String> settings = new HashMap<>(database.settings());
            settings.put("AEGIS_BATCH_PORT", "0");

            Main.Start start = start(settings);

            assertThat(start).isInstanceOf(Main.Started.class);
            ((Main.Started) start).application().close();
        }
    }

    @Test
    void says_which_setting_is_wrong() {
        assertThat(start(Map.of("AEGIS_BATCH_PORT", "none"))).isEqualTo(new Main.Failed(Main.WRONG_SETTINGS));
        assertThat(said()).contains("AEGIS_BATCH_PORT", "DATABASE_URL");
    }

    @Test
    void says_that_its_port_is_taken() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = new HashMap<>(database.settings());
            settings.put("AEGIS_BATCH_PORT", Integer.toString(taken.getLocalPort()));

            assertThat(start(settings)).isEqualTo(new Main.Failed(Main.COULD_NOT_START));
            assertThat(said()).contains("batch-jobs: ");
        }
    }

    private Main.Start start(Map<String, String> settings) {
        return Main.start(settings, Path.of("target"), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
