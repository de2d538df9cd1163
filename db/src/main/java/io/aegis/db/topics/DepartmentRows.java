/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.topics.OwnDepartment;
import io.helidon.dbclient.DbExecute;
import java.util.List;

/** The departments that operators made, as rows of {@code own_department}. */
final class DepartmentRows {

    private static final String SELECT = "SELECT name, colour FROM own_department ORDER BY place";
    private static final String REMOVE = "DELETE FROM own_department";
    private static final String INSERT = "INSERT INTO own_department (place, name, colour) VALUES (?, ?, ?)";

    private DepartmentRows() {}

    static List<OwnDepartment> read(DbExecute execute) {
        return execute.query(SELECT)
                .map(row -> new OwnDepartment(
                        row.column("name").get(String.class),
                        row.column("colour").get(String.class)))
                .toList();
    }

    static void replace(DbExecute execute, List<OwnDepartment> departments) {
        execute.delete(REMOVE);
        for (int i = 0; i < departments.size(); i++) {
            execute.insert(
                    INSERT, i, departments.get(i).name(), departments.get(i).colour());
        }
    }
}
