/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More connections than the process has file descriptors for. */
class FewDescriptorsIT {

    private static final int DESCRIPTORS = 256;
    private static final byte[] HALF = "GET /health/live HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void the_oldest_silent_ones_give_way_and_everybody_else_is_served() throws Exception {
        try (RealDatabase database = RealDatabase.shared();
                ApiProcess api = ApiProcess.startWithDescriptors(database, DESCRIPTORS)) {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                    Socket socket = api.connect();
                    silent.add(socket);
                    if (i % 2 == 0) {
                        socket.getOutputStream().write(HALF);
                    }
                }
                for (int i = 0; i < 20; i++) {
                    ApiProcess.Reply live = api.get("/health/live");
                    assertThat(live.status()).isEqualTo(200);
                    assertThat(live.took()).isLessThan(Duration.ofSeconds(20));
                    assertThat(api.post("Served beside silent connections, number " + i)
                                    .status())
                            .isEqualTo(201);
                }
                assertThat(silent.getFirst().getInputStream().read())
                        .as("the oldest is closed")
                        .isEqualTo(-1);
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
            assertThat(api.post("And when they are gone").status()).isEqualTo(201);
            assertThat(api.log()).doesNotContain("no connections are accepted any more");
        }
    }
}
