/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import java.util.Map;

/**
 * The Common Expression Language for conditions that people write. What an expression may cost is bounded: its length, its depth, its
 * iterations; its regular expressions are RE2's, which take linear time.
 */
public final class BoundedCel {

    private static final int DEEPEST = 50;
    private static final int LARGEST_PATTERN = 10_000;

    private BoundedCel() {}

    /**
     * A compiler of conditions.
     *
     * @param longest code points of an expression
     * @param mostIterations of all the comprehensions of an evaluation together
     * @param variables by name
     */
    public static Cel conditions(int longest, int mostIterations, Map<String, CelType> variables) {
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .maxExpressionCodePointSize(longest)
                        .maxParseRecursionDepth(DEEPEST)
                        .comprehensionMaxIterations(mostIterations)
                        .maxRegexProgramSize(LARGEST_PATTERN)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        variables.forEach(builder::addVar);
        return builder.build();
    }
}
