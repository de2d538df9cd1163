/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import io.aegis.policy.BoundedCel;
import io.aegis.policy.ConditionMistake;
import io.aegis.policy.ConditionTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conditions of rules, compiled: expressions of the Common Expression Language over {@code text}, {@code sentiment}, {@code
 * topics}, {@code own_topics}, {@code urgent}, {@code possibly_urgent}, {@code department}, {@code language}, {@code
 * channel} and {@code group_size}. One that cannot be evaluated for a row does not hold. Thread-safe.
 */
public final class RoutingConditions {

    /** Topics are few; texts are long, and each iteration may copy one. */
    private static final int MOST_ITERATIONS = 200;

    private static final int LONGEST_MISTAKE = 300;

    /** How somebody is told of a name that there is not. */
    private static final String UNKNOWN = ": there is no ";

    private static final String VARIABLES = "; there are text, sentiment, topics, own_topics, urgent, possibly_urgent,"
            + " department, language, channel and group_size";

    private static final Cel CEL = BoundedCel.conditions(
            RoutingRule.LONGEST_CONDITION,
            MOST_ITERATIONS,
            Map.ofEntries(
                    Map.entry("text", SimpleType.STRING),
                    Map.entry("sentiment", SimpleType.STRING),
                    Map.entry("topics", ListType.create(SimpleType.STRING)),
                    Map.entry("own_topics", ListType.create(SimpleType.STRING)),
                    Map.entry("urgent", SimpleType.BOOL),
                    Map.entry("possibly_urgent", SimpleType.BOOL),
                    Map.entry("department", SimpleType.STRING),
                    Map.entry("language", SimpleType.STRING),
                    Map.entry("channel", SimpleType.STRING),
                    Map.entry("group_size", SimpleType.INT)));

    private static final ConditionTrial TRIAL = new ConditionTrial(
            RoutedSamples.ALL.stream().map(RoutedText::variables).toList());

    private final List<Compiled> rules;

    private record Compiled(RoutingRule rule, Program condition) {}

    private RoutingConditions(List<Compiled> rules) {
        this.rules = rules;
    }

    /**
     * Compiles rules. One that is wrong is left out: it was right when it was stored, by another version of the product.
     */
    public static RoutingConditions of(List<RoutingRule> rules) {
        List<Compiled> compiled = new ArrayList<>();
        for (RoutingRule rule : rules) {
            try {
                compiled.add(new Compiled(rule, program(rule.when())));
            } catch (CelValidationException | CelEvaluationException e) {
                System.getLogger(RoutingConditions.class.getName())
                        .log(System.Logger.Level.ERROR, "Routing rule {0} is not used", rule.name());
            }
        }
        return new RoutingConditions(List.copyOf(compiled));
    }

    private static Program program(String condition) throws CelValidationException, CelEvaluationException {
        return CEL.createProgram(CEL.compile(condition).getAst());
    }

    /** What is wrong with a condition, for who wrote it: also that it cannot be evaluated for any row. */
    public static Optional<String> mistakeIn(String condition) {
        if (condition.isBlank()) {
            return Optional.of("must not be empty");
        }
        try {
            CelAbstractSyntaxTree compiled = CEL.compile(condition).getAst();
            return TRIAL.mistakeIn(compiled, CEL.createProgram(compiled));
        } catch (CelValidationException e) {
            String first =
                    e.getErrors().stream().findFirst().map(ConditionMistake::of).orElse("is no condition");
            String told = first.contains(UNKNOWN) ? first + VARIABLES : first;
            return Optional.of(told.length() <= LONGEST_MISTAKE ? told : told.substring(0, LONGEST_MISTAKE));
        } catch (CelEvaluationException e) {
            return Optional.of("cannot be evaluated");
        }
    }

    /** What a condition compares with texts; nothing of what is no condition. */
    public static List<ComparedText> comparedIn(String condition) {
        try {
            return ComparedText.in(CEL.compile(condition).getAst());
        } catch (CelValidationException e) {
            return List.of();
        }
    }

    /** Whether a condition asks for a variable; not of what is no condition. */
    public static boolean asksFor(String variable, String condition) {
        try {
            return asksFor(variable, parts(condition));
        } catch (CelValidationException e) {
            return false;
        }
    }

    private static List<CelExpr> parts(String condition) throws CelValidationException {
        return CelNavigableAst.fromAst(CEL.compile(condition).getAst())
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .toList();
    }

    private static boolean asksFor(String variable, List<CelExpr> parts) {
        return parts.stream()
                .anyMatch(part -> part.getKind() == CelExpr.ExprKind.Kind.IDENT
                        && part.ident().name().equals(variable));
    }

    /**
     * The texts that a condition holds, such as names of departments, where it asks for a variable.
     *
     * @param variable such as {@code department}
     * @return empty when it does not ask for it, or is no condition
     */
    public static Set<String> textsBeside(String variable, String condition) {
        try {
            List<CelExpr> parts = parts(condition);
            return !asksFor(variable, parts)
                    ? Set.of()
                    : parts.stream()
                            .filter(part -> part.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                                    && part.constant().getKind() == CelConstant.Kind.STRING_VALUE)
                            .map(part -> part.constant().stringValue())
                            .collect(Collectors.toSet());
        } catch (CelValidationException e) {
            return Set.of();
        }
    }

    /** Whether there is nothing that could hold. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The rules whose conditions hold for a row, in their order. */
    public List<RoutingRule> holdingFor(RoutedText row) {
        Map<String, Object> variables = row.variables();
        List<RoutingRule> holding = new ArrayList<>();
        for (Compiled each : rules) {
            if (holds(each.condition(), variables)) {
                holding.add(each.rule());
            }
        }
        return holding;
    }

    private static boolean holds(Program condition, Map<String, Object> variables) {
        try {
            return Boolean.TRUE.equals(condition.eval(variables));
        } catch (CelEvaluationException e) {
            return false;
        }
    }
}
