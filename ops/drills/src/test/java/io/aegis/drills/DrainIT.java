/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A replica that is told to end under load: everybody gets an answer, and nothing that was acknowledged is lost. */
class DrainIT {

    private static final int CLIENTS_OF_A_KIND = 8;
    private static final int ENOUGH = 400;

    /** How a client's work ended. */
    private enum End {
        SENT_ELSEWHERE,
        DOOR_CLOSED
    }

    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();

    @Test
    void sigterm_under_load_breaks_no_connection() throws Exception {
        try (Aegis aegis = new Aegis(
                        Installation.named("draining"),
                        "data",
                        Map.of("ENABLE_MOCK_MODE", "true", "MOCK_LLM_DELAY_MS", "30"));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            aegis.upUnsupervised();
            int port = aegis.api().port();
            List<Future<End>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS_OF_A_KIND; i++) {
                ends.add(clients.submit(() -> stays(port)));
                ends.add(clients.submit(() -> comesAnew(port)));
            }
            Await.until("there is load", () -> acknowledged.get() > ENOUGH);

            ProcessHandle online = aegis.process("online-api");
            online.destroy();

            List<End> all = new ArrayList<>();
            for (Future<End> end : ends) {
                all.add(end.get(60, TimeUnit.SECONDS));
            }
            online.onExit().get(30, TimeUnit.SECONDS);
            assertThat(all).contains(End.SENT_ELSEWHERE);
            assertThat(aegis.store().column("SELECT COUNT(*) FROM feedback", 1))
                    .containsExactly(Integer.toString(acknowledged.get()));
        }
    }

    /** Posts on one connection for as long as the server keeps it. */
    private End stays(int port) throws IOException {
        while (true) {
            try (Wire wire = new Wire(port)) {
                Wire.Answer answer = post(wire);
                while (answer.status() == 201 && !answer.closes()) {
                    answer = post(wire);
                }
                if (answer.status() != 201) {
                    return elsewhere(answer);
                }
            } catch (ConnectException e) {
                return End.DOOR_CLOSED;
            }
        }
    }

    /** Makes a connection for each post. */
    private End comesAnew(int port) throws IOException {
        while (true) {
            try (Wire wire = new Wire(port)) {
                Wire.Answer answer = post(wire);
                if (answer.status() != 201) {
                    return elsewhere(answer);
                }
            } catch (ConnectException e) {
                return End.DOOR_CLOSED;
            }
        }
    }

    private Wire.Answer post(Wire wire) throws IOException {
        Wire.Answer answer = wire.post(
                "/feedback", "{\"raw_content\": \"While the server ends, text " + number.incrementAndGet() + "\"}");
        if (answer.status() == 201) {
            acknowledged.incrementAndGet();
        }
        return answer;
    }

    /** A refusal says when to come again, and that the connection ends. */
    private static End elsewhere(Wire.Answer refusal) {
        assertThat(refusal.status()).as(refusal.toString()).isEqualTo(503);
        assertThat(refusal.headers()).containsKey("retry-after").containsEntry("connection", "close");
        return End.SENT_ELSEWHERE;
    }
}
