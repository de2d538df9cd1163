/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.runtime.CelEvaluationException;
import io.aegis.problem.IoReason;
import io.aegis.settings.InvalidSettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by rules, the built-in ones or those of a file that operators edit: the first whose expression is true decides;
 * where none is, or one cannot be evaluated, the action is denied. A changed file that is wrong changes nothing, and
 * what is wrong is logged once. Thread-safe.
 */
final class PolicyRules implements Policy {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyRules.class);
    private static final String BUILT_IN = "default.policy";

    private final Optional<Path> file;
    private String seen;
    private String told = "";
    private volatile List<PolicyRule> rules;

    private PolicyRules(Optional<Path> file, String text, List<PolicyRule> rules) {
        this.file = file;
        this.seen = text;
        this.rules = rules;
    }

    /**
     * Rules.
     *
     * @param file instead of the built-in ones
     * @throws InvalidSettingsException when it is wrong, naming the line
     */
    static PolicyRules load(Optional<Path> file) {
        try {
            String text = file.isPresent() ? text(file.get()) : builtIn();
            return new PolicyRules(
                    file, text, new PolicyFile(file.map(Path::toString).orElse(BUILT_IN)).read(text));
        } catch (PolicyFileException e) {
            throw new InvalidSettingsException(List.of("POLICY_FILE: " + e.getMessage()));
        }
    }

    @Override
    public List<PolicyVerdict> judge(List<PolicyQuestion> questions) {
        List<PolicyRule> now = rules;
        return questions.stream().map(question -> judge(now, question)).toList();
    }

    private static PolicyVerdict judge(List<PolicyRule> rules, PolicyQuestion question) {
        Map<String, Object> variables = PolicyInput.variables(question);
        for (PolicyRule rule : rules) {
            try {
                if (Boolean.TRUE.equals(rule.expression().eval(variables))) {
                    return rule.allows()
                            ? PolicyVerdict.allowed(PolicyVerdict.Source.RULES, Optional.empty())
                            : PolicyVerdict.denied(PolicyVerdict.Source.RULES, rule.reason());
                }
            } catch (CelEvaluationException e) {
                LOG.atWarn()
                        .addKeyValue("rule", rule.name())
                        .addKeyValue("error", String.valueOf(e.getMessage()))
                        .log("a rule of the policy cannot be evaluated");
                return PolicyVerdict.denied(
                        PolicyVerdict.Source.RULES, "rule " + rule.name() + " of the policy cannot be evaluated");
            }
        }
        return PolicyVerdict.denied(PolicyVerdict.Source.RULES, "no rule of the policy allows it");
    }

    @Override
    public synchronized void refresh() {
        if (file.isEmpty()) {
            return;
        }
        try {
            String text = text(file.get());
            if (text.equals(seen)) {
                return;
            }
            seen = text;
            rules = new PolicyFile(file.get().toString()).read(text);
            LOG.atInfo().addKeyValue("rules", rules.size()).log("the policy is replaced");
        } catch (PolicyFileException e) {
            String mistake = String.valueOf(e.getMessage());
            if (!mistake.equals(told)) {
                LOG.atError().addKeyValue("mistakes", mistake).log("the changed POLICY_FILE is not used");
            }
            told = mistake;
            return;
        }
        told = "";
    }

    private static String text(Path file) throws PolicyFileException {
        try {
            if (Files.size(file) > 4L * PolicyFile.MOST_CHARACTERS) {
                throw new PolicyFileException(
                        List.of(file + " has more than " + PolicyFile.MOST_CHARACTERS + " characters"));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new PolicyFileException(List.of(file + " is not UTF-8"));
        } catch (IOException e) {
            throw new PolicyFileException(List.of(file + " cannot be read: " + IoReason.of(e)));
        }
    }

    private static String builtIn() {
        try (InputStream in = PolicyRules.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException(BUILT_IN + " is part of the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the jar", e);
        }
    }
}
