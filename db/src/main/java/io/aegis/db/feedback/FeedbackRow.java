package io.aegis.db.feedback;

import io.aegis.db.Parameters;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.dedupe.ContentHash;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoredFeedback;
import io.aegis.vader.VaderScores;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The columns of {@code feedback}, in one place for all statements. */
final class FeedbackRow {

    /** Begins a query whose rows {@link #read} reads. */
    static final String SELECT = """
            SELECT id, raw_content, clean_content, sentiment, topics, is_urgent, priority, confidence, source, provider,
              vader_neg, vader_neu, vader_pos, vader_compound, adjusted_compound, evidence,
              status, resolution_note, needs_review, submissions, created_at, updated_at, version, ai_refused
            FROM feedback
            """;

    private static final String BY_ID = SELECT + "WHERE id = ?";
    private static final String BY_HASH = SELECT + "WHERE content_hash = ?";

    private static final String INSERT = """
            INSERT INTO feedback (id, content_hash, raw_content, clean_content,
              sentiment, topics, is_urgent, priority, department, confidence, source, provider,
              vader_neg, vader_neu, vader_pos, vader_compound, adjusted_compound, evidence,
              needs_review, submissions, last_submitted_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_OR_COUNT = INSERT + """

            ON DUPLICATE KEY UPDATE submissions = submissions + VALUES(submissions),
              last_submitted_at = GREATEST(last_submitted_at, VALUES(last_submitted_at))""";

    private static final String REFUSED = "UPDATE feedback SET ai_refused = TRUE WHERE id = ?";

    private FeedbackRow() {}

    /** Keeps that an LLM refused a text. */
    static void keepRefusal(Session session, UUID id) throws SQLException {
        session.update(REFUSED, parameters -> parameters.add(id));
    }

    static Optional<StoredFeedback> find(Session session, UUID id) throws SQLException {
        return session.first(BY_ID, parameters -> parameters.add(id), FeedbackRow::read);
    }

    static Optional<StoredFeedback> find(Session session, ContentHash hash) throws SQLException {
        return session.first(BY_HASH, parameters -> parameters.add(hash.bytes()), FeedbackRow::read);
    }

    /**
     * Inserts a row.
     *
     * @param row {@link #stored} of the feedback
     * @return false when there is one with that id or that text
     */
    static boolean insert(Session session, NewFeedback feedback, StoredFeedback row) throws SQLException {
        return session.insert(INSERT, parameters -> bind(parameters, feedback, row, 1));
    }

    /**
     * Inserts rows, all or none.
     *
     * @return false when there is one with an id or a text of these; then the transaction has to be rolled back
     */
    static boolean insert(Session session, List<NewFeedback> all) throws SQLException {
        return session.insertAll(INSERT, all, (parameters, each) -> bind(parameters, each, stored(each), 1));
    }

    /**
     * Inserts rows whose texts are new, and adds to the submissions of the others.
     *
     * @return whether all texts were new
     */
    static boolean insertOrCount(Session session, List<Repeated> all) throws SQLException {
        return session.insertEach(
                INSERT_OR_COUNT,
                all,
                (parameters, each) -> bind(parameters, each.feedback(), stored(each.feedback()), each.submissions()));
    }

    private static void bind(Parameters parameters, NewFeedback feedback, StoredFeedback row, long submissions)
            throws SQLException {
        parameters
                .add(row.id())
                .add(feedback.hash().bytes())
                .add(row.rawContent())
                .add(row.cleanContent());
        bind(parameters, row.analysis());
        bind(parameters, row.evidence());
        parameters
                .add(row.needsReview())
                .add(submissions)
                .add(row.createdAt())
                .add(row.createdAt())
                .add(row.updatedAt());
    }

    /** Adds sentiment, topics, is_urgent, priority, department, confidence, source, provider. */
    static void bind(Parameters parameters, Analysis analysis) throws SQLException {
        parameters
                .add(analysis.labels().sentiment())
                .addBits(analysis.labels().topics())
                .add(analysis.labels().urgent())
                .add(analysis.priority())
                .add(analysis.department())
                .add(analysis.confidence())
                .add(analysis.source())
                .add(analysis.provider());
    }

    static StoredFeedback read(Row row) throws SQLException {
        return new StoredFeedback(
                row.id(),
                row.text(),
                row.text(),
                new Analysis(
                        new Labels(row.word(Sentiment.class), row.bits(Topic.class), row.truth()),
                        row.word(Priority.class),
                        row.decimal(),
                        row.word(AnalysisSource.class),
                        row.text()),
                new Evidence(
                        new VaderScores(row.decimal(), row.decimal(), row.decimal(), row.decimal()),
                        row.decimal(),
                        RuleIds.parse(row.text())),
                row.word(Status.class),
                row.optionalText(),
                row.truth(),
                row.number(),
                row.moment(),
                row.moment(),
                row.number(),
                row.truth());
    }

    private static void bind(Parameters parameters, Evidence evidence) throws SQLException {
        parameters
                .add(evidence.vader().neg())
                .add(evidence.vader().neu())
                .add(evidence.vader().pos())
                .add(evidence.vader().compound())
                .add(evidence.adjustedCompound())
                .add(RuleIds.format(evidence.rules()));
    }

    /** What {@link #find} gives once the feedback is inserted. */
    static StoredFeedback stored(NewFeedback feedback) {
        Instant createdAt = feedback.createdAt().truncatedTo(ChronoUnit.MICROS);
        return new StoredFeedback(
                feedback.id(),
                feedback.rawContent(),
                feedback.text().value(),
                feedback.analysis(),
                feedback.heuristic().evidence(),
                Status.OPEN,
                Optional.empty(),
                !feedback.reviewReasons().isEmpty(),
                1,
                createdAt,
                createdAt,
                0,
                feedback.aiRefused());
    }
}
