/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import io.aegis.topics.DepartmentRouting;
import io.helidon.dbclient.DbExecute;
import java.util.HashMap;
import java.util.Map;

/** To which departments feedback goes, read within a transaction: for who does not follow the list of topics, and needs it rarely. */
public final class StoredRouting {

    private static final String NAMED = "SELECT number, department FROM own_topic";

    private StoredRouting() {}

    /** As the list stands. */
    public static DepartmentRouting read(DbExecute execute) {
        Map<Integer, String> named = new HashMap<>();
        execute.query(NAMED)
                .forEach(row -> named.put(
                        row.column("number").get(Integer.class),
                        row.column("department").get(String.class)));
        return DepartmentRouting.of(DepartmentRows.read(execute), named);
    }
}
