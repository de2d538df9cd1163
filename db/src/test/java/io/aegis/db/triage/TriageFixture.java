/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditEntry;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.Filter;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Page;
import io.aegis.db.feedback.Samples;
import io.aegis.db.feedback.TriageFilter;
import io.aegis.db.outbox.Alerts;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rows, and what two colleagues do with them. */
@ResourceLock("TriageFixture")
abstract class TriageFixture {

    static final Actor ANN = Actor.key("Ann");
    static final Actor BOB = Actor.user("bob@example.org");
    static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    static TestSchema schema;
    static MariaDbFeedbackStore feedback;
    static TriageStore store;
    static TriageQueries queries;
    static TriageNotes notes;
    static AuditQueries audit;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        Clock clock = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
        feedback = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
        store = new TriageStore(schema.database());
        queries = new TriageQueries(schema.database());
        notes = new TriageNotes(schema.database(), clock);
        audit = new AuditQueries(schema.database());
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    static UUID row(String text) throws Exception {
        return feedback.store(Samples.feedback(text), TestSchema.ample()).row().id();
    }

    static TriageOutcome change(UUID row, Optional<Long> version, TriageChange change) throws Exception {
        return store.change(row, version, change, ANN, TestSchema.ample());
    }

    static TriageState done(UUID row, TriageChange change) throws Exception {
        return ((TriageOutcome.Done) change(row, Optional.empty(), change)).state();
    }

    static TriageChange snooze(Optional<Instant> until, boolean again) {
        return new TriageChange(
                Optional.empty(), Set.of(), Set.of(), Optional.of(Optional.of(new Snooze(until, again))));
    }

    static List<AuditEntry> history(UUID subject) throws Exception {
        return audit.list(AuditQueries.Filter.of(subject), 50, Optional.empty(), TestSchema.ample())
                .items();
    }

    static Set<UUID> listed(TriageFilter filter) throws Exception {
        FeedbackFilter wanted = new Filter().triage(filter).build();
        Set<UUID> all = new LinkedHashSet<>();
        List<UUID> inOrder = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<StoredFeedback> page =
                    new FeedbackQueries(schema.database()).list(wanted, 2, cursor, TestSchema.ample());
            page.items().forEach(row -> inOrder.add(row.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        all.addAll(inOrder);
        assertThat(all).as("no row twice").hasSameSizeAs(inOrder);
        return all;
    }
}
