/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries conditions when they are saved: one that compiles may still fail whatever it is asked, and its author would never hear of
 * it. Thread-safe.
 */
public final class ConditionTrial {

    private static final int LONGEST_SHOWN = 100;

    /** What a sample does not have, real input may. */
    private static final Set<CelErrorCode> MISSING =
            EnumSet.of(CelErrorCode.ATTRIBUTE_NOT_FOUND, CelErrorCode.INDEX_OUT_OF_BOUNDS);

    private final List<Map<String, Object>> samples;
    private final Program pattern;

    /** @param samples made-up input, of which some has a value of each variable, and some none */
    public ConditionTrial(List<Map<String, Object>> samples) {
        this.samples = List.copyOf(samples);
        this.pattern = pattern();
    }

    /** Asks the engine itself, whose bounds are those of {@link BoundedCel}. */
    private static Program pattern() {
        try {
            Cel cel = BoundedCel.conditions(LONGEST_SHOWN, 1, Map.of("pattern", SimpleType.STRING));
            return cel.createProgram(cel.compile("''.matches(pattern)").getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a constant expression compiles", e);
        }
    }

    /**
     * Why a condition can never be evaluated, for who wrote it.
     *
     * @return a clause that goes on behind what it is about; empty when it can be
     */
    public Optional<String> mistakeIn(CelAbstractSyntaxTree condition, Program program) {
        return wrongPattern(condition).or(() -> failure(program));
    }

    private Optional<String> wrongPattern(CelAbstractSyntaxTree condition) {
        return CelNavigableAst.fromAst(condition)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(part -> part.getKind() == CelExpr.ExprKind.Kind.CALL
                        && part.call().function().equals("matches"))
                .map(call -> call.call().args().getLast())
                .filter(last -> last.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && last.constant().getKind() == CelConstant.Kind.STRING_VALUE)
                .map(last -> last.constant().stringValue())
                .filter(each -> errorOf(pattern, Map.of("pattern", each)).isPresent())
                .findFirst()
                .map(wrong -> "has a regular expression that is none, or too large: " + shown(wrong));
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }

    private Optional<String> failure(Program program) {
        Optional<CelErrorCode> first = Optional.empty();
        for (Map<String, Object> sample : samples) {
            Optional<CelErrorCode> error = errorOf(program, sample);
            if (error.isEmpty() || MISSING.contains(error.get())) {
                return Optional.empty();
            }
            first = first.or(() -> error);
        }
        return first.map(code -> "can never be evaluated: " + reason(code));
    }

    /** Not the engine's own words, which are for programmers. */
    private static String reason(CelErrorCode code) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number becomes too large";
            case ITERATION_BUDGET_EXCEEDED -> "it takes too many iterations";
            case BAD_FORMAT -> "a text is no number, time or duration";
            case INVALID_ARGUMENT -> "a function is given what it cannot work with";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD -> "values of such types cannot be compared or combined";
            default -> "it fails";
        };
    }

    private static Optional<CelErrorCode> errorOf(Program program, Map<String, Object> input) {
        try {
            program.eval(input);
            return Optional.empty();
        } catch (CelEvaluationException e) {
            return Optional.of(e.getErrorCode());
        }
    }
}
