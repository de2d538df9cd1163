/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.RemediationAction;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("own.policy"), text);
    }

    private static PolicyVerdict judge(PolicyRules rules, PolicyQuestion question) {
        return rules.judge(List.of(question)).getFirst();
    }

    private PolicyVerdict judge(String text, PolicyQuestion question) throws IOException {
        return judge(PolicyRules.load(Optional.of(file(text))), question);
    }

    @ParameterizedTest
    @EnumSource(
            value = RemediationAction.class,
            names = {"SCALE_UP", "RESTART_POD", "THROTTLE_API", "CLEAR_CACHE"})
    void the_built_in_policy_allows_what_is_usual(RemediationAction action) {
        assertThat(judge(PolicyRules.load(Optional.empty()), Questions.about(action)))
                .isEqualTo(PolicyVerdict.allowed(PolicyVerdict.Source.RULES, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, cart, x, true",
        "0.49, cart, x, false",
        "0.9, mysql-0, x, false",
        "0.9, orders.redis, x, false",
        "0.9, MariaDB, x, false",
        "0.9, credis, x, true",
        "0.9, cart, true, false",
    })
    void the_built_in_policy_spares_stores_what_is_protected_and_what_is_unsure(
            double confidence, String service, String guarded, boolean allowed) {
        PolicyVerdict verdict = judge(
                PolicyRules.load(Optional.empty()),
                Questions.restart(confidence, List.of(service), Map.of("aegis_protected", guarded)));

        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.reason().isPresent()).isEqualTo(!allowed);
    }

    @Test
    void the_built_in_policy_scales_nothing_down_in_trouble() {
        assertThat(judge(PolicyRules.load(Optional.empty()), Questions.about(RemediationAction.SCALE_DOWN))
                        .reason())
                .contains("nothing is scaled down while something is badly wrong");
    }

    @Test
    void the_first_rule_that_is_true_decides() throws IOException {
        String text = """
                allow one: action == "scale_up"
                deny two "no":
                  action.startsWith("scale")
                allow three: failure_type == "error_burst"
                """;

        assertThat(judge(text, Questions.about(RemediationAction.SCALE_UP)).allowed())
                .isTrue();
        assertThat(judge(text, Questions.about(RemediationAction.SCALE_DOWN)).reason())
                .contains("no");
        assertThat(judge(text, Questions.about(RemediationAction.CLEAR_CACHE)).allowed())
                .isTrue();
        assertThat(judge(text, Questions.restart(1, List.of(), Map.of())).reason())
                .contains("no rule of the policy allows it");
    }

    @Test
    void a_rule_that_cannot_be_evaluated_denies() throws IOException {
        assertThat(judge(
                                "allow x: labels[\"none\"] == \"\"\nallow y: true",
                                Questions.about(RemediationAction.SCALE_UP))
                        .reason())
                .contains("rule x of the policy cannot be evaluated");
    }

    @Test
    void a_rule_that_would_never_end_denies() throws IOException {
        String all = "services.all(a, services.all(b, services.all(c, services.all(d, a + b + c + d != \"\"))))";
        PolicyQuestion many = Questions.restart(1, Collections.nCopies(100, "s"), Map.of());

        assertThat(judge("allow x: " + all, many).reason()).contains("rule x of the policy cannot be evaluated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'allow a: true;deny b: acton == \"x\"' | 'line 2: column 9, rule b: undeclared reference'",
                "'allow a: true;deny b:;  kind ==;   ;  || true' | 'rule b: '",
                "'allow a: 1' | 'line 1'",
                "'allow a: true;allow a: true' | 'line 2: the name a is used twice'",
                "'permit a: true' | 'line 1: a rule begins with'",
                "'  true' | 'line 1: an expression goes on here'",
                "'# nothing' | 'has no rule'",
                "'allow a: \"x\".matches(score)' | 'line 1'",
                "'allow a:' | 'line 1'",
                "'deny a: 1 / 0 == 1;allow b: true' | 'line 1: rule a can never be evaluated: it divides by zero'",
                "'allow a: true;deny b: kind.matches(\"(\")' | 'line 2: rule b has a regular expression that is none'",
            })
    void a_wrong_file_is_refused_at_start_naming_the_line(String text, String message) throws IOException {
        Path file = file(text.replace(';', '\n'));

        assertThatThrownBy(() -> PolicyRules.load(Optional.of(file)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("POLICY_FILE: ")
                .hasMessageContaining("own.policy")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 300_000})
    void a_file_that_is_too_large_is_refused(int length) throws IOException {
        Path file = file("#".repeat(length));

        assertThatThrownBy(() -> PolicyRules.load(Optional.of(file)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("has more than 65536 characters");
    }

    @Test
    void a_file_of_other_bytes_or_too_many_rules_or_mistakes_is_refused() throws IOException {
        Path bytes = Files.write(folder.resolve("latin"), "allow ü: true".getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i <= PolicyFile.MOST_RULES; i++) {
            rules.append("allow r").append(i).append(": true\n");
        }
        Path many = file(rules.toString());

        assertThatThrownBy(() -> PolicyRules.load(Optional.of(bytes))).hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> PolicyRules.load(Optional.of(folder.resolve("none"))))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> PolicyRules.load(Optional.of(many))).hasMessageContaining("more than 200 rules");
    }

    @Test
    void a_changed_file_is_taken_over_and_a_wrong_one_is_not() throws IOException {
        PolicyQuestion question = Questions.about(RemediationAction.SCALE_UP);
        Path file = file("allow a: true");
        PolicyRules rules = PolicyRules.load(Optional.of(file));
        assertThat(judge(rules, question).allowed()).isTrue();

        file("deny a: true");
        rules.refresh();
        assertThat(judge(rules, question).allowed()).isFalse();

        file("allow a: tru");
        rules.refresh();
        rules.refresh();
        assertThat(judge(rules, question).allowed()).isFalse();

        Files.delete(file);
        rules.refresh();
        assertThat(judge(rules, question).allowed()).isFalse();

        file("allow b: true");
        rules.refresh();
        assertThat(judge(rules, question).allowed()).isTrue();
    }
}
