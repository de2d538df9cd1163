/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.Utc;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.LearnedLabels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoredFeedback;
import io.aegis.vader.VaderScores;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of {@code feedback}, in one place for all statements. */
final class FeedbackRow {

    /**
     * Begins a query whose rows {@link #read} reads, as {@link PackedColumns}: each posted duplicate costs this once. Most texts
     * have nothing to clean, and come once: a clean text of no characters, which no row has, stands for the raw one.
     */
    static final String SELECT = """
            SELECT CONCAT(CONCAT_WS(' ', id, sentiment, topics, is_urgent, priority, confidence, source,
                vader_neg, vader_neu, vader_pos, vader_compound, adjusted_compound, language, unreadable,
                possibly_urgent, own_topics, IFNULL(CAST(group_id AS CHAR), '-'), status, needs_review,
                submissions,
                TIMESTAMPDIFF(MICROSECOND, '1970-01-01', created_at), TIMESTAMPDIFF(MICROSECOND, '1970-01-01', updated_at),
                version, ai_refused, CHAR_LENGTH(provider), CHAR_LENGTH(evidence), CHAR_LENGTH(raw_content),
                IF(BINARY raw_content = clean_content, 0, CHAR_LENGTH(clean_content)), ISNULL(resolution_note), ''),
              provider, evidence, raw_content, IF(BINARY raw_content = clean_content, '', clean_content),
              IFNULL(resolution_note, '')) AS packed
            FROM feedback
            """.replaceAll("\\s+", " ");

    private static final String BY_ID = SELECT + "WHERE id = ?";
    private static final String BY_HASH = SELECT + "WHERE content_hash = ?";

    private static final String INSERT_ROW = """
            INSERT INTO feedback (id, content_hash, raw_content, clean_content,
              sentiment, topics, is_urgent, priority, department, confidence, source, provider,
              vader_neg, vader_neu, vader_pos, vader_compound, adjusted_compound, evidence, language, unreadable, own_topics,
              needs_review, submissions, last_submitted_at, created_at, updated_at, occurred_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final MultiRowInsert INSERT = new MultiRowInsert(INSERT_ROW);

    private static final MultiRowInsert INSERT_OR_COUNT = new MultiRowInsert(INSERT_ROW + """

            ON DUPLICATE KEY UPDATE submissions = submissions + VALUES(submissions),
              last_submitted_at = GREATEST(last_submitted_at, VALUES(last_submitted_at))""");

    private static final int COLUMNS = 27;

    private static final List<Sentiment> SENTIMENTS = List.of(Sentiment.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<AnalysisSource> SOURCES = List.of(AnalysisSource.values());
    private static final List<Status> STATUSES = List.of(Status.values());

    private static final String REFUSED = "UPDATE feedback SET ai_refused = TRUE WHERE id = ?";

    private FeedbackRow() {}

    /** Keeps that an LLM refused a text. */
    static void keepRefusal(DbExecute execute, UUID id) {
        execute.update(REFUSED, id);
    }

    static Optional<StoredFeedback> find(DbExecute execute, UUID id) {
        return execute.createNamedGet("feedback-by-id", BY_ID)
                .params(id)
                .execute()
                .map(FeedbackRow::read);
    }

    static Optional<StoredFeedback> find(DbExecute execute, ContentHash hash) {
        return execute.createNamedGet("feedback-by-hash", BY_HASH)
                .params(hash.bytes())
                .execute()
                .map(FeedbackRow::read);
    }

    /**
     * Inserts rows. When there is one with an id or a text of these, the database refuses, and the transaction has to be
     * rolled back.
     */
    static void insert(DbExecute execute, List<NewFeedback> all) {
        INSERT.insert(execute, all, each -> parameters(each, 1));
    }

    /**
     * Inserts rows whose texts are new, and adds to the submissions of the others.
     *
     * @return whether all texts were new
     */
    static boolean insertOrCount(DbExecute execute, List<Repeated> all) {
        return INSERT_OR_COUNT.insert(execute, all, each -> parameters(each.feedback(), each.submissions()));
    }

    private static List<@Nullable Object> parameters(NewFeedback feedback, long submissions) {
        StoredFeedback row = stored(feedback);
        List<@Nullable Object> parameters = new ArrayList<>(COLUMNS);
        parameters.add(row.id());
        parameters.add(feedback.hash().bytes());
        parameters.add(row.rawContent());
        parameters.add(row.cleanContent());
        addTo(parameters, row.analysis());
        addTo(parameters, row.evidence());
        parameters.add(row.learned().ownTopics());
        parameters.add(row.needsReview());
        parameters.add(submissions);
        parameters.add(Utc.of(row.createdAt()));
        parameters.add(Utc.of(row.createdAt()));
        parameters.add(Utc.of(row.updatedAt()));
        // A clock that goes ahead tells of nothing that is yet to come.
        parameters.add(Utc.of(feedback.metadata().occurredAt().filter(moment -> moment.isBefore(row.createdAt()))));
        return parameters;
    }

    /** Parameters for sentiment, topics, is_urgent, priority, department, confidence, source, provider, and those after them. */
    static List<@Nullable Object> parameters(Analysis analysis, Object... more) {
        List<@Nullable Object> parameters = new ArrayList<>(COLUMNS);
        addTo(parameters, analysis);
        Collections.addAll(parameters, more);
        return parameters;
    }

    private static void addTo(List<@Nullable Object> parameters, Analysis analysis) {
        parameters.add(analysis.labels().sentiment().name());
        parameters.add(EnumBits.of(analysis.labels().topics()));
        parameters.add(analysis.labels().urgent());
        parameters.add(analysis.priority().name());
        parameters.add(analysis.department().name());
        parameters.add(analysis.confidence());
        parameters.add(analysis.source().name());
        parameters.add(analysis.provider());
    }

    private static void addTo(List<@Nullable Object> parameters, Evidence evidence) {
        parameters.add(evidence.vader().neg());
        parameters.add(evidence.vader().neu());
        parameters.add(evidence.vader().pos());
        parameters.add(evidence.vader().compound());
        parameters.add(evidence.adjustedCompound());
        parameters.add(RuleIds.format(evidence.rules()));
        parameters.add(evidence.language());
        parameters.add(!evidence.reliable());
    }

    static StoredFeedback read(DbRow row) {
        PackedColumns packed = new PackedColumns(row.column("packed").get(String.class));
        UUID id = UUID.fromString(packed.word());
        Labels labels =
                new Labels(packed.constant(SENTIMENTS), EnumBits.toSet(Topic.class, packed.number()), packed.truth());
        Priority priority = packed.constant(PRIORITIES);
        double confidence = packed.decimal();
        AnalysisSource source = packed.constant(SOURCES);
        VaderScores vader = new VaderScores(packed.decimal(), packed.decimal(), packed.decimal(), packed.decimal());
        double adjusted = packed.decimal();
        String language = packed.word();
        boolean reliable = !packed.truth();
        boolean possiblyUrgent = packed.truth();
        long ownTopics = packed.number();
        Optional<UUID> group = packed.uuid();
        Status status = packed.constant(STATUSES);
        boolean needsReview = packed.truth();
        long submissions = packed.number();
        Instant createdAt = packed.moment();
        Instant updatedAt = packed.moment();
        long version = packed.number();
        boolean aiRefused = packed.truth();
        int providerLength = (int) packed.number();
        int evidenceLength = (int) packed.number();
        int rawLength = (int) packed.number();
        int cleanLength = (int) packed.number();
        boolean withoutNote = packed.truth();
        String provider = packed.text(providerLength);
        List<String> rules = RuleIds.parse(packed.text(evidenceLength));
        String raw = packed.text(rawLength);
        return new StoredFeedback(
                id,
                raw,
                cleanLength == 0 ? raw : packed.text(cleanLength),
                new Analysis(labels, priority, confidence, source, provider),
                new Evidence(vader, adjusted, rules, language, reliable),
                status,
                withoutNote ? Optional.empty() : Optional.of(packed.rest()),
                needsReview,
                submissions,
                createdAt,
                updatedAt,
                version,
                new LearnedLabels(possiblyUrgent, ownTopics, group),
                aiRefused);
    }

    /** That of the rules, and the texts that what was learned knows it from. */
    private static Evidence evidence(NewFeedback feedback) {
        Evidence ruled = feedback.heuristic().evidence();
        if (feedback.similar().isEmpty()) {
            return ruled;
        }
        List<String> evidence = new ArrayList<>(ruled.rules());
        feedback.similar().forEach(id -> evidence.add(LearnedRow.SIMILAR + id));
        return new Evidence(ruled.vader(), ruled.adjustedCompound(), evidence, ruled.language(), ruled.reliable());
    }

    /** What {@link #find} gives once the feedback is inserted. */
    static StoredFeedback stored(NewFeedback feedback) {
        Instant createdAt = feedback.createdAt().truncatedTo(ChronoUnit.MICROS);
        return new StoredFeedback(
                feedback.id(),
                feedback.rawContent(),
                feedback.text().value(),
                feedback.analysis(),
                evidence(feedback),
                Status.OPEN,
                Optional.empty(),
                !feedback.reviewReasons().isEmpty(),
                1,
                createdAt,
                createdAt,
                0,
                new LearnedLabels(false, feedback.ownTopics(), Optional.empty()),
                feedback.aiRefused());
    }
}
