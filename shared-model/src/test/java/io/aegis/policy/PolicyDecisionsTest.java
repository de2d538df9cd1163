/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.monitoring.RemediationAction;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyDecisionsTest {

    private static final PolicyDecision ALERT =
            new PolicyDecision(RemediationAction.ALERT_ADMIN, PolicyVerdict.NOT_ASKED);
    private static final PolicyDecision SCALE = new PolicyDecision(
            RemediationAction.SCALE_UP, PolicyVerdict.allowed(PolicyVerdict.Source.RULES, Optional.empty()));
    private static final PolicyDecision RESTART = new PolicyDecision(
            RemediationAction.RESTART_POD, PolicyVerdict.denied(PolicyVerdict.Source.ENGINE, "not on fridays"));

    @Test
    void a_denied_action_is_recommended_as_an_alert_and_nothing_twice() {
        assertThat(new PolicyDecisions(List.of(RESTART, ALERT, SCALE)).recommended())
                .containsExactly(RemediationAction.ALERT_ADMIN, RemediationAction.SCALE_UP);
    }

    @Test
    void the_first_denial_is_told_then_what_was_asked_about() {
        assertThat(new PolicyDecisions(List.of(ALERT, SCALE, RESTART)).telling())
                .isEqualTo(RESTART);
        assertThat(new PolicyDecisions(List.of(ALERT, SCALE)).telling()).isEqualTo(SCALE);
        assertThat(new PolicyDecisions(List.of(ALERT)).telling()).isEqualTo(ALERT);
    }

    @Test
    void all_of_them_are_told_as_json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            new PolicyDecisions(List.of(SCALE, RESTART)).writeTo(json);
            json.writeEndObject();
        }

        assertThat(text)
                .hasToString("{\"policy\":{\"asked\":true,\"allowed\":false,\"reason\":\"not on fridays\","
                        + "\"proposed_action\":\"restart_pod\",\"recommended_action\":\"alert_admin\","
                        + "\"decision_id\":null,\"source\":\"engine\",\"decisions\":["
                        + "{\"asked\":true,\"allowed\":true,\"reason\":null,\"proposed_action\":\"scale_up\","
                        + "\"recommended_action\":\"scale_up\",\"decision_id\":null,\"source\":\"rules\"},"
                        + "{\"asked\":true,\"allowed\":false,\"reason\":\"not on fridays\","
                        + "\"proposed_action\":\"restart_pod\",\"recommended_action\":\"alert_admin\","
                        + "\"decision_id\":null,\"source\":\"engine\"}]}}");
    }
}
