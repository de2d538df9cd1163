/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A text that a condition compares a variable with, for equality or as one of several.
 *
 * @param variable such as {@code department}; of a list, such as {@code topics}, one of its texts is compared
 * @param text as it stands in the condition
 */
public record ComparedText(String variable, String text) {

    private static final Set<String> LISTS = Set.of("topics", "own_topics");
    private static final Set<String> TEXTS = Set.of("sentiment", "department", "language", "channel");

    /** All of a condition, in no order. */
    static List<ComparedText> in(CelAbstractSyntaxTree condition) {
        List<ComparedText> found = new ArrayList<>();
        collect(condition.getExpr(), Map.of(), found);
        return List.copyOf(found);
    }

    /**
     * Looks into an expression.
     *
     * @param scope names that stand for a text of a list, and of which
     */
    private static void collect(CelExpr part, Map<String, String> scope, List<ComparedText> found) {
        switch (part.getKind()) {
            case CALL -> {
                CelExpr.CelCall call = part.call();
                if (call.args().size() == 2) {
                    compared(call.function(), call.args().get(0), call.args().get(1), scope, found);
                }
                call.target().ifPresent(target -> collect(target, scope, found));
                call.args().forEach(each -> collect(each, scope, found));
            }
            case LIST -> part.list().elements().forEach(each -> collect(each, scope, found));
            case SELECT -> collect(part.select().operand(), scope, found);
            case COMPREHENSION -> {
                CelExpr.CelComprehension each = part.comprehension();
                Map<String, String> inside = new HashMap<>(scope);
                inside.remove(each.iterVar());
                list(each.iterRange()).ifPresent(list -> inside.put(each.iterVar(), list));
                collect(each.iterRange(), scope, found);
                collect(each.loopStep(), inside, found);
                collect(each.result(), scope, found);
            }
            case CONSTANT, IDENT, MAP, STRUCT, NOT_SET -> {}
        }
    }

    private static void compared(
            String function, CelExpr one, CelExpr other, Map<String, String> scope, List<ComparedText> found) {
        switch (function) {
            case "_==_", "_!=_" -> {
                pair(variable(one, scope).or(() -> list(one)), other, found);
                pair(variable(other, scope).or(() -> list(other)), one, found);
            }
            case "@in" -> {
                pair(list(other), one, found);
                pair(variable(one, scope), other, found);
            }
            default -> {}
        }
    }

    private static void pair(Optional<String> variable, CelExpr with, List<ComparedText> found) {
        variable.ifPresent(name -> texts(with).forEach(text -> found.add(new ComparedText(name, text))));
    }

    private static List<String> texts(CelExpr constant) {
        return switch (constant.getKind()) {
            case CONSTANT ->
                constant.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? List.of(constant.constant().stringValue())
                        : List.of();
            case LIST ->
                constant.list().elements().stream()
                        .flatMap(each -> texts(each).stream())
                        .toList();
            default -> List.of();
        };
    }

    private static Optional<String> list(CelExpr part) {
        return name(part).filter(LISTS::contains);
    }

    private static Optional<String> variable(CelExpr part, Map<String, String> scope) {
        if (part.getKind() == CelExpr.ExprKind.Kind.CALL
                && part.call().function().equals("_[_]")) {
            return list(part.call().args().getFirst());
        }
        return name(part)
                .flatMap(name -> scope.containsKey(name)
                        ? Optional.of(scope.get(name))
                        : Optional.of(name).filter(TEXTS::contains));
    }

    private static Optional<String> name(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Optional.of(part.ident().name())
                : Optional.empty();
    }
}
