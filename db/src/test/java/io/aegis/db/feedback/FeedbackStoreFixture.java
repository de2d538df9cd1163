/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.TestSchema;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A store of feedback on a real database, and rows of it. */
@ResourceLock("FeedbackStoreFixture")
abstract class FeedbackStoreFixture {

    static final Labels URGENT = new Labels(Sentiment.NEGATIVE, Set.of(Topic.SECURITY, Topic.UX), true);
    static final Labels HAPPY = new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false);
    static final Instant LATER = Samples.NOON.plusSeconds(5);

    static TestSchema schema;
    static MariaDbFeedbackStore store;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        store = storeOn(schema.database());
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    /** One that alerts two channels. */
    static MariaDbFeedbackStore storeOn(Database database) {
        return new MariaDbFeedbackStore(
                database,
                new Alerts(List.of("discord", "webhook"), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.fixed(LATER, ZoneOffset.UTC));
    }

    static StoredFeedback inserted(NewFeedback feedback) throws DatabaseUnavailableException {
        StoreResult result = store.store(feedback, TestSchema.ample());
        assertThat(result).isInstanceOf(StoreResult.Inserted.class);
        return result.row();
    }

    static StoredFeedback found(NewFeedback feedback) throws DatabaseUnavailableException {
        return store.find(feedback.hash(), TestSchema.ample()).orElseThrow();
    }

    static String count(String table, UUID feedback) throws SQLException {
        String key = "alert_outbox".equals(table) ? "subject_id" : "feedback_id";
        return schema.value("SELECT COUNT(*) FROM " + table + " WHERE " + key + " = '" + feedback + "'");
    }

    /** One verdict, and one alert for each channel. */
    static void assertStoredOnce(UUID id) throws SQLException {
        assertThat(count("analysis", id)).isEqualTo("1");
        assertThat(count("alert_outbox", id)).isEqualTo("2");
    }
}
