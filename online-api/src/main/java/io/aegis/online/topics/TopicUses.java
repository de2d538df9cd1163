/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.topics;

import io.aegis.db.feedback.FeedbackFilter;
import io.aegis.db.feedback.FeedbackQueries;
import io.aegis.db.feedback.TriageFilter;
import io.aegis.db.routing.RoutingRuleStore;
import io.aegis.db.views.SavedView;
import io.aegis.db.views.SavedViews;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Status;
import io.aegis.naming.GivenName;
import io.aegis.online.http.QueryParameters;
import io.aegis.problem.FieldError;
import io.aegis.routing.RoutingConditions;
import io.aegis.routing.RoutingRule;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.DepartmentMatch;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What still needs a name of a topic or department that is to go: routing rules, saved views, topics, open feedback. A name goes with
 * what it is removed with, and with its old spelling when it is renamed.
 *
 * @param rules that route feedback
 * @param views of all who saved some
 * @param queries count open feedback
 */
record TopicUses(RoutingRuleStore rules, SavedViews views, FeedbackQueries queries) {

    private static final String OWN_TOPIC = "own_topic";
    private static final String DEPARTMENT = "department";

    /** More are told as this many. */
    private static final int COUNTED = 1_000;

    private static final int MOST_VIEWS = 1_000;

    /** A list that is to replace another. */
    private record Change(OwnTopics before, OwnTopics after) {

        /** Conditions of rules ask for a name as it is spelled. */
        List<OwnTopic> topics() {
            List<String> kept = after.topics().stream().map(OwnTopic::name).toList();
            return before.topics().stream()
                    .filter(topic -> !kept.contains(topic.name()))
                    .toList();
        }

        List<OwnDepartment> departments() {
            List<String> kept =
                    after.departments().stream().map(OwnDepartment::name).toList();
            return before.departments().stream()
                    .filter(department -> !kept.contains(department.name()))
                    .toList();
        }

        /** Whether it is only spelled in another way, which is all the same to whoever looks for it. */
        boolean isKept(OwnDepartment department) {
            return after.departments().stream().anyMatch(each -> each.isCalled(department.name()));
        }

        /** Whether all topics that sent feedback to a department send it to another of operators' own: it has another name then. */
        boolean isRenamed(OwnDepartment department) {
            return before.topics().stream()
                    .filter(topic -> department.isCalled(topic.department()))
                    .allMatch(topic -> after.numbered(topic.number())
                            .filter(now ->
                                    after.departments().stream().anyMatch(other -> other.isCalled(now.department())))
                            .isPresent());
        }
    }

    /** What the answer to one question is collected from. */
    private record Known(List<RoutingRule> rules, List<SavedView> views) {}

    /** Each name that would go and is in use, with all that uses it; empty when nothing misses anything. */
    List<FieldError> of(OwnTopics before, OwnTopics after, Deadline deadline) throws DatabaseUnavailableException {
        Change change = new Change(before, after);
        List<FieldError> uses = new ArrayList<>();
        if (change.topics().isEmpty() && change.departments().isEmpty()) {
            return uses;
        }
        Known known = new Known(rules.read(deadline).rules(), views.having("=", MOST_VIEWS, deadline));
        for (OwnTopic gone : change.topics()) {
            List<String> by = new ArrayList<>(byRules(known.rules(), "own_topics", gone.name()));
            if (after.named(gone.name()).isEmpty()) {
                by.addAll(byViews(known.views(), OWN_TOPIC, gone.name()));
            }
            if (after.numbered(gone.number()).isEmpty()) {
                open(Optional.empty(), Optional.of(gone.bit()), TriageFilter.ANY, deadline)
                        .ifPresent(rows -> by.add(rows + " of open feedback"));
            }
            tell(uses, "topics", gone.name(), by);
        }
        for (OwnDepartment gone : change.departments()) {
            List<String> by = new ArrayList<>(byRules(known.rules(), DEPARTMENT, gone.name()));
            if (!change.isKept(gone)) {
                by.addAll(byViews(known.views(), DEPARTMENT, gone.name()));
                after.topics().stream()
                        .filter(topic -> gone.isCalled(topic.department()))
                        .forEach(topic -> by.add("the topic " + topic.name()));
                by.addAll(byRows(change, gone, deadline));
            }
            tell(uses, "own_departments", gone.name(), by);
        }
        return uses;
    }

    private List<String> byRows(Change change, OwnDepartment gone, Deadline deadline)
            throws DatabaseUnavailableException {
        List<String> by = new ArrayList<>();
        Optional<DepartmentMatch> there = change.before().routing().match(gone.name());
        if (there.isPresent() && !change.isRenamed(gone)) {
            open(there, Optional.empty(), TriageFilter.ANY, deadline)
                    .ifPresent(rows -> by.add(rows + " of open feedback that go there"));
        }
        TriageFilter assigned =
                new TriageFilter(Optional.of(Optional.of(gone.name())), Optional.empty(), Optional.empty());
        open(Optional.empty(), Optional.empty(), assigned, deadline)
                .ifPresent(rows -> by.add(rows + " of open feedback that are assigned to it"));
        return by;
    }

    private static List<String> byRules(List<RoutingRule> rules, String variable, String name) {
        return rules.stream()
                .filter(rule ->
                        RoutingConditions.textsBeside(variable, rule.when()).contains(name)
                                || (variable.equals(DEPARTMENT)
                                        && rule.then()
                                                .assign()
                                                .filter(to -> GivenName.alike(to, name))
                                                .isPresent()))
                .map(rule -> "the routing rule " + rule.name())
                .toList();
    }

    /** What somebody calls a view that is theirs alone is nobody else's business. */
    private static List<String> byViews(List<SavedView> views, String parameter, String name) {
        return views.stream()
                .filter(view -> QueryParameters.of(view.filter())
                        .parsed(parameter, "", Optional::of)
                        .filter(value -> GivenName.alike(value, name))
                        .isPresent())
                .map(view -> view.shared() ? "the view " + view.name() : "a view of " + view.ownerName())
                .distinct()
                .toList();
    }

    private Optional<String> open(
            Optional<DepartmentMatch> department, Optional<Long> topics, TriageFilter triage, Deadline deadline)
            throws DatabaseUnavailableException {
        FeedbackFilter all = FeedbackFilter.ALL;
        FeedbackFilter open = new FeedbackFilter(
                Optional.of(Status.OPEN),
                department,
                all.topic(),
                all.sentiment(),
                all.urgent(),
                all.source(),
                all.needsReview(),
                all.language(),
                all.reliable(),
                all.pack(),
                all.possiblyUrgent(),
                topics,
                all.group(),
                all.text(),
                all.since(),
                all.until(),
                triage);
        FeedbackQueries.Found found = queries.countFew(open, COUNTED, deadline);
        String rows = found.rows() == 1 ? "1 row" : found.rows() + " rows";
        return found.rows() == 0 ? Optional.empty() : Optional.of(found.complete() ? rows : "at least " + rows);
    }

    private static void tell(List<FieldError> uses, String field, String name, List<String> by) {
        if (!by.isEmpty()) {
            uses.add(new FieldError(field, "must keep " + name + ", which is needed by " + String.join(", ", by)));
        }
    }
}
