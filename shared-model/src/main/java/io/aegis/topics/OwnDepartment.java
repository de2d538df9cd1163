/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.Department;
import io.aegis.naming.GivenName;
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
        if (Arrays.stream(Department.values())
                .anyMatch(department -> OwnTopic.folded(department.label()).equals(OwnTopic.folded(name)))) {
            throw new IllegalArgumentException("the name is a built-in department's");
        }
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("the colour must be as #rrggbb, in lower case");
        }
    }

    /** Whether this looks like what a built-in department is called. */
    public static boolean isBuiltIn(String name) {
        return Arrays.stream(Department.values()).anyMatch(department -> GivenName.alike(department.label(), name));
    }

    /** Whether a name looks like this department's. */
    public boolean isCalled(String other) {
        return GivenName.alike(name, other);
    }
}
