/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.personaldata.ExampleErasure;
import io.aegis.db.personaldata.FeedbackErasure;
import io.aegis.db.retention.RetentionStore.Removal;
import io.aegis.db.textretention.TextPage.Due;
import io.aegis.db.textretention.TextPage.Place;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Erases texts that are older than their sources say, with all that hangs on them, whatever their status. What was done, and how far
 * it came, is noted in the transaction that did it, so that nothing is told twice or not at all, whoever is killed. Groups count the
 * rows out afterwards. Thread-safe.
 */
public final class TextErasure {

    /** Most texts that one run erases; the next goes on behind them. */
    public static final int MOST = 50_000;

    private static final int SCANNED_AT_ONCE = 500;
    private static final int ERASED_AT_ONCE = 50;

    /** The key of what goes by the default: no source has it. */
    private static final String BY_DEFAULT = "";

    private static final String PROGRESS = "SELECT reached_at, reached_id, erased FROM text_retention WHERE id = 1";

    private static final String SAVE =
            "UPDATE text_retention SET reached_at = ?, reached_id = ?, erased = ? WHERE id = 1";

    private static final String ROW = """
            SELECT id, created_at, last_submitted_at, submissions, clean_content FROM feedback WHERE id = ? FOR UPDATE""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, Long>> COUNTS = new TypeReference<>() {};

    private final Transactions transactions;
    private final int most;

    /** Erases from a database. */
    public TextErasure(Transactions transactions) {
        this(transactions, MOST);
    }

    /** One that erases at most so many in a run, give or take those of a transaction. */
    TextErasure(Transactions transactions, int most) {
        this.transactions = transactions;
        this.most = most;
    }

    /** A row that is locked and goes. */
    private record Going(UUID id, String text, TextRetention.Limit limit) {}

    /**
     * Looks at some more texts and erases those that are due, in one transaction.
     *
     * @return how many went, and whether the run goes on
     */
    public Removal some(Instant now, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> within(execute, now));
    }

    private Removal within(DbExecute execute, Instant now) {
        TextRetention kept = TextRetentionStore.locked(execute);
        DbRow progress = execute.get(PROGRESS).orElseThrow();
        SortedMap<String, Long> erased = counts(progress.column("erased").get(String.class));
        Place from = new Place(
                progress.column("reached_at").get(Instant.class),
                progress.column("reached_id").get(UUID.class));
        TextPage page = TextPage.read(execute, kept, from, now, SCANNED_AT_ONCE);
        List<Due> due = page.texts().subList(0, Math.min(page.texts().size(), ERASED_AT_ONCE));
        List<Going> going = new ArrayList<>();
        for (Due each : due) {
            lock(execute, kept, each.place().id(), now).ifPresent(going::add);
        }
        ExampleErasure.remove(execute, going.stream().map(Going::text).toList());
        for (Going each : going) {
            FeedbackErasure.erase(execute, each.id(), each.text());
            erased.merge(each.limit().source().orElse(BY_DEFAULT), 1L, Long::sum);
        }
        Optional<Place> reached =
                due.size() < page.texts().size() ? Optional.of(due.getLast().place()) : page.reached();
        boolean more = reached.isPresent()
                && erased.values().stream().mapToLong(Long::longValue).sum() < most;
        if (!more) {
            tell(execute, erased, reached.isEmpty());
            erased.clear();
        }
        Place next = reached.orElse(Place.START);
        execute.update(SAVE, Utc.of(next.createdAt()), next.id(), json(erased));
        return new Removal(going.size(), more);
    }

    /** Somebody may have submitted it again since the page was read. */
    private static Optional<Going> lock(DbExecute execute, TextRetention kept, UUID id, Instant now) {
        Optional<DbRow> found = execute.get(ROW, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String text = found.get().column("clean_content").get(String.class);
        Map<UUID, TextSources> sources = TextPage.sources(execute, List.of(TextPage.Row.of(found.get())));
        return Optional.ofNullable(sources.get(id))
                .flatMap(each -> kept.due(each, now))
                .map(limit -> new Going(id, text, limit));
    }

    private static void tell(DbExecute execute, SortedMap<String, Long> erased, boolean whole) {
        if (erased.isEmpty()) {
            return;
        }
        long total = erased.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> bySource = new TreeMap<>(erased);
        long byDefault = Optional.ofNullable(bySource.remove(BY_DEFAULT)).orElse(0L);
        Map<String, Object> told = new HashMap<>();
        told.put("texts_erased", total);
        told.put("by_source", bySource);
        told.put("by_default", byDefault);
        told.put("whole", whole);
        AuditLog.append(
                execute,
                new AuditEvent(Actor.PRODUCT, AuditAction.TEXT_RETENTION, TextRetentionStore.SUBJECT, Map.of(), told));
    }

    private static SortedMap<String, Long> counts(String stored) {
        try {
            return JSON.readValue(stored, COUNTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are stored as JSON", e);
        }
    }

    private static String json(SortedMap<String, Long> counts) {
        try {
            return JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts can always be written", e);
        }
    }
}
