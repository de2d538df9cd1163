/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searches of a log of 50,000 decisions, one in each minute. */
class AuditQueriesIT {

    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DECISIONS = 50_000;

    private static final int AT_ONCE = 1_000;

    /** The server takes no INSERT ... SELECT into a table with triggers as these. */
    private static final String INSERT =
            "INSERT INTO audit_log (happened_at, actor_kind, actor, action, subject, before_value, after_value) VALUES ";

    private static TestSchema schema;

    @BeforeAll
    static void fill() throws Exception {
        schema = TestSchema.create();
        for (int from = 1; from <= DECISIONS; from += AT_ONCE) {
            schema.change(INSERT
                    + IntStream.range(from, from + AT_ONCE)
                            .mapToObj(AuditQueriesIT::decision)
                            .collect(Collectors.joining(", ")));
        }
        schema.change("ANALYZE TABLE audit_log");
    }

    /** One in seven was written eight minutes late, as by a process whose clock is behind. */
    private static String decision(int number) {
        Instant at = minute(number % 7 == 0 ? number - 8 : number);
        return "('%s', 'KEY', 'agent-%d', 'RESOLVE', '%d', '{}', '{}')"
                .formatted(at.toString().replace("Z", ""), number % 10, number);
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static AuditQueries.Filter filter(
            Optional<String> actor, Optional<Instant> since, Optional<Instant> until) {
        return new AuditQueries.Filter(Optional.empty(), actor, Optional.empty(), Optional.empty(), since, until);
    }

    private static Instant minute(int number) {
        return BEGAN.plusSeconds(60L * number);
    }

    private static List<AuditEntry> list(AuditQueries.Filter filter) throws Exception {
        return new AuditQueries(schema.database())
                .list(filter, AuditQueries.MAX_LIMIT, Optional.empty(), TestSchema.ample())
                .items();
    }

    private static int expected(Instant since, Instant until) throws Exception {
        return Integer.parseInt(schema.value("SELECT COUNT(*) FROM audit_log WHERE happened_at >= '"
                + since.toString().replace("Z", "") + "' AND happened_at < '"
                + until.toString().replace("Z", "") + "'"));
    }

    @Test
    void a_time_has_all_that_happened_in_it_whenever_it_was_written() throws Exception {
        for (int from : List.of(0, 777, 20_000, DECISIONS - 50)) {
            Instant since = minute(from);
            Instant until = minute(from + 100);

            assertThat(list(filter(Optional.empty(), Optional.of(since), Optional.of(until))))
                    .as("from minute %d", from)
                    .hasSize(expected(since, until))
                    .allMatch(entry -> !entry.at().isBefore(since) && entry.at().isBefore(until));
        }
        assertThat(list(filter(Optional.empty(), Optional.of(minute(DECISIONS + 1)), Optional.empty())))
                .isEmpty();
        assertThat(list(filter(Optional.empty(), Optional.empty(), Optional.of(minute(-20)))))
                .isEmpty();
    }

    @Test
    void a_search_by_time_reads_no_more_of_the_log_than_was_written_then() throws Exception {
        for (Optional<String> actor :
                List.of(Optional.<String>empty(), Optional.of("agent-3"), Optional.of("nobody"))) {
            assertThat(reads(filter(actor, Optional.of(minute(DECISIONS - 20)), Optional.empty())))
                    .as("since, by %s", actor)
                    .isLessThan(200);
            assertThat(reads(filter(actor, Optional.of(minute(100)), Optional.of(minute(150)))))
                    .as("long ago, by %s", actor)
                    .isLessThan(400);
        }
    }

    private static AuditQueries.Filter words(String words, Optional<Instant> since, Optional<Instant> until) {
        return new AuditQueries.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since,
                until,
                Optional.of(words));
    }

    @Test
    void a_part_of_a_name_an_action_or_a_subject_is_found_in_any_case() throws Exception {
        for (String each : List.of("AGENT-3", "gent-3", "agent-3 resol", "Resolve 49993", " agent-3  49993 ")) {
            assertThat(list(words(each, Optional.empty(), Optional.empty())))
                    .as(each)
                    .isNotEmpty()
                    .allMatch(entry -> entry.actor().name().equals("agent-3"));
        }
        assertThat(list(words("3", Optional.of(minute(100)), Optional.of(minute(110)))))
                .isNotEmpty()
                .allMatch(entry -> (entry.actor().name() + entry.subject()).contains("3"))
                .allMatch(entry -> !entry.at().isBefore(minute(100)));
        for (String none : List.of("agent_3", "%", "!", "nobody", "resolve agent")) {
            assertThat(list(words(none, Optional.empty(), Optional.empty())))
                    .as(none)
                    .isEmpty();
        }
    }

    @Test
    void a_search_for_words_looks_through_so_much_at_a_time_and_goes_on_from_there() throws Exception {
        try (TestSchema sparse = TestSchema.create()) {
            for (int id : List.of(1, 2, 1_000_000)) {
                sparse.change(
                        "INSERT INTO audit_log (id, happened_at, actor_kind, actor, action, subject, before_value,"
                                + " after_value) VALUES (" + id + ", '2026-03-01', 'KEY', 'agent-" + id
                                + "', 'RESOLVE', 'x', '{}', '{}')");
            }
            AuditQueries queries = new AuditQueries(sparse.database());
            AuditQueries.Filter filter = words("agent-2", Optional.empty(), Optional.empty());
            AuditQueries.Part part = queries.list(filter, 10, Optional.empty(), TestSchema.ample());
            assertThat(part.items()).isEmpty();
            assertThat(part.searchedTo()).contains(Instant.parse("2026-03-01T00:00:00Z"));
            int parts = 1;
            while (part.items().isEmpty()) {
                part = queries.list(filter, 10, part.next(), TestSchema.ample());
                parts++;
            }
            assertThat(parts).isEqualTo(10);
            assertThat(part.items()).hasSize(1);
            assertThat(part.next()).isEmpty();
            assertThat(part.searchedTo()).isEmpty();
        }
        assertThat(reads(words("nobody", Optional.of(minute(100)), Optional.of(minute(150)))))
                .isLessThan(400);
    }

    /** Entries of indexes and rows that a search looks at. */
    private static long reads(AuditQueries.Filter filter) throws Exception {
        return schema.database().read(TestSchema.ample(), execute -> {
            long before = read(execute);
            AuditQueries.part(execute, filter, 50, Optional.empty());
            return read(execute) - before;
        });
    }

    private static long read(DbExecute execute) {
        return execute.query("SHOW SESSION STATUS LIKE 'Handler_read%'")
                .mapToLong(row -> Long.parseLong(row.column(2).get(String.class)))
                .sum();
    }
}
