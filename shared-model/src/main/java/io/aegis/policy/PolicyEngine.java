/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.circuit.Circuit;
import io.aegis.circuit.CircuitPolicy;
import io.aegis.circuit.CircuitSnapshot;
import io.aegis.policy.PolicySettings.Stance;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an Open Policy Agent by its REST data API ({@code POST} of {@code {"input": ...}}). From connecting to the last byte of
 * the answer all questions of an event together take at most the configured time; an answer has up to
 * {@value #MOST_BYTES} bytes. When it does not answer so, the stance decides, and says so; a circuit spares the next
 * requests the wait. Times and failures are metered as {@code aegis_policy_engine_seconds} by outcome, the circuit as
 * {@code aegis_policy_engine_circuit_open}.
 */
final class PolicyEngine implements Policy {

    /** Where an engine whose address has no path is asked. */
    static final String DEFAULT_PATH = "/v1/data/aegis/remediation";

    /** Most bytes of an answer. */
    static final long MOST_BYTES = 64 << 10;

    /** Three failures in a row keep questions away, for one second and twice as long each time up to half a minute. */
    static final CircuitPolicy UNAVAILABLE = CircuitPolicy.growing(3, Duration.ofSeconds(1), Duration.ofSeconds(30));

    private static final Logger LOG = LoggerFactory.getLogger(PolicyEngine.class);
    private static final int OK = 200;
    private static final String JSON = "application/json";

    private final URI address;
    private final Duration timeout;
    private final Stance stance;
    private final Circuit<String> circuit;
    private final MeterRegistry meters;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /**
     * An engine.
     *
     * @param address of the document that decides; without a path, of {@value #DEFAULT_PATH}
     * @param timeout for all questions of an event
     * @param stance what no answer means
     */
    PolicyEngine(URI address, Duration timeout, Stance stance, Circuit<String> circuit, MeterRegistry meters) {
        String path = address.getRawPath();
        this.address = path.isEmpty() || path.equals("/") ? address.resolve(DEFAULT_PATH) : address;
        this.timeout = timeout;
        this.stance = stance;
        this.circuit = circuit;
        this.meters = meters;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
        Gauge.builder(
                        "aegis.policy.engine.circuit.open",
                        () -> circuit.snapshot().state() == CircuitSnapshot.State.CLOSED ? 0 : 1)
                .description("1 while the policy engine is not asked")
                .register(meters);
    }

    /** One question on its way. */
    private record Sent(Circuit<String>.Admission admission, CompletableFuture<HttpResponse<byte[]>> answer) {

        /** Ends what is still under way, so that a drip of bytes is not read for ever. */
        void end() {
            answer.cancel(true);
            admission.abandoned();
        }
    }

    @Override
    public List<PolicyVerdict> judge(List<PolicyQuestion> questions) throws InterruptedException {
        long begin = System.nanoTime();
        List<Optional<Sent>> sent = questions.stream().map(this::send).toList();
        try {
            List<PolicyVerdict> verdicts = new ArrayList<>(sent.size());
            for (Optional<Sent> each : sent) {
                verdicts.add(each.isPresent() ? await(each.get(), begin) : withoutAnswer("its circuit is open"));
            }
            return verdicts;
        } finally {
            sent.forEach(each -> each.ifPresent(Sent::end));
        }
    }

    /** Empty when the circuit keeps it back. */
    private Optional<Sent> send(PolicyQuestion question) {
        return circuit.admit().map(admission -> send(question, admission));
    }

    private Sent send(PolicyQuestion question, Circuit<String>.Admission admission) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", JSON)
                .header("Accept", JSON)
                .POST(HttpRequest.BodyPublishers.ofByteArray(PolicyJson.bytes(question)))
                .build();
        return new Sent(
                admission, client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)));
    }

    private PolicyVerdict await(Sent sent, long begin) throws InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    sent.answer().get(begin + timeout.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
            Optional<PolicyVerdict> verdict =
                    response.statusCode() == OK ? EngineResponse.read(response.body()) : Optional.empty();
            if (verdict.isPresent()) {
                sent.admission().succeeded();
                record("answered", begin);
                return verdict.get();
            }
            failed("refused", sent, begin);
            return withoutAnswer(
                    response.statusCode() == OK
                            ? "what it answers is not JSON of its data API"
                            : "it answers with HTTP status " + response.statusCode());
        } catch (TimeoutException e) {
            failed("timeout", sent, begin);
            return withoutAnswer("it does not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            failed("error", sent, begin);
            LOG.atDebug().addKeyValue("error", String.valueOf(e.getCause())).log("the policy engine cannot be asked");
            return withoutAnswer("it cannot be reached, or its answer cannot be read");
        }
    }

    private void failed(String outcome, Sent sent, long begin) {
        sent.admission().failed(outcome);
        record(outcome, begin);
    }

    private PolicyVerdict withoutAnswer(String why) {
        boolean allow = stance == Stance.ALLOW;
        String reason = "the policy engine is unavailable (" + why + "); POLICY_ON_UNAVAILABLE says "
                + (allow ? "allow" : "deny");
        return allow
                ? PolicyVerdict.allowed(PolicyVerdict.Source.STANCE, Optional.of(reason))
                : PolicyVerdict.denied(PolicyVerdict.Source.STANCE, reason);
    }

    private void record(String outcome, long begin) {
        Timer.builder("aegis.policy.engine")
                .description("Questions to the policy engine")
                .tag("outcome", outcome)
                .register(meters)
                .record(Duration.ofNanos(System.nanoTime() - begin));
    }

    @Override
    public void warmUp() throws InterruptedException {
        PolicyWarmup.run();
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
