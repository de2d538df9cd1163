/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.RemediationAction;
import io.aegis.policy.PolicySettings.Stance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens before the first question. */
class PolicyWarmupTest {

    @RegisterExtension
    static final WireMockExtension OPA = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void a_stub_answers_every_question() throws InterruptedException {
        assertThat(PolicyWarmup.run()).isEqualTo(40);
    }

    @Test
    void the_real_engine_hears_nothing_of_it() throws InterruptedException {
        OPA.stubFor(post(anyUrl()).willReturn(okJson("{\"result\": true}")));
        PolicySettings settings = new PolicySettings(
                Optional.of(URI.create(OPA.baseUrl())), Optional.empty(), Duration.ofSeconds(10), Stance.DENY);
        try (PolicyGate gate = PolicyGate.open(settings, meters, Ticker.system())) {
            gate.warmUp();
            OPA.verify(0, postRequestedFor(anyUrl()));
            assertThat(meters.find("aegis.policy.engine").timer()).isNull();

            PolicyDecision first = gate.decide(Questions.about(RemediationAction.RESTART_POD));
            assertThat(first.recommended()).isEqualTo(RemediationAction.RESTART_POD);
            OPA.verify(1, postRequestedFor(anyUrl()));
        }
    }

    @Test
    void local_rules_have_nothing_to_warmUp() throws InterruptedException {
        PolicySettings settings =
                new PolicySettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(10), Stance.DENY);
        try (PolicyGate gate = PolicyGate.open(settings, meters, Ticker.system())) {
            gate.warmUp();
            assertThat(meters.getMeters()).isEmpty();
        }
    }
}
