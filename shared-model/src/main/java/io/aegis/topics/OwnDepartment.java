/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.Department;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A department that an operator made. Feedback goes to it by the operator's topics that name it.
 *
 * @param name 1 to {@value OwnTopic#LONGEST_NAME} code points, no built-in department's
 * @param colour as {@code #rrggbb}, in lower case
 */
public record OwnDepartment(String name, String colour) {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException when a bound is not kept; the message tells which
     */
    public OwnDepartment {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > OwnTopic.LONGEST_NAME || !name.equals(name.strip())) {
            throw new IllegalArgumentException("the name must have 1 to 64 characters");
        }
        if (isBuiltIn(name)) {
            throw new IllegalArgumentException("the name is a built-in department's");
        }
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("the colour must be as #rrggbb, in lower case");
        }
    }

    /** Whether this is what a built-in department is called, in any case. */
    public static boolean isBuiltIn(String name) {
        return Arrays.stream(Department.values())
                .anyMatch(department -> OwnTopic.folded(department.label()).equals(OwnTopic.folded(name)));
    }

    /** Whether a name is this department's, in any case. */
    public boolean isCalled(String other) {
        return OwnTopic.folded(name).equals(OwnTopic.folded(other));
    }
}
