/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.Department;
import java.util.Optional;

/**
 * Which rows go to one department, told by what is stored of them.
 *
 * @param builtIn the department of their built-in topics; empty is any but {@link Department#INFOSEC}, which gives nothing away
 * @param anyOf they carry at least one of these own topics, as bits; only where {@code builtIn} is empty
 * @param noneOf they carry none of these
 */
public record DepartmentMatch(Optional<Department> builtIn, long anyOf, long noneOf) {

    /** All rows whose built-in topics belong to a department. */
    public static DepartmentMatch of(Department department) {
        return new DepartmentMatch(Optional.of(department), 0, 0);
    }
}
