/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.outbox.Alerts;
import io.aegis.storage.NewFeedback;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What belongs to rows that are new, within the transaction that inserts them: verdicts, submissions, reviews, alerts. */
record FeedbackDetails(Alerts alerts, Supplier<UUID> ids) {

    /** Completes rows that were inserted just now. */
    void complete(DbExecute execute, List<NewFeedback> inserted) {
        List<AnalysisRow> verdicts = new ArrayList<>(inserted.size());
        List<Alerts.Cause> urgent = new ArrayList<>();
        List<SubmissionRow.Entry> submissions = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (NewFeedback feedback : inserted) {
            AnalysisRow heuristic = AnalysisRow.ofHeuristic(ids.get(), feedback);
            Optional<AnalysisRow> llm = feedback.verdict()
                    .map(verdict -> AnalysisRow.ofLlm(
                            feedback.id(), ids.get(), verdict, !heuristic.applied(), feedback.createdAt()));
            verdicts.add(heuristic);
            llm.ifPresent(verdicts::add);
            if (feedback.learned()) {
                verdicts.add(AnalysisRow.ofLearned(ids.get(), feedback));
            }
            if (!feedback.metadata().isEmpty()) {
                submissions.add(new SubmissionRow.Entry(
                        feedback.id(), new SubmissionRecord(ids.get(), at(feedback), feedback.metadata())));
            }
            if (!feedback.reviewReasons().isEmpty()) {
                questions.add(new Question(feedback, llm.map(AnalysisRow::id)));
            }
            if (feedback.aiRefused()) {
                FeedbackRow.keepRefusal(execute, feedback.id());
            }
            if (feedback.analysis().labels().urgent()) {
                urgent.add(new Alerts.Cause(feedback.id(), UrgentAlert.payload(execute, FeedbackRow.stored(feedback))));
            }
        }
        AnalysisRow.insert(execute, verdicts);
        SubmissionRow.insert(execute, submissions);
        for (Question question : questions) {
            question.open(execute, ids.get());
        }
        alerts.raiseOfNew(execute, UrgentAlert.EVENT, urgent);
    }

    private record Question(NewFeedback feedback, Optional<UUID> llm) {

        void open(DbExecute execute, UUID id) {
            ReviewRow.open(execute, id, feedback.id(), feedback.reviewReasons(), llm, at(feedback));
        }
    }

    private static Instant at(NewFeedback feedback) {
        return FeedbackRow.stored(feedback).createdAt();
    }
}
