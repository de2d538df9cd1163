/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.circuit.Circuit;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.policy.PolicySettings.Stance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks before the first real question does, because loading the code for it takes longer than a question may, and the first answers
 * would be denials for nothing but that. A stub on the loopback address answers, which lives only meanwhile; the real engine, its
 * circuit and its figures are left alone.
 */
final class PolicyWarmup {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWarmup.class);
    private static final int ROUNDS = 40;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final byte[] ANSWER =
            "{\"decision_id\": \"warm-up\", \"result\": {\"allow\": true, \"reason\": \"none\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final PolicyQuestion QUESTION = new PolicyQuestion(
            RemediationAction.RESTART_POD,
            PolicyQuestion.Kind.FAILURE,
            Severity.HIGH,
            0.8,
            0.8,
            List.of("warm-up"),
            Map.of("pod", "warm-up"),
            Optional.of(FailureType.CRASH_LOOP));

    private PolicyWarmup() {}

    /**
     * Warms up. A failure is logged and does no harm but to the first real question.
     *
     * @return how many questions were answered
     */
    static int run() throws InterruptedException {
        try {
            HttpServer stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            stub.createContext("/", PolicyWarmup::answer);
            stub.start();
            try {
                return ask(stub.getAddress());
            } finally {
                stub.stop(0);
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("questions to the policy engine could not be warmed up");
            return 0;
        }
    }

    private static int ask(InetSocketAddress stub) throws InterruptedException {
        URI address = URI.create("http://" + stub.getAddress().getHostAddress() + ":" + stub.getPort());
        Circuit<String> circuit = new Circuit<>(PolicyEngine.UNAVAILABLE, Ticker.system(), new Random());
        int answered = 0;
        try (PolicyEngine engine = new PolicyEngine(address, LIMIT, Stance.DENY, circuit, new SimpleMeterRegistry())) {
            for (int round = 0; round < ROUNDS; round++) {
                answered += engine.judge(List.of(QUESTION)).getFirst().source() == PolicyVerdict.Source.ENGINE ? 1 : 0;
            }
        }
        return answered;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }
}
