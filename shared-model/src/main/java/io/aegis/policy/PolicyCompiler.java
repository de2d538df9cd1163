/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;

/**
 * Compiles expressions of the Common Expression Language over the variables of {@link PolicyInput}; they must give a boolean.
 * What an expression may cost is bounded: its length, its depth, its iterations; its regular expressions are RE2's, which
 * take linear time.
 */
final class PolicyCompiler {

    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 50;
    private static final int MOST_ITERATIONS = 10_000;
    private static final int LARGEST_PATTERN = 10_000;

    private final Cel cel = CelFactory.plannerCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(DEEPEST)
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .maxRegexProgramSize(LARGEST_PATTERN)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("action", SimpleType.STRING)
            .addVar("kind", SimpleType.STRING)
            .addVar("severity", SimpleType.STRING)
            .addVar("score", SimpleType.DOUBLE)
            .addVar("confidence", SimpleType.DOUBLE)
            .addVar("services", ListType.create(SimpleType.STRING))
            .addVar("labels", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("failure_type", SimpleType.STRING)
            .setResultType(SimpleType.BOOL)
            .build();

    Program compile(String expression) throws CelValidationException, CelEvaluationException {
        return cel.createProgram(cel.compile(expression).getAst());
    }
}
