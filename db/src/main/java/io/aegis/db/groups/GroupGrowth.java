/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What rows add to a group.
 *
 * @param rows how many
 * @param open how many of them are open
 * @param first when the first came
 * @param last when the last came
 * @param lastOpen when the last came that is open
 * @param resolved when one of them was resolved last
 */
record GroupGrowth(
        int rows, int open, Instant first, Instant last, Optional<Instant> lastOpen, Optional<Instant> resolved) {

    /** Of one or more rows. */
    static GroupGrowth of(List<MemberRow> rows) {
        List<MemberRow> open = rows.stream().filter(MemberRow::open).toList();
        return new GroupGrowth(
                rows.size(),
                open.size(),
                rows.stream().map(MemberRow::createdAt).min(Instant::compareTo).orElseThrow(),
                latest(rows, row -> Optional.of(row.createdAt())).orElseThrow(),
                latest(open, row -> Optional.of(row.createdAt())),
                latest(rows, MemberRow::resolvedAt));
    }

    /** Whether a row that is open came after everything else was resolved. */
    boolean regresses(MemberRow anchor) {
        return !anchor.open()
                && lastOpen.isPresent()
                && anchor.resolvedAt().map(lastOpen.get()::isAfter).orElse(false);
    }

    private static Optional<Instant> latest(List<MemberRow> rows, Function<MemberRow, Optional<Instant>> time) {
        return rows.stream().map(time).flatMap(Optional::stream).max(Instant::compareTo);
    }
}
