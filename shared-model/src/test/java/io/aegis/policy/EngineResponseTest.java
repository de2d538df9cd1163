/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineResponseTest {

    private static PolicyVerdict read(String body) {
        return EngineResponse.read(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void none_of_what_policies_really_answer_allows_but_a_plain_true() throws IOException {
        String name = "o01_opa_answers.json";
        List<PolicyVerdict> verdicts = new ArrayList<>();
        try (var in = Objects.requireNonNull(EngineResponseTest.class.getResourceAsStream(name), name)) {
            for (JsonNode answer : new ObjectMapper().readTree(in)) {
                verdicts.add(read(answer.toString()));
            }
        }

        assertThat(verdicts).hasSize(8).noneMatch(PolicyVerdict::allowed);
        assertThat(verdicts)
                .extracting(verdict -> verdict.reason().orElse(""))
                .containsExactly(
                        "the policy engine has no result for this question",
                        "the policy engine has no result for this question",
                        "the policy engine's result says neither yes nor no",
                        "the policy engine's result says neither yes nor no",
                        "the policy engine's result says neither yes nor no",
                        "the policy engine's result says neither yes nor no",
                        "night freeze",
                        "freeze; weekend");
        assertThat(verdicts.get(1).decisionId()).contains("d1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                     | true  | ",
                "{}                                     | true  | ",
                "null                                   | true  | ",
                "false                                  | true  | ",
                "true                                   | false | the policy engine denies it",
                "[\"a\", {\"msg\": \"b\"}, 7]           | false | a; b",
                "{\"night freeze\": true}               | false | the policy engine denies it",
                "\"closed\"                             | false | closed",
                "[{\"code\": 7}]                        | false | the policy engine denies it"
            })
    void what_a_policy_lists_under_deny_outweighs_its_allow(String deny, boolean allowed, String reason) {
        PolicyVerdict verdict = read("{\"result\": {\"allow\": true, \"deny\": " + deny + "}}");

        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.reason()).isEqualTo(Optional.ofNullable(reason));
    }
}
