package io.aegis.db;

import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Inserts many rows, up to {@value #ROWS} of them by one statement, which costs the server far less than one statement for
 * each. Stateless.
 */
public final class MultiRowInsert {

    private static final int ROWS = 64;

    /** The driver prepares a longer statement anew each time, which costs the server more than many rows save it. */
    private static final int CACHED = 8000;

    private static final String VALUES = "VALUES ";

    private MultiRowInsert() {}

    /**
     * Inserts a row for each item.
     *
     * @param insert such as {@code INSERT INTO t (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE b = b + 1}, where {@link
     *     #VALUES} and the values of one row are written as here
     * @param parameters of one row, in the order of its question marks
     * @return whether all items became new rows; right only if the update changes whatever it meets
     */
    public static <I> boolean insert(
            DbExecute execute, String insert, List<I> items, Function<I, ? extends List<?>> parameters) {
        long changed = 0;
        for (int from = 0; from < items.size(); ) {
            int rows = rows(insert, items.size() - from);
            List<Object> all = new ArrayList<>();
            for (I item : items.subList(from, from + rows)) {
                all.addAll(parameters.apply(item));
            }
            changed += execute.createInsert(manyRows(insert, rows)).params(all).execute();
            from += rows;
        }
        // A new row counts 1, a changed one 2.
        return changed == items.size();
    }

    /**
     * How many rows the next statement takes: powers of two, so that few statements serve any number and stay prepared.
     */
    private static int rows(String insert, int left) {
        int rows = Math.min(ROWS, Integer.highestOneBit(left));
        int perRow = rowOf(insert).length() + 2;
        while (rows > 1 && insert.length() + (rows - 1) * perRow > CACHED) {
            rows /= 2;
        }
        return rows;
    }

    private static String manyRows(String insert, int rows) {
        if (rows == 1) {
            return insert;
        }
        String row = rowOf(insert);
        int start = insert.indexOf(VALUES) + VALUES.length();
        return insert.substring(0, start)
                + String.join(", ", Collections.nCopies(rows, row))
                + insert.substring(start + row.length());
    }

    private static String rowOf(String insert) {
        int start = insert.indexOf(VALUES) + VALUES.length();
        return insert.substring(start, closing(insert, start) + 1);
    }

    private static int closing(String sql, int opening) {
        int open = 0;
        int at = opening;
        do {
            open += switch (sql.charAt(at++)) {
                case '(' -> 1;
                case ')' -> -1;
                default -> 0;
            };
        } while (open > 0);
        return at - 1;
    }
}
