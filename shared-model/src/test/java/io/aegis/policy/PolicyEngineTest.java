/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.circuit.Circuit;
import io.aegis.monitoring.RemediationAction;
import io.aegis.policy.PolicySettings.Stance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyEngineTest {

    @RegisterExtension
    static final WireMockExtension OPA = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final PolicyQuestion RESTART = Questions.about(RemediationAction.RESTART_POD);

    private final AtomicLong time = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Optional<PolicyEngine> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(PolicyEngine::close);
    }

    private PolicyEngine engine(String address, Duration timeout, Stance stance) {
        PolicyEngine engine = new PolicyEngine(
                URI.create(address),
                timeout,
                stance,
                new Circuit<>(PolicyEngine.UNAVAILABLE, time::get, new Random(1)),
                meters);
        opened = Optional.of(engine);
        return engine;
    }

    private PolicyVerdict judge(Duration timeout, Stance stance) throws InterruptedException {
        return engine(OPA.baseUrl() + "/v1/data/own/allow", timeout, stance)
                .judge(List.of(RESTART))
                .getFirst();
    }

    private static void answer(ResponseDefinitionBuilder response) {
        OPA.stubFor(post(anyUrl()).willReturn(response));
    }

    private static void answer(String body) {
        answer(aResponse().withHeader("Content-Type", "application/json").withBody(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"result\": true} | true | ",
                "{\"result\": false} | false | the policy engine denies it",
                "{\"result\": {\"allow\": true, \"reason\": \"quiet hours\"}} | true | quiet hours",
                "{\"result\": {\"allow\": false, \"reason\": \"freeze\"}} | false | freeze",
                "{\"result\": {\"allow\": false, \"reasons\": [\"freeze\", 7, \"friday\"]}} | false | freeze; friday",
                "{\"result\": {\"allow\": false}} | false | the policy engine denies it",
                "{\"result\": {\"reason\": \"x\"}} | false | x",
                "{\"result\": {\"allow\": \"true\"}} | false | the policy engine's result says neither yes nor no",
                "{\"result\": 1} | false | the policy engine's result says neither yes nor no",
                "{\"result\": \"true\"} | false | the policy engine's result says neither yes nor no",
                "{\"result\": [true]} | false | the policy engine's result says neither yes nor no",
                "{\"result\": null} | false | the policy engine has no result for this question",
                "{} | false | the policy engine has no result for this question",
            })
    void only_a_plain_true_allows(String body, boolean allowed, String reason) throws InterruptedException {
        answer(body);

        // The stance must not matter where there is an answer.
        PolicyVerdict verdict = judge(LONG, Stance.ALLOW);

        assertThat(verdict)
                .isEqualTo(new PolicyVerdict(
                        true, allowed, Optional.ofNullable(reason), Optional.empty(), PolicyVerdict.Source.ENGINE));
    }

    @Test
    void the_engine_sees_the_question_and_its_decision_id_is_kept() throws InterruptedException {
        answer("{\"decision_id\": \"4ca6\", \"result\": true}");

        assertThat(judge(LONG, Stance.DENY).decisionId()).contains("4ca6");
        OPA.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/data/own/allow"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(equalToJson("""
                                {"input": {"action": "restart_pod", "kind": "failure", "severity": "high", "score": 0.75,
                                 "confidence": 0.7, "services": ["api-service", "cart"], "labels": {"zone": "b"},
                                 "failure_type": "error_burst"}}""")));
    }

    @Test
    void an_address_without_a_path_means_the_documented_one() throws InterruptedException {
        answer("{\"result\": true}");

        engine(OPA.baseUrl(), LONG, Stance.DENY).judge(List.of(RESTART));

        OPA.verify(1, postRequestedFor(urlEqualTo("/v1/data/aegis/remediation")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 429, 500, 503})
    void an_error_follows_the_stance_and_says_so(int status) throws InterruptedException {
        answer(aResponse().withStatus(status).withBody("{\"result\": true}"));

        PolicyVerdict denied = judge(LONG, Stance.DENY);
        PolicyVerdict allowed = judge(LONG, Stance.ALLOW);

        assertThat(denied.allowed()).isFalse();
        assertThat(allowed.allowed()).isTrue();
        assertThat(denied.source()).isEqualTo(PolicyVerdict.Source.STANCE);
        assertThat(denied.reason().orElse("")).contains("HTTP status " + status, "POLICY_ON_UNAVAILABLE says deny");
        assertThat(allowed.reason().orElse("")).contains("POLICY_ON_UNAVAILABLE says allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "true", "[]", "{\"result\": true", "{\"result\": true} x", "{\"result\": tru"})
    void what_is_no_answer_follows_the_stance(String body) throws InterruptedException {
        answer(body);

        assertThat(judge(LONG, Stance.DENY).reason().orElse("")).contains("not JSON of its data API");
    }

    @Test
    void an_answer_that_is_too_large_is_none() throws InterruptedException {
        answer("{\"result\": true, \"more\": \"" + "x".repeat((int) PolicyEngine.MOST_BYTES) + "\"}");

        assertThat(judge(LONG, Stance.DENY).source()).isEqualTo(PolicyVerdict.Source.STANCE);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_broken_connection_follows_the_stance(Fault fault) throws InterruptedException {
        answer(aResponse().withFault(fault));

        assertThat(judge(LONG, Stance.DENY).source()).isEqualTo(PolicyVerdict.Source.STANCE);
    }

    @Test
    void nobody_at_the_address_follows_the_stance() throws InterruptedException {
        PolicyVerdict verdict = engine("http://127.0.0.1:1", LONG, Stance.ALLOW)
                .judge(List.of(RESTART))
                .getFirst();

        assertThat(verdict.allowed()).isTrue();
        assertThat(verdict.source()).isEqualTo(PolicyVerdict.Source.STANCE);
    }

    @Test
    void silence_and_a_drip_of_bytes_are_given_up_at_the_limit() throws InterruptedException {
        Duration limit = Duration.ofMillis(200);
        answer(aResponse().withFixedDelay(60_000).withBody("{\"result\": true}"));
        PolicyVerdict silent = judge(limit, Stance.DENY);
        answer(aResponse().withBody("{\"result\": true}").withChunkedDribbleDelay(16, 60_000));

        PolicyVerdict dripping = judge(limit, Stance.DENY);

        assertThat(silent.reason().orElse("")).contains("does not answer within 200 ms");
        assertThat(dripping.reason().orElse("")).contains("does not answer within 200 ms");
        assertThat(meters.get("aegis.policy.engine")
                        .tag("outcome", "timeout")
                        .timer()
                        .max(java.util.concurrent.TimeUnit.SECONDS))
                .isLessThan(30);
    }

    @Test
    void an_engine_that_is_down_is_not_asked_until_its_pause_is_over() throws InterruptedException {
        answer(aResponse().withStatus(500));
        PolicyEngine engine = engine(OPA.baseUrl() + "/p", LONG, Stance.DENY);
        for (int i = 0; i < 10; i++) {
            engine.judge(List.of(RESTART));
        }
        OPA.verify(3, postRequestedFor(anyUrl()));
        assertThat(engine.judge(List.of(RESTART)).getFirst().reason().orElse(""))
                .contains("circuit is open");
        assertThat(meters.get("aegis.policy.engine.circuit.open").gauge().value())
                .isEqualTo(1);

        answer("{\"result\": true}");
        time.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(engine.judge(List.of(RESTART)).getFirst().allowed()).isTrue();
        assertThat(meters.get("aegis.policy.engine.circuit.open").gauge().value())
                .isZero();
    }

    @Test
    void several_questions_are_answered_in_their_order_within_the_time_of_one() throws InterruptedException {
        answer("{\"result\": false}");
        OPA.stubFor(post(anyUrl())
                .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.containing("scale_up"))
                .willReturn(aResponse().withBody("{\"result\": true}")));

        List<PolicyVerdict> verdicts = engine(OPA.baseUrl(), LONG, Stance.DENY)
                .judge(List.of(RESTART, Questions.about(RemediationAction.SCALE_UP), RESTART));

        assertThat(verdicts).extracting(PolicyVerdict::allowed).containsExactly(false, true, false);
    }
}
