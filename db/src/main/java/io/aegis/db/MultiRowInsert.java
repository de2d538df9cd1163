/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT of one row that also inserts many, up to {@value #ROWS} of them by one statement, which costs the server far less
 * than one statement for each. Its texts are made once: few of them serve any number of rows, and stay prepared. Immutable.
 */
public final class MultiRowInsert {

    private static final int ROWS = 64;

    /** The driver prepares a longer statement anew each time, which costs the server more than many rows save it. */
    private static final int CACHED = 8000;

    private static final String VALUES = "VALUES ";

    /** For 1, 2, 4 and so on rows. */
    private final List<String> texts = new ArrayList<>();

    /** What DbClient calls each text. One without a name it would digest each time to make one up. */
    private final List<String> names = new ArrayList<>();

    /**
     * Prepares the texts.
     *
     * @param insert such as {@code INSERT INTO t (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE b = b + 1}, where {@link
     *     #VALUES} and the values of one row are written as here
     */
    public MultiRowInsert(String insert) {
        int start = insert.indexOf(VALUES) + VALUES.length();
        int end = closing(insert, start) + 1;
        String row = insert.substring(start, end);
        add(insert, 1);
        for (int rows = 2; rows <= ROWS; rows *= 2) {
            String many = String.join(", ", Collections.nCopies(rows, row));
            String text = insert.substring(0, start) + many + insert.substring(end);
            if (text.length() > CACHED) {
                break;
            }
            add(text, rows);
        }
    }

    private void add(String text, int rows) {
        texts.add(text);
        names.add("insert-" + rows);
    }

    /**
     * Inserts a row for each item, in their order.
     *
     * @param parameters of one row, in the order of its question marks
     * @return whether all items became new rows; right only if the update changes whatever it meets
     */
    public <I> boolean insert(
            DbExecute execute, List<I> items, Function<I, ? extends List<? extends @Nullable Object>> parameters) {
        long changed = 0;
        for (int from = 0; from < items.size(); ) {
            int power =
                    Math.min(texts.size() - 1, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(items.size() - from));
            int to = from + (1 << power);
            changed += execute.createNamedInsert(names.get(power), texts.get(power))
                    .params(joined(items.subList(from, to), parameters))
                    .execute();
            from = to;
        }
        // A new row counts 1, a changed one 2.
        return changed == items.size();
    }

    private static <I> List<? extends @Nullable Object> joined(
            List<I> items, Function<I, ? extends List<? extends @Nullable Object>> parameters) {
        if (items.size() == 1) {
            return parameters.apply(items.getFirst());
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (I item : items) {
            all.addAll(parameters.apply(item));
        }
        return all;
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
