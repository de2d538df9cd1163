/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import io.aegis.db.Utc;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Texts that were received before a moment, in that order, some at a time.
 *
 * @param texts those of them that nobody submitted since, each with the limit by which it goes
 * @param reached the last that was looked at; empty when there are no others
 * @param scanned how many were
 */
record TextPage(List<Due> texts, Optional<Place> reached, int scanned) {

    private static final String OLD = """
            SELECT id, created_at, last_submitted_at, submissions FROM feedback FORCE INDEX (feedback_overview)
            WHERE created_at >= ? AND (created_at > ? OR id > ?) AND created_at < ?
            ORDER BY created_at, id LIMIT ?""";

    private static final String SOURCES = """
            SELECT feedback_id, channel COLLATE utf8mb4_nopad_bin AS source, COUNT(*) AS told, MAX(submitted_at) AS newest
            FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN submission ON feedback_id = wanted
            GROUP BY feedback_id, source""";

    /** A place in the order. */
    record Place(Instant createdAt, UUID id) {

        /** Before all. */
        static final Place START = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    /** A text and why it goes. */
    record Due(Place place, TextRetention.Limit limit) {}

    /** What a row of feedback itself tells. */
    record Row(UUID id, Instant createdAt, Instant submittedAt, long submissions) {

        static Row of(DbRow row) {
            return new Row(
                    row.column("id").get(UUID.class),
                    row.column("created_at").get(Instant.class),
                    row.column("last_submitted_at").get(Instant.class),
                    row.column("submissions").get(Long.class));
        }
    }

    TextPage {
        texts = List.copyOf(texts);
    }

    /** Reads a page behind a place; of what keeps all for ever it is empty. */
    static TextPage read(DbExecute execute, TextRetention kept, Place from, Instant now, int most) {
        Optional<Integer> fewest = kept.fewestDays();
        if (fewest.isEmpty()) {
            return new TextPage(List.of(), Optional.empty(), 0);
        }
        Instant before = new TextRetention.Limit(Optional.empty(), fewest.get()).before(now);
        List<Row> rows = execute.query(
                        OLD, Utc.of(from.createdAt()), Utc.of(from.createdAt()), from.id(), Utc.of(before), most)
                .map(Row::of)
                .toList();
        List<Row> silent =
                rows.stream().filter(row -> row.submittedAt().isBefore(before)).toList();
        Map<UUID, TextSources> sources = sources(execute, silent);
        List<Due> due = new ArrayList<>();
        for (Row row : silent) {
            Optional.ofNullable(sources.get(row.id()))
                    .flatMap(text -> kept.due(text, now))
                    .ifPresent(limit -> due.add(new Due(new Place(row.createdAt(), row.id()), limit)));
        }
        Optional<Place> reached = rows.size() < most
                ? Optional.empty()
                : Optional.of(
                        new Place(rows.getLast().createdAt(), rows.getLast().id()));
        return new TextPage(due, reached, rows.size());
    }

    /** Where rows came from. Of repeats whose count is still to be added the submission may be there already: the newer of both counts. */
    static Map<UUID, TextSources> sources(DbExecute execute, List<Row> rows) {
        Map<UUID, Told> told = HashMap.newHashMap(rows.size());
        rows.forEach(row -> told.put(row.id(), new Told(row)));
        if (!rows.isEmpty()) {
            String ids = rows.stream().map(row -> "\"" + row.id() + "\"").collect(Collectors.joining(",", "[", "]"));
            execute.query(SOURCES, ids).forEach(row -> {
                Told of = told.get(row.column("feedback_id").get(UUID.class));
                if (of != null) {
                    of.add(row);
                }
            });
        }
        Map<UUID, TextSources> sources = HashMap.newHashMap(rows.size());
        told.forEach((id, of) -> sources.put(id, of.sources()));
        return sources;
    }

    /** Adds up what the submissions of one text told. */
    private static final class Told {
        private final Set<String> named = new HashSet<>();
        private final long submissions;
        private long withSource;
        private boolean unnamed;
        private Instant newest;

        Told(Row row) {
            this.submissions = row.submissions();
            this.newest = row.submittedAt();
        }

        void add(DbRow row) {
            Optional<String> source = row.column("source").as(String.class).asOptional();
            source.ifPresent(named::add);
            if (source.isPresent()) {
                withSource += row.column("told").get(Long.class);
            } else {
                unnamed = true;
            }
            Instant last = row.column("newest").get(Instant.class);
            newest = last.isAfter(newest) ? last : newest;
        }

        /** A submission without metadata has no row of its own. */
        TextSources sources() {
            return new TextSources(named, unnamed || withSource < submissions, newest);
        }
    }
}
