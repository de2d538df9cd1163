/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;

/**
 * Compiles expressions of the Common Expression Language over the variables of {@link PolicyInput}; they must give a boolean.
 * What an expression may cost is bounded, as {@link BoundedCel} tells.
 */
final class PolicyCompiler {

    private static final int LONGEST = 4_000;
    private static final int MOST_ITERATIONS = 10_000;

    private final Cel cel = BoundedCel.conditions(
            LONGEST,
            MOST_ITERATIONS,
            Map.of(
                    "action", SimpleType.STRING,
                    "kind", SimpleType.STRING,
                    "severity", SimpleType.STRING,
                    "score", SimpleType.DOUBLE,
                    "confidence", SimpleType.DOUBLE,
                    "services", ListType.create(SimpleType.STRING),
                    "labels", MapType.create(SimpleType.STRING, SimpleType.STRING),
                    "failure_type", SimpleType.STRING));

    CelAbstractSyntaxTree check(String expression) throws CelValidationException {
        return cel.compile(expression).getAst();
    }

    Program program(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return cel.createProgram(checked);
    }
}
