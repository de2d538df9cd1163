/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a policy file. A rule begins in the first column with {@code allow} or {@code deny}, a name, perhaps a reason in quotes,
 * and a colon; its CEL expression goes on in lines that begin with white space. Empty lines, and lines whose first
 * character is a hash, say nothing. Good for one reading.
 */
final class PolicyFile {

    /** Most characters of a file. */
    static final int MOST_CHARACTERS = 64 << 10;

    /** Most rules of a file. */
    static final int MOST_RULES = 200;

    private static final int MOST_MISTAKES = 20;
    private static final Pattern HEAD =
            Pattern.compile("(allow|deny)[ \t]+([A-Za-z0-9_.-]{1,64})(?:[ \t]+\"([^\"]{1,300})\")?[ \t]*:(.*)");

    private final String name;
    private final PolicyCompiler compiler = new PolicyCompiler();
    private final ConditionTrial trial = new ConditionTrial(
            PolicySamples.all().stream().map(PolicyInput::variables).toList());
    private final List<PolicyRule> rules = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();

    /** The rule that is being read. */
    private record Open(int line, Matcher head, StringBuilder expression) {}

    private Optional<Open> open = Optional.empty();

    /**
     * A reader.
     *
     * @param name what messages call the file
     */
    PolicyFile(String name) {
        this.name = name;
    }

    /**
     * The compiled rules, in the order in which they are tried.
     *
     * @throws PolicyFileException with everything that is wrong
     */
    List<PolicyRule> read(String text) throws PolicyFileException {
        if (text.length() > MOST_CHARACTERS) {
            throw new PolicyFileException(List.of(name + " has more than " + MOST_CHARACTERS + " characters"));
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            line(i + 1, lines.get(i));
        }
        end();
        if (rules.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(name + " has no rule, so it would deny everything: write \"allow all: true\" to allow, or"
                    + " \"deny all: true\" if that is meant");
        }
        if (!mistakes.isEmpty()) {
            throw new PolicyFileException(mistakes);
        }
        return List.copyOf(rules);
    }

    private void line(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (Character.isWhitespace(line.charAt(0))) {
            open.ifPresentOrElse(
                    rule -> rule.expression().append('\n').append(line),
                    () -> mistake(number, "an expression goes on here, but no rule began before it"));
            return;
        }
        end();
        Matcher head = HEAD.matcher(line);
        if (!head.matches()) {
            mistake(number, "a rule begins with allow or deny, a name, perhaps a reason in quotes, and a colon");
            return;
        }
        // Spaces in place of the head, so that columns in messages are those of the file.
        open = Optional.of(new Open(number, head, new StringBuilder(" ".repeat(head.start(4)) + head.group(4))));
    }

    private void end() {
        Optional<Open> rule = open;
        open = Optional.empty();
        rule.ifPresent(this::compile);
    }

    private void compile(Open rule) {
        String ruleName = rule.head().group(2);
        boolean allows = rule.head().group(1).equals("allow");
        if (!names.add(ruleName)) {
            mistake(rule.line(), "the name " + ruleName + " is used twice");
        }
        if (names.size() > MOST_RULES) {
            mistake(rule.line(), "there are more than " + MOST_RULES + " rules");
            return;
        }
        String reason = Optional.ofNullable(rule.head().group(3))
                .orElse("rule " + ruleName + (allows ? " allows it" : " denies it"));
        try {
            CelAbstractSyntaxTree checked = compiler.check(rule.expression().toString());
            Program program = compiler.program(checked);
            trial.mistakeIn(checked, program).ifPresent(what -> mistake(rule.line(), "rule " + ruleName + " " + what));
            rules.add(new PolicyRule(allows, ruleName, reason, program));
        } catch (CelValidationException e) {
            e.getErrors()
                    .forEach(issue -> mistake(
                            rule.line() + Math.max(0, issue.getSourceLocation().getLine() - 1),
                            "column " + Math.max(1, issue.getSourceLocation().getColumn() + 1) + ", rule " + ruleName
                                    + ": " + issue.getMessage()));
        } catch (CelEvaluationException e) {
            mistake(rule.line(), "rule " + ruleName + ": " + e.getMessage());
        }
    }

    private void mistake(int line, String what) {
        if (mistakes.size() < MOST_MISTAKES) {
            mistakes.add(name + ", line " + line + ": " + what);
        }
    }
}
