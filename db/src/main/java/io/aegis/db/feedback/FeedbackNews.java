package io.aegis.db.feedback;

import io.aegis.db.Session;
import io.aegis.db.outbox.Alerts;
import io.aegis.ledger.NewFeedback;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What belongs to rows that are new, within the transaction that inserts them: verdicts, submissions, reviews, alerts. */
record FeedbackNews(Alerts alerts, Supplier<UUID> ids) {

    /** Completes rows that were inserted just now. */
    void complete(Session session, List<NewFeedback> inserted) throws SQLException {
        List<AnalysisRow> verdicts = new ArrayList<>(inserted.size());
        List<Alerts.Cause> urgent = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (NewFeedback feedback : inserted) {
            AnalysisRow heuristic = AnalysisRow.ofHeuristic(ids.get(), feedback);
            Optional<AnalysisRow> llm = feedback.verdict()
                    .map(verdict -> AnalysisRow.ofLlm(
                            feedback.id(), ids.get(), verdict, !heuristic.applied(), feedback.createdAt()));
            verdicts.add(heuristic);
            llm.ifPresent(verdicts::add);
            if (!feedback.reviewReasons().isEmpty()) {
                questions.add(new Question(feedback, llm.map(AnalysisRow::id)));
            }
            if (feedback.analysis().labels().urgent()) {
                urgent.add(new Alerts.Cause(feedback.id(), UrgentAlert.payload(FeedbackRow.stored(feedback))));
            }
        }
        AnalysisRow.insert(session, verdicts);
        for (NewFeedback feedback : inserted) {
            keep(session, feedback);
        }
        for (Question question : questions) {
            question.open(session, ids.get());
        }
        alerts.raise(session, UrgentAlert.EVENT, urgent);
    }

    private void keep(Session session, NewFeedback feedback) throws SQLException {
        if (!feedback.metadata().isEmpty()) {
            SubmissionRow.insert(
                    session, feedback.id(), FeedbackRow.stored(feedback).createdAt(), ids.get(), feedback.metadata());
        }
    }

    private record Question(NewFeedback feedback, Optional<UUID> llm) {

        void open(Session session, UUID id) throws SQLException {
            ReviewRow.open(
                    session,
                    id,
                    feedback.id(),
                    feedback.reviewReasons(),
                    llm,
                    FeedbackRow.stored(feedback).createdAt());
        }
    }
}
