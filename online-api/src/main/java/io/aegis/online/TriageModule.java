/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.audit.AuditQueries;
import io.aegis.db.bulk.BulkTriage;
import io.aegis.db.feedback.FeedbackIds;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.groups.GroupQueries;
import io.aegis.db.groups.SimilarTexts;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.presence.FeedbackViewers;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.db.reviews.ReviewStore;
import io.aegis.db.triage.TriageNotes;
import io.aegis.db.triage.TriageStore;
import io.aegis.db.views.SavedViews;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.online.admin.AuditRoutes;
import io.aegis.online.feedback.BulkRoutes;
import io.aegis.online.feedback.FeedbackInbox;
import io.aegis.online.feedback.GroupRoutes;
import io.aegis.online.feedback.TriageRoutes;
import io.aegis.online.feedback.ViewRoutes;
import io.aegis.online.feedback.ViewerRoutes;
import io.aegis.online.http.Routes;
import io.aegis.online.reviews.ReviewRoutes;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Clock;
import java.util.List;

/**
 * The routes of those who work through the queue: inbox, triage, bulk actions, views, groups, reviews, and who did what.
 *
 * @param database takes what they do
 * @param queries lists of feedback, which may be a little behind
 * @param topics of operators
 */
record TriageModule(Database database, FeedbackQueries queries, CurrentOwnTopics topics, Clock clock, Ticker ticker) {

    /** In the order in which paths are compared: the inbox's {@code /feedback/{id}} would take those of the others. */
    List<Routes> routes(HeuristicAnalyzer heuristic, Alerts alerts) {
        FeedbackTriage triage = new FeedbackTriage(database, clock);
        AuditQueries audit = new AuditQueries(database);
        return List.of(
                new GroupRoutes(
                        new GroupQueries(database, clock),
                        new SimilarTexts(database),
                        new GroupEdits(database, UuidCreator::getTimeOrderedEpoch),
                        queries,
                        topics,
                        ticker),
                new TriageRoutes(
                        new TriageStore(database),
                        new TriageNotes(database, clock),
                        audit,
                        new FeedbackIds(database),
                        clock,
                        ticker),
                new BulkRoutes(
                        new BulkTriage(database, triage, UuidCreator::getTimeOrderedEpoch),
                        new FeedbackQueries(database),
                        topics,
                        clock,
                        ticker),
                new ViewRoutes(new SavedViews(database, UuidCreator::getTimeOrderedEpoch), queries, topics, ticker),
                new ViewerRoutes(new FeedbackViewers(database), ticker),
                new AuditRoutes(audit, ticker),
                new FeedbackInbox(queries, triage, topics, ticker),
                new ReviewRoutes(
                        new ReviewQueries(database),
                        new ReviewStore(database, alerts, UuidCreator::getTimeOrderedEpoch, clock),
                        heuristic,
                        topics,
                        ticker));
    }
}
